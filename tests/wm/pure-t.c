/* What decides about windows: places, stacking, trust, hints, titles, chords, files. */
#include "tests/unit/tap.h"
#include "wm/config.h"
#include "wm/focus.h"
#include "wm/hints.h"
#include "wm/place.h"
#include "wm/stack.h"
#include "wm/text.h"
#include "wm/trust.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct rect area = {0, 30, 1000, 770};

/* --- places ------------------------------------------------------------------------ */

static bool
is_within(struct rect r, struct rect in)
{
	return rect_equals(rect_intersect(r, in), r);
}

static void
first_places(void)
{
	struct place_other others[3] = {
	    {{300, 200, 400, 300}, true, true},
	    {{0, 30, 200, 200}, false, true},
	    {{800, 30, 200, 200}, false, false},
	};
	struct place_scene scene = {.area = area, .pointer_x = 400, .pointer_y = 300};

	struct rect r = place_new(&scene, 400, 300);
	ok_named(r.x == 300 && is_within(r, area), "a lone window comes to the middle");
	scene.others = others;
	scene.count = 3;
	r = place_new(&scene, 250, 200);
	ok_named(is_within(r, area) && place_overlap(r, others[0].frame) == 0,
	    "P6: it does not cover the window that has the focus");
	ok_named(!place_contains(r, 400, 300), "P25: nor come under the pointer there");
	r = place_new(&scene, 5000, 4000);
	ok_named(rect_equals(r, area), "one that is too large is made to fit");
	r = place_new(&scene, 1, 1);
	ok_named(is_within(r, area), "1x1");
	scene.area = (struct rect){0, 0, 1, 1};
	ok_named(rect_equals(place_new(&scene, 10, 10), scene.area), "an area of 1x1");
}

static void
other_places(void)
{
	struct rect r = place_over((struct rect){900, 700, 100, 100}, area, 300, 200);

	ok_named(is_within(r, area), "a dialog stays in the area");
	r = place_reachable((struct rect){-5000, -5000, 300, 200}, area, 24);
	ok_named(r.y == 30 && r.x + 300 == 48, "within reach: up and left");
	r = place_reachable((struct rect){5000, 5000, 300, 200}, area, 24);
	ok_named(r.y == 800 - 24 && r.x == 1000 - 48, "within reach: down and right");
	r = place_carry((struct rect){500, 30, 100, 100}, (struct rect){0, 30, 1000, 770},
	    (struct rect){1000, 0, 500, 400});
	ok_named(
	    is_within(r, (struct rect){1000, 0, 500, 400}) && r.x > 1150 && r.x < 1300,
	    "carried to a smaller monitor: the same part of it");
}

static void
tiles(void)
{
	uint64_t px = 0;

	for (enum tile t = TILE_TOP_LEFT; t <= TILE_BOTTOM_RIGHT; t++) {
		px += place_overlap(place_tile(t, area), area);
	}
	ok_named(px == 1000ull * 770, "four quarters are all, and do not overlap");
	px = place_overlap(place_tile(TILE_LEFT, area), area) +
	    place_overlap(place_tile(TILE_RIGHT, area), area);
	ok_named(px == 1000ull * 770, "two halves too");
	ok_named(rect_is_empty(place_tile(TILE_NONE, area)), "no tile is nothing");
	const struct {
		int32_t x, y;
		enum tile tile;
	} table[] = {
	    {0, 400, TILE_LEFT},
	    {999, 400, TILE_RIGHT},
	    {500, 0, TILE_FULL},
	    {500, 799, TILE_BOTTOM},
	    {0, 3, TILE_TOP_LEFT},
	    {999, 3, TILE_TOP_RIGHT},
	    {0, 799, TILE_BOTTOM_LEFT},
	    {999, 790, TILE_BOTTOM_RIGHT},
	    {500, 400, TILE_NONE},
	    {1, 400, TILE_NONE},
	};
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		struct rect monitor = {0, 0, 1000, 800};
		ok(place_tile_at(table[i].x, table[i].y, monitor) == table[i].tile);
	}
}

static void
snapping(void)
{
	struct rect other = {500, 200, 200, 200};
	struct rect r;

	r = place_snap((struct rect){8, 100, 100, 100}, area, NULL, 0, 12);
	ok_named(r.x == 0 && r.y == 100, "sticks to the area");
	r = place_snap((struct rect){391, 250, 100, 100}, area, &other, 1, 12);
	ok_named(r.x == 400, "sticks to a neighbour");
	r = place_snap((struct rect){391, 600, 100, 100}, area, &other, 1, 12);
	ok_named(r.x == 391, "but not to one beside whom it is not");
	r = place_snap((struct rect){12, 100, 100, 100}, area, NULL, 0, 12);
	ok_named(r.x == 12, "not from afar");
}

static void
resizing(void)
{
	struct rect f = {100, 100, 200, 150};

	ok(rect_equals(
	    place_resize(f, EDGE_RIGHT, 10, 99), (struct rect){100, 100, 210, 150}));
	ok(rect_equals(
	    place_resize(f, EDGE_LEFT, 10, 99), (struct rect){110, 100, 190, 150}));
	ok(rect_equals(place_resize(f, EDGE_TOP | EDGE_LEFT, -10, -20),
	    (struct rect){90, 80, 210, 170}));
	ok(place_resize(f, EDGE_LEFT, 5000, 0).width == 1);
	ok(rect_equals(place_anchor(f, EDGE_LEFT | EDGE_TOP, 100, 100),
	    (struct rect){200, 150, 100, 100}));
}

/* --- stacking ---------------------------------------------------------------------- */

static bool
sorted(const struct stack_item *items, size_t count, const char *wanted)
{
	struct stack_item copy[16];
	char got[32] = "";

	memcpy(copy, items, count * sizeof(*items));
	if (!stack_sort(copy, count)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		got[i] = (char)('a' + (char)copy[i].id - 1);
	}
	if (strcmp(got, wanted) != 0) {
		printf("# %s is not %s\n", got, wanted);
	}
	return strcmp(got, wanted) == 0;
}

static void
stacking(void)
{
	ok_named(sorted((struct stack_item[]){{1, 0, LAYER_NORMAL}, {2, 0, LAYER_NORMAL}},
	             2, "ab"),
	    "in the order of raising");
	ok_named(
	    sorted((struct stack_item[]){{1, 0, LAYER_STRIP}, {2, 0, LAYER_FULLSCREEN},
	               {3, 0, LAYER_ABOVE}, {4, 0, LAYER_DOCK}, {5, 0, LAYER_NORMAL},
	               {6, 0, LAYER_BELOW}, {7, 0, LAYER_DESKTOP}},
	        7, "gfedcba"),
	    "P2: layers, the strip above all");
	ok_named(sorted((struct stack_item[]){{1, 2, LAYER_NORMAL}, {2, 0, LAYER_NORMAL},
	                    {3, 0, LAYER_NORMAL}},
	             3, "bac"),
	    "a dialog lies right above its window");
	ok_named(
	    sorted((struct stack_item[]){{1, 2, LAYER_NORMAL}, {2, 0, LAYER_FULLSCREEN}},
	        2, "ba"),
	    "and in its layer");
	ok_named(sorted((struct stack_item[]){{1, 2, LAYER_NORMAL}, {2, 0, LAYER_STRIP}},
	             2, "ab"),
	    "P2: but never in the strip's");
	struct stack_item circle[] = {
	    {1, 2, LAYER_NORMAL}, {2, 3, LAYER_NORMAL}, {3, 1, LAYER_NORMAL}};
	ok_named(stack_sort(circle, 3) &&
	        circle[0].id + circle[1].id + circle[2].id == 6 &&
	        circle[0].id != circle[1].id,
	    "a circle loses nobody");
	ok_named(sorted((struct stack_item[]){{1, 9, LAYER_NORMAL}, {2, 2, LAYER_NORMAL}},
	             2, "ab"),
	    "a parent that is not there, or itself");
	ok_named(stack_sort(circle, 0), "nobody at all");
}

static void
history(void)
{
	struct focus_history h = {NULL, 0, 0};

	for (uint32_t i = 1; i <= 40; i++) {
		ok_named(focus_history_append(&h, i), "appended");
	}
	ok(h.ids[0] == 1 && h.count == 40);
	ok(focus_history_touch(&h, 30) && h.ids[0] == 30 && h.ids[1] == 1 &&
	    h.count == 40);
	focus_history_forget(&h, 30);
	ok(h.ids[0] == 1 && h.count == 39 && focus_history_find(&h, 30) == 39);
	focus_history_forget(&h, 99);
	ok(h.count == 39);
	focus_history_finish(&h);
	ok(h.count == 0);
}

/* --- trust ------------------------------------------------------------------------- */

static void
focus_rules(void)
{
	const struct {
		const char *name;
		enum trust_who who;
		trust_owner owner;
		bool any;
		trust_owner focused;
		bool may;
	} table[] = {
	    {"P6: a domain does not take it from another", TRUST_WINDOW, 1, true, 2,
	        false},
	    {"P6: nor from dom0", TRUST_WINDOW, 1, true, TRUST_DOM0, false},
	    {"P6: nor dom0's windows from a domain", TRUST_WINDOW, TRUST_DOM0, true, 1,
	        false},
	    {"P6: nor when nobody has it", TRUST_WINDOW, 1, false, TRUST_DOM0, false},
	    {"within a domain it is handed on", TRUST_WINDOW, 1, true, 1, true},
	    {"dom0 to dom0", TRUST_WINDOW, TRUST_DOM0, true, TRUST_DOM0, true},
	    {"dom0 when nobody has it", TRUST_WINDOW, TRUST_DOM0, false, TRUST_DOM0,
	        true},
	    {"the person may", TRUST_PERSON, 1, true, 2, true},
	    {"a panel is the person's", TRUST_PAGER, 1, true, 2, true},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		ok_named(trust_may_focus(table[i].who, table[i].owner, table[i].any,
		             table[i].focused) == table[i].may,
		    table[i].name);
		ok_named(trust_may_raise(table[i].who, table[i].owner, table[i].any,
		             table[i].focused) == table[i].may,
		    "and raising is the same");
	}
}

static void
fullscreen_rules(void)
{
	ok(trust_fullscreen(TRUST_WINDOW, 1, TRUST_FULLSCREEN_NEVER) == TRUST_NO);
	ok(trust_fullscreen(TRUST_WINDOW, 1, TRUST_FULLSCREEN_ASK) == TRUST_ATTENTION);
	ok(trust_fullscreen(TRUST_WINDOW, 1, TRUST_FULLSCREEN_ALLOW) == TRUST_YES);
	ok(trust_fullscreen(TRUST_WINDOW, TRUST_DOM0, TRUST_FULLSCREEN_NEVER) ==
	    TRUST_YES);
	ok(trust_fullscreen(TRUST_PERSON, 1, TRUST_FULLSCREEN_NEVER) == TRUST_YES);
}

static void
covering(void)
{
	const struct trust_limits limits = {.cover_share = 50, .new_windows = 3};
	struct trust_account a = {0};

	ok_named(trust_new_window(&a, &limits, 1, 0, 1000, 1000, 5000) == TRUST_YES,
	    "P9: a domain's first window may be as large as it likes");
	ok_named(
	    trust_new_window(&a, &limits, 1, 300, 300, 1000, 5000) == TRUST_ATTENTION,
	    "P9: a further one not, beyond its share");
	ok_named(trust_new_window(&a, &limits, 1, 300, 200, 1000, 5000) == TRUST_YES,
	    "P9: up to its share it may");
	ok_named(trust_new_window(&a, &limits, 1, 0, 1, 1000, 5500) == TRUST_NO,
	    "P27: the fourth within 2 s is a storm");
	ok_named(trust_new_window(&a, &limits, 1, 0, 1, 1000, 7000) == TRUST_YES,
	    "P27: which passes");
	ok_named(
	    trust_new_window(&a, &limits, TRUST_DOM0, 9000, 9000, 1, 7000) == TRUST_YES,
	    "dom0 is not counted");
	ok_named(trust_new_window(&a, &limits, 1, 0, 1, 1000, 1000) == TRUST_YES,
	    "a clock that is set back starts anew");
}

/* --- titles ------------------------------------------------------------------------ */

static void
titles(void)
{
	const struct {
		const char *name, *in, *out;
		bool latin1;
	} table[] = {
	    {"plain", "xterm", "xterm", false},
	    {"UTF-8",
	        "Stra\xc3\x9f"
	        "e",
	        "Stra\xc3\x9f"
	        "e",
	        false},
	    {"Latin-1",
	        "Stra\xdf"
	        "e",
	        "Stra\xc3\x9f"
	        "e",
	        true},
	    {"P23: controls", "a\x1b[31mb", "a_[31mb", false},
	    {"P23: line ends", "a\nb\tc", "a b c", false},
	    {"P23: broken UTF-8", "a\xff\xc3(b", "a__(b", false},
	    {"P23: overlong", "\xc0\xaf", "__", false},
	    {"P23: surrogate", "\xed\xa0\x80", "___", false},
	    {"P23: right to left override",
	        "a\xe2\x80\xae"
	        "b",
	        "a_b", false},
	    {"P23: zero width",
	        "a\xe2\x80\x8b"
	        "b",
	        "a_b", false},
	    {"P23: tags",
	        "a\xf3\xa0\x81\x81"
	        "b",
	        "a_b", false},
	    {"P23: C1 in Latin-1",
	        "a\x9b"
	        "b",
	        "a_b", true},
	    {"cut UTF-8", "a\xe2\x82", "a__", false},
	};
	char out[TEXT_BYTES];
	char many[2000];

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		text_clean(out, table[i].in, strlen(table[i].in), table[i].latin1);
		if (!ok_named(strcmp(out, table[i].out) == 0, table[i].name)) {
			printf("# %s\n", out);
		}
	}
	memset(many, 'x', sizeof(many));
	text_clean(out, many, sizeof(many), false);
	ok(strlen(out) < TEXT_BYTES);
	for (size_t i = 0; i + 3 <= sizeof(many); i += 3) {
		memcpy(many + i, "\xe2\x82\xac", 3);
	}
	text_clean(out, many, sizeof(many), false);
	ok_named(strlen(out) % 3 == 0, "cut between characters");
	ok(strcmp(text_without_label("[work] Terminal", "work"), "Terminal") == 0);
	ok(strcmp(text_without_label("[works] Terminal", "work"), "[works] Terminal") ==
	    0);
	ok(strcmp(text_without_label("Terminal", "work"), "Terminal") == 0);
	ok(strcmp(text_without_label("[work]", "work"), "") == 0);
	char text[] = "a\xe2\x82\xac";
	ok(text_cut(text) && strcmp(text, "a") == 0 && text_cut(text) && !text_cut(text));
}

/* --- hints ------------------------------------------------------------------------- */

static void
strut_rules(void)
{
	struct strut s;
	const uint32_t none[4] = {0};
	const uint32_t huge[4] = {0xffffffff, 0, 0, 0};
	const uint32_t bottom[4] = {0, 0, 0, 40};
	struct rect root = {0, 0, 2000, 1000};

	ok(!hints_read_strut(none, 4, &s) && !hints_read_strut(none, 3, &s) &&
	    !hints_read_strut(huge, 4, &s));
	ok(hints_read_strut(bottom, 4, &s));
	ok(rect_equals(hints_apply_strut((struct rect){0, 0, 1000, 1000}, root, &s),
	    (struct rect){0, 0, 1000, 960}));
	ok_named(rect_equals(hints_apply_strut((struct rect){0, 0, 1000, 500}, root, &s),
	             (struct rect){0, 0, 1000, 500}),
	    "a monitor that does not reach there keeps all");
	const uint32_t right[12] = {0, 50, 0, 0, 0, 0, 0, 400};
	ok(hints_read_strut(right, 12, &s));
	ok_named(
	    rect_equals(hints_apply_strut((struct rect){1000, 0, 1000, 500}, root, &s),
	        (struct rect){1000, 0, 950, 500}),
	    "the right side of the right monitor");
	ok_named(rect_equals(hints_apply_strut((struct rect){0, 0, 1000, 500}, root, &s),
	             (struct rect){0, 0, 1000, 500}),
	    "and not of the left one");
}

static void
sizes_never_wild(void)
{
	uint32_t words[18];
	uint32_t seed = 1;
	bool sane = true;

	for (int i = 0; i < 20000; i++) {
		struct size_hints h;
		for (size_t w = 0; w < 18; w++) {
			seed = seed * 1664525u + 1013904223u;
			words[w] = seed & 0x10000 ? seed : seed >> 20;
		}
		hints_read_size(words, 18, &h);
		uint32_t width = seed;
		uint32_t height = seed >> 8;
		hints_fit(&h, &width, &height);
		sane = sane && width >= 1 && width <= HINTS_SIDE_MAX && height >= 1 &&
		    height <= HINTS_SIDE_MAX && width >= h.least_width &&
		    height >= h.least_height && h.step_width >= 1;
	}
	ok_named(sane, "20,000 random size hints: every size stays possible");
}

/* --- chords and the file ----------------------------------------------------------- */

static void
chords(void)
{
	const struct {
		const char *text;
		bool good;
		uint16_t modifiers;
		uint32_t keysym;
	} table[] = {
	    {"Super+Left", true, CHORD_SUPER, 0xff51},
	    {"Alt+Shift+Tab", true, CHORD_ALT | CHORD_SHIFT, 0xff09},
	    {"ctrl+mod1+F12", true, CHORD_CONTROL | CHORD_ALT, 0xffbe + 11},
	    {"x", true, 0, 'x'},
	    {"Super+Q", true, CHORD_SUPER, 'q'},
	    {"none", true, 0, 0},
	    {"", false, 0, 0},
	    {"Super+", false, 0, 0},
	    {"Hyper+x", false, 0, 0},
	    {"F0", false, 0, 0},
	    {"F25", false, 0, 0},
	    {"Leftish", false, 0, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		struct chord chord = {0, 0};
		bool good = chord_read(table[i].text, &chord);
		ok_named(good == table[i].good &&
		        (!good ||
		            (chord.modifiers == table[i].modifiers &&
		                chord.keysym == table[i].keysym)),
		    table[i].text);
	}
}

struct said {
	unsigned count;
	char last[1024];
};

static void
say(void *data, enum log_level level, const char *text)
{
	struct said *said = data;

	(void)level;
	said->count++;
	snprintf(said->last, sizeof(said->last), "%s", text);
}

/* How many errors a file with this text has; -1 when it was taken all the same. */
static int
errors_of(const char *text, struct config *config, struct said *said)
{
	char path[] = "/tmp/paravent-wm-conf.XXXXXX";
	int fd = mkstemp(path);
	struct config_listener listener = {.say = say, .data = said};

	*said = (struct said){0};
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) {
		return -2;
	}
	close(fd);
	bool good = config_load(path, true, &listener, config);
	unlink(path);
	return good == (said->count == 0) ? (int)said->count : -1;
}

static void
files(void)
{
	static struct config c;
	struct said said;

	ok(errors_of("", &c, &said) == 0 && c.workspaces == 4 && c.n_bindings > 30);
	ok(errors_of(
	       "[windows]\nmove = outline\nresize = live\nsnap = 0\nworkspaces = 9\n", &c,
	       &said) == 0 &&
	    c.live_move == 0 && c.live_resize == 1 && c.snap_px == 0 &&
	    c.workspaces == 9);
	ok(errors_of("[look]\nscale = auto\ndom0-colour = #123456\ndom0-label = me\n", &c,
	       &said) == 0 &&
	    c.scale == 0 && c.dom0_colour == 0x123456 && strcmp(c.dom0_label, "me") == 0);
	ok(errors_of("[trust]\nfullscreen = never\ncover-share = 20\nnew-windows = 1\n",
	       &c, &said) == 0 &&
	    c.fullscreen == TRUST_FULLSCREEN_NEVER && c.limits.cover_share == 20);
	ok_named(
	    errors_of("[look]\nfont = Noto Serif\ntitle-size = 16\n", &c, &said) == 0 &&
	        c.title_px == 16 && strcmp(c.font, "Noto Serif") == 0,
	    "font and size of titles");
	ok_named(
	    errors_of("[look]\nfont =\nfont = a, b\ntitle-size = 7\ntitle-size = 33\n",
	        &c, &said) == 4 &&
	        strstr(said.last, ":5: [look] title-size = 33: use px from 8 to 32"),
	    "and what they may not be");
	size_t before = c.n_bindings;
	ok(errors_of("[keys]\nAlt+F4 = none\nSuper+w = run xterm -e top\n", &c, &said) ==
	        0 &&
	    c.n_bindings == before + 1 &&
	    strcmp(c.bindings[before].argument, "xterm -e top") == 0);
	ok_named(
	    errors_of("[windows]\nmove = maybe\nsnap = 65\nsnap = -1\nworkspaces = 0\n"
	              "[look]\nscale = 20\ndom0-colour = red\nfond = x\n",
	        &c, &said) == 7,
	    "every error is told");
	ok(strstr(said.last, ":9: [look] fond = x: no such key"));
	ok(errors_of("[keys]\nFoo+x = close\nSuper+x = fly\nSuper+x = close 1\n"
	             "Super+x = workspace\nSuper+x = workspace 0\nSuper+x = send a\n",
	       &c, &said) == 6);
	ok(errors_of("nonsense\n", &c, &said) == 1 && strstr(said.last, ":1: "));
	const struct config_listener listener = {.say = say, .data = &said};
	ok(config_load("/nonexistent/x", false, &listener, &c));
	ok(!config_load("/nonexistent/x", true, &listener, &c));
	ok(!config_load("/tmp", true, &listener, &c));
}

int
main(void)
{
	first_places();
	other_places();
	tiles();
	snapping();
	resizing();
	stacking();
	history();
	focus_rules();
	fullscreen_rules();
	covering();
	titles();
	strut_rules();
	sizes_never_wild();
	chords();
	files();
	return done_testing();
}
