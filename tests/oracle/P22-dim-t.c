/*
 * P22, I7: a domain that does not have the focus shows only dimmed colours, when
 * paravent.conf says so; one that has it shows its own; and neither is told.
 */
#include "gui-daemon/guest/dim.h"
#include "tests/oracle/puppet.h"

#include <string.h>

static const char *const policies[] = {
    "unfocused = dim\nguard = 0\n",  /* red */
    "unfocused = tint\nguard = 0\n", /* blue */
    "guard = 0\n",                   /* green: as ever */
};

/* Half of what guests paint, at most 0xbf, and a quarter of blue's 0xb0. */
#define TINTED (0x5f + 0x2c)

static const struct oracle_rules lax = {.edge_cuts = true, .fill = STAGE_FILL};

/* A guest with a window; what it shows when it is seen well, and when it is not. */
struct actor {
	const char *domain, *title;
	unsigned tag;
	int x;
	uint8_t most; /* of a channel, without the focus; 0xff: it is never dimmed */
	struct puppet puppet;
};

/* A question for desk_await(): is the actor bright, is it not? */
struct look {
	const struct actor *actor;
	bool is_bright;
};

static bool
looks_so(struct desk *desk, void *data)
{
	const struct look *look = data;
	const struct actor *a = look->actor;
	const struct picture *picture = desk_picture(desk);
	uint8_t most = a->most == 0xff ? DIM_MOST : a->most;
	size_t bright = picture ? oracle_bright(picture, a->tag, most) : 0;

	return picture && oracle_area(picture, a->tag) > 10000 &&
	    (look->is_bright ? bright > 1000 : bright == 0);
}

static bool
await_look(struct stage *stage, const struct actor *actor, bool is_bright)
{
	struct look look = {actor, is_bright};

	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), looks_so, &look);
}

static void
give_focus(struct stage *stage, const char *title)
{
	struct desk *desk = &stage->fixture.desk;

	desk_look(desk);
	const struct desk_window *window = desk_find(desk, title);
	desk_focus(desk, window ? window->id : desk->screen->root);
}

static void
open_window(struct stage *stage, struct actor *a)
{
	struct puppet *p = &a->puppet;

	puppet_tell(p, "create 1 %d 100 200 150 0", a->x);
	puppet_tell(p, "title 1 %s", a->title);
	puppet_tell(p, "dump 1");
	puppet_tell(p, "map 1");
	tap_ok(&stage->tap,
	    puppet_sync(p) && stage_await_content(stage, a->title, 200, 150) &&
	        stage_await_area(stage, a->tag, 10000),
	    "%s shows a window", a->domain);
}

static void
test_focus(struct stage *stage, struct actor *actors, size_t count, const char *title)
{
	give_focus(stage, title);
	for (size_t i = 0; i < count; i++) {
		struct actor *a = &actors[i];
		bool is_bright = strcmp(a->title, title) == 0 || a->most == 0xff;

		tap_ok(&stage->tap, await_look(stage, a, is_bright),
		    "P22-dim: %s is %s while \"%s\" has the focus", a->domain,
		    is_bright ? "bright" : "dimmed", title);
	}
	tap_ok(&stage->tap, stage_is_clean(stage, &lax), "and all lie in their frames");
}

/* What it draws meanwhile is never bright, and what it shows new is not either. */
static void
test_draws(struct stage *stage, struct actor *a)
{
	size_t bright = 0;

	for (int i = 0; i < 20; i++) {
		puppet_tell(&a->puppet, "paint 1 %d", i);
		puppet_tell(&a->puppet, "dump 1");
		const struct picture *picture = desk_picture(&stage->fixture.desk);
		bright += picture ? oracle_bright(picture, a->tag, a->most) : 1;
	}
	tap_ok(&stage->tap, puppet_sync(&a->puppet) && bright == 0,
	    "P22-dim: %s draws, and stays dimmed", a->domain);
	puppet_tell(&a->puppet, "create 2 %d 300 120 90 1", a->x);
	puppet_tell(&a->puppet, "dump 2");
	puppet_tell(&a->puppet, "map 2");
	tap_ok(&stage->tap,
	    puppet_sync(&a->puppet) && stage_await_area(stage, a->tag, 38000) &&
	        await_look(stage, a, false),
	    "P22-dim: so is a popup of %s", a->domain);
}

int
main(void)
{
	struct stage stage;
	struct actor actors[] = {
	    {"red", "red-window", STAGE_RED, 40, DIM_MOST, {0}},
	    {"blue", "blue-window", STAGE_BLUE, 300, TINTED, {0}},
	    {"green", "green-window", STAGE_GREEN, 560, 0xff, {0}},
	};

	bool ready = stage_open(&stage, &(struct fixture_options){.policies = policies});
	for (size_t i = 0; i < ARRAY_LEN(actors) && ready; i++) {
		struct actor *a = &actors[i];
		ready = tap_ok(&stage.tap,
		    puppet_start(&a->puppet, &stage.fixture, a->domain, a->tag),
		    "%s is served", a->domain);
	}
	for (size_t i = 0; i < ARRAY_LEN(actors) && ready; i++) {
		open_window(&stage, &actors[i]);
	}
	if (ready) {
		test_focus(&stage, actors, ARRAY_LEN(actors), "nobody");
		test_focus(&stage, actors, ARRAY_LEN(actors), "red-window");
		test_focus(&stage, actors, ARRAY_LEN(actors), "blue-window");
		test_draws(&stage, &actors[0]);
		fixture_save_picture(&stage.fixture, "tests/oracle/dim.png");
		test_focus(&stage, actors, ARRAY_LEN(actors), "green-window");
	}
	return stage_close(&stage);
}
