/* What decides about windows: places, stacking, trust, hints. */
#include "tests/unit/tap.h"
#include "wm/focus.h"
#include "wm/hints.h"
#include "wm/place.h"
#include "wm/stack.h"
#include "wm/trust.h"

#include <string.h>

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
	const uint32_t all[4] = {1000, 1000, 500, 500};
	struct rect rest = root;
	ok(hints_read_strut(all, 4, &s));
	for (int i = 0; i < 40; i++) {
		rest = hints_apply_strut(rest, root, &s);
	}
	ok_named(!rect_is_empty(rest), "from both sides and by many: something is left");
}

/* ICCCM 4.1.2.3: a base size is taken off before the aspect is looked at. */
static void
aspects(void)
{
	const uint32_t square[18] = {128, [11] = 1, 1, 1, 1};
	const uint32_t based[18] = {128 | 256, [11] = 1, 1, 1, 1, 20, 10};
	struct size_hints h;
	uint32_t width = 120, height = 300;

	hints_read_size(square, 18, &h);
	hints_fit(&h, &width, &height);
	ok_named(width == 120 && height == 120, "an aspect of 1:1");
	hints_read_size(based, 18, &h);
	height = 300;
	hints_fit(&h, &width, &height);
	ok_named(width == 120 && height == 110, "beyond a base size");
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
	strut_rules();
	aspects();
	sizes_never_wild();
	return done_testing();
}
