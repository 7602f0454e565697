#include "tests/oracle/stacking.h"

#include "tests/oracle/label_judge.h"
#include "tests/oracle/owners.h"
#include "tests/oracle/plate_judge.h"
#include "tests/oracle/puppet.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 800u /* px, of the screen */
#define HEIGHT 600u
#define STRIP 28u      /* px, from the top */
#define BARE 0x704070u /* the desktop where nothing lies */
#define DOM0 0x506070u /* a window of dom0's */
#define STEPS 120u
#define DOMAINS 3u
#define SLOTS 5u /* windows of a domain; of these popups: */
#define POPUPS 2u
#define DOM0_WINDOWS 3u
#define SHOWN 3u /* violations that are told */
#define PAGER 2  /* EWMH: who asks */

struct world {
	struct stage stage;
	struct puppet puppets[DOMAINS];
	struct label_judge *labels; /* owned; of the workers' labels, or */
	struct plate_judge
	    *plates[DOMAINS]; /* owned; of paravent-wm's, which lie over them */
	struct owners owners;
	uint32_t ids[DOMAINS][SLOTS]; /* of the guests' windows; 0: none */
	uint32_t last_id;
	xcb_window_t dom0[DOM0_WINDOWS];
	uint64_t random;
	size_t violations, looks,
	    passing;          /* of the last look; looks; not clean at once */
	size_t seen[DOMAINS]; /* looks in which the domain had pixels */
	struct oracle_violation first[SHOWN];
};

static const struct owners_domain domains[DOMAINS] = {
    {"red", STAGE_RED}, {"blue", STAGE_BLUE}, {"green", STAGE_GREEN}};

/* xorshift64*, so that a seed gives the same steps everywhere. */
static uint32_t
roll(struct world *world, uint32_t limit)
{
	world->random ^= world->random >> 12;
	world->random ^= world->random << 25;
	world->random ^= world->random >> 27;
	return (uint32_t)(world->random * 0x2545f4914f6cdd1dull >> 33) % limit;
}

static struct rect
roll_area(struct world *world)
{
	return (struct rect){(int32_t)roll(world, WIDTH - 40) - 20,
	    (int32_t)roll(world, HEIGHT - 40) - 10, 40 + roll(world, 260),
	    30 + roll(world, 200)};
}

/* --- what is judged ----------------------------------------------------------------- */

static size_t
judge_strip(struct world *world, struct oracle_violation *out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < (size_t)STRIP * WIDTH; i++) {
		if (world->owners.map[i] != OWNERS_DOM0) {
			if (count < max) {
				out[count] =
				    (struct oracle_violation){.kind = ORACLE_RESERVED,
				        .tag = world->owners.map[i],
				        .x = (uint32_t)i % WIDTH,
				        .y = (uint32_t)i / WIDTH};
			}
			count++;
		}
	}
	return count;
}

/* Windows and pixels of one moment: nobody else changes anything meanwhile. */
static const struct picture *
look(struct world *world)
{
	struct desk *desk = &world->stage.fixture.desk;

	xcb_grab_server(desk->x);
	desk_look(desk);
	const struct picture *picture = desk_picture(desk);
	xcb_ungrab_server(desk->x);
	xcb_flush(desk->x);
	owners_take(&world->owners, desk, domains, DOMAINS);
	return picture;
}

/* Of each window alone, as far as it can be seen: what lies over it is not judged. */
static size_t
judge_plates(struct world *world, const struct picture *picture)
{
	struct owners *owners = &world->owners;
	size_t count = 0;

	for (size_t top = 1; count == 0 && top <= owners->n_tops; top++) {
		for (size_t i = 0; i < DOMAINS; i++) {
			if (owners->held[top] == domains[i].tag) {
				count = plate_judge_picture(world->plates[i],
				    owners_top_alone(owners, picture, top), world->first,
				    SHOWN);
			}
		}
	}
	return count;
}

/* Names in label bars, or in paravent-wm's title bars, which lie over them. */
static size_t
judge_names(struct world *world, const struct picture *picture)
{
	return world->labels
	    ? label_judge_picture(world->labels, picture, false, world->first, SHOWN)
	    : judge_plates(world, picture);
}

static bool
is_clean(struct desk *desk, void *data)
{
	struct world *world = data;
	const struct oracle_rules rules = {
	    .edge_cuts = true, .fill = STAGE_FILL, .decoration = OWNERS_COVER};
	const struct picture *picture = look(world);
	const struct oracle *oracle = world->stage.oracle;

	(void)desk;
	if (!picture) {
		return false;
	}
	size_t count = owners_judge(
	    &world->owners, oracle, picture, STAGE_FILL, world->first, SHOWN);
	if (count == 0) {
		count = judge_strip(world, world->first, SHOWN);
	}
	if (count == 0) {
		count = judge_names(world, picture);
	}
	if (count == 0) {
		count = oracle_judge(oracle, owners_without_dom0(&world->owners, picture),
		    &rules, world->first, SHOWN);
	}
	world->violations = count;
	return count == 0;
}

static void
tell_violations(const struct world *world)
{
	for (size_t i = 0; i < world->violations && i < SHOWN; i++) {
		const struct oracle_violation *v = &world->first[i];

		tap_diag("at %u,%u (%06x), owner %u: %s", v->x, v->y, v->colour, v->tag,
		    oracle_kind_name(v->kind));
	}
}

/* The one that was judged. */
static void
save_picture(const struct world *world)
{
	char path[600];

	fixture_built(path, sizeof(path), "tests/oracle/stacking.png");
	if (picture_save(&world->stage.fixture.desk.picture, path)) {
		tap_diag("the picture is in %s", path);
	}
}

/* A frame without a background, as openbox's, may still show what lay there before. */
static bool
judge(struct world *world)
{
	struct fixture *fixture = &world->stage.fixture;
	bool is_strict = fixture->options.wm == FIXTURE_PARAVENT;

	world->looks++;
	bool was_clean = is_clean(&fixture->desk, world);
	if (!was_clean) {
		world->passing++;
	}
	if (!was_clean &&
	    (is_strict ||
	        !desk_await(
	            &fixture->desk, fixture_deadline(fixture), is_clean, world))) {
		tell_violations(world);
		save_picture(world);
		return false;
	}
	for (size_t i = 0; i < DOMAINS; i++) {
		world->seen[i] += owners_area(&world->owners, domains[i].tag) > 0;
	}
	return true;
}

/* --- what is done --------------------------------------------------------------------
 */

static void
ask_manager(
    struct world *world, xcb_window_t window, const char *type, const uint32_t *words)
{
	struct desk *desk = &world->stage.fixture.desk;

	ask_root(desk->x, desk->screen->root, window, desk_atom(desk, type), words);
	xcb_flush(desk->x);
}

/* Any managed window, of a domain or of dom0; XCB_NONE when there is none. */
static xcb_window_t
any_window(struct world *world)
{
	const struct desk *desk = &world->stage.fixture.desk;
	xcb_window_t found[64];
	uint32_t count = 0;
	uint32_t which = roll(world, UINT16_MAX); /* however many there are just now */

	for (size_t i = 0; i < desk->count && count < ARRAY_LEN(found) - DOM0_WINDOWS;
	     i++) {
		const struct desk_window *w = &desk->windows[i];
		bool is_theirs = w->class[0] && w->title[0] == '[';

		if (w->viewable && !w->override_redirect && is_theirs) {
			found[count++] = w->id;
		}
	}
	for (size_t i = 0; i < DOM0_WINDOWS; i++) {
		found[count] = world->dom0[i];
		count += world->dom0[i] != XCB_NONE;
	}
	return count > 0 ? found[which % count] : (xcb_window_t)XCB_NONE;
}

static void
restack(struct world *world)
{
	uint32_t mode = roll(world, 2) ? XCB_STACK_MODE_ABOVE : XCB_STACK_MODE_BELOW;
	const uint32_t words[5] = {PAGER, 0, mode};

	ask_manager(world, any_window(world), "_NET_RESTACK_WINDOW", words);
}

/* EWMH: which of x, y, width and height follow, and who asks. */
static void
move(struct world *world)
{
	struct rect area = roll_area(world);
	const uint32_t words[5] = {0xfu << 8 | PAGER << 12, (uint32_t)area.x,
	    (uint32_t)area.y, area.width, area.height};

	ask_manager(world, any_window(world), "_NET_MOVERESIZE_WINDOW", words);
}

static void
toggle_dom0(struct world *world)
{
	struct desk *desk = &world->stage.fixture.desk;
	xcb_window_t *window = &world->dom0[roll(world, DOM0_WINDOWS)];
	struct rect area = roll_area(world);
	const uint32_t colour = DOM0;

	if (*window) {
		xcb_destroy_window(desk->x, *window);
		*window = XCB_NONE;
	} else {
		*window = xcb_generate_id(desk->x);
		xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, *window,
		    desk->screen->root, (int16_t)area.x, (int16_t)area.y,
		    (uint16_t)area.width, (uint16_t)area.height, 0,
		    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
		    XCB_CW_BACK_PIXEL, &colour);
		xcb_map_window(desk->x, *window);
	}
	xcb_flush(desk->x);
}

static bool
toggle_guest(struct world *world)
{
	uint32_t domain = roll(world, DOMAINS);
	uint32_t slot = roll(world, SLOTS);
	struct puppet *puppet = &world->puppets[domain];
	uint32_t *id = &world->ids[domain][slot];
	struct rect area = roll_area(world);

	if (*id) {
		bool told = puppet_tell(puppet, "destroy %u", *id);
		*id = 0;
		return told;
	}
	*id = ++world->last_id;
	return puppet_tell(puppet, "create %u %d %d %u %u %d", *id, area.x, area.y,
	           area.width, area.height, slot < POPUPS) &&
	    puppet_tell(puppet, "title %u number %u", *id, *id) &&
	    puppet_tell(puppet, "dump %u", *id) && puppet_tell(puppet, "map %u", *id) &&
	    puppet_sync(puppet);
}

/* The guest's own wish: a place, a size, a picture that fits or does not. */
static bool
move_guest(struct world *world)
{
	uint32_t domain = roll(world, DOMAINS);
	uint32_t id = world->ids[domain][roll(world, SLOTS)];
	struct puppet *puppet = &world->puppets[domain];
	struct rect area = roll_area(world);

	if (!id) {
		return true;
	}
	return puppet_tell(puppet, "move %u %d %d %u %u", id, area.x, area.y, area.width,
	           area.height) &&
	    (roll(world, 2) == 0 || puppet_tell(puppet, "dump %u", id)) &&
	    puppet_sync(puppet);
}

static bool
step(struct world *world)
{
	switch (roll(world, 8)) {
	case 0:
	case 1:
	case 2:
		return toggle_guest(world);
	case 3:
		return move_guest(world);
	case 4:
		toggle_dom0(world);
		return true;
	case 5:
		move(world);
		return true;
	default:
		restack(world);
		return true;
	}
}

/* --- the test ------------------------------------------------------------------------
 */

static const struct oracle_domain marks[] = {
    {STAGE_RED, {.label = "red", .colour = 0xc53030, .pattern = MARK_HATCH},
        FIXTURE_FRAME},
    {STAGE_BLUE, {.label = "blue", .colour = 0x2b6cb0, .pattern = MARK_STRIPES},
        FIXTURE_FRAME},
    {STAGE_GREEN, {.label = "green", .colour = 0x2f855a, .pattern = MARK_DOTS},
        FIXTURE_FRAME},
};

static bool
begin(struct world *world, enum fixture_wm wm)
{
	struct stage *stage = &world->stage;
	bool good = stage_open(stage,
	    &(struct fixture_options){
	        .wm = wm, .strip = true, .width = WIDTH, .height = HEIGHT});

	for (size_t i = 0; good && i < DOMAINS; i++) {
		good = puppet_start(&world->puppets[i], &stage->fixture, domains[i].class,
		    domains[i].tag);
	}
	if (!good || !owners_init(&world->owners, WIDTH, HEIGHT)) {
		return false;
	}
	if (wm != FIXTURE_PARAVENT) {
		world->labels =
		    label_judge_create(stage->oracle, marks, ARRAY_LEN(marks));
	}
	for (size_t i = 0; wm == FIXTURE_PARAVENT && i < DOMAINS; i++) {
		world->plates[i] =
		    plate_judge_create(stage->oracle, &marks[i], STAGE_FILL, BARE);
	}
	return true;
}

int
stacking_test(enum fixture_wm wm)
{
	static struct world world; /* much too large for a stack */
	struct tap *tap = &world.stage.tap;
	const char *seed = getenv("STACKING_SEED");
	unsigned steps = 0;

	world.random = seed ? strtoull(seed, NULL, 0) : 20u;
	world.random = world.random * 0x9e3779b97f4a7c15ull | 1;
	if (tap_ok(tap, begin(&world, wm), "a desktop with three guests")) {
		while (steps < STEPS && step(&world) && judge(&world)) {
			steps++;
		}
		tap_diag(
		    "%zu of %zu looks saw something pass", world.passing, world.looks);
		tap_ok(tap, steps == STEPS,
		    "P5-stacking: after each of %u steps each pixel's owner is told (%u)",
		    STEPS, steps);
		for (size_t i = 0; i < DOMAINS; i++) {
			tap_ok(tap, world.seen[i] > STEPS / 4,
			    "%s was seen again and again (%zu)", domains[i].class,
			    world.seen[i]);
		}
	}
	label_judge_destroy(world.labels);
	for (size_t i = 0; i < DOMAINS; i++) {
		plate_judge_destroy(world.plates[i]);
	}
	owners_finish(&world.owners);
	return stage_close(&world.stage);
}
