/*
 * P3, P2 under window managers: two domains want the whole screen and attention
 * again and again, windows come and go, a person switches between domains and types.  No
 * key reaches a domain that is not on the strip, nothing ever lies over the strip, and
 * who storms gets no more than its rate.
 */
#include "tests/scenario/procfs.h"
#include "tests/strip/typist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS 160u
#define KEYS_FULL 10000u  /* with $PARAVENT_SWEEP=full, under ours */
#define KEYS_OTHERS 2000u /* and under others, which fall behind for long */
#define RATE 1000u        /* messages a second, by policy */
#define FLOOD 2000u       /* messages */
#define FULLSCREEN 1u     /* of WINDOW_FLAGS (messages.def) */
#define ATTENTION 2u
#define POPUP 7u
#define GROUND 0x20242cu    /* of the strip */
#define LABEL_MOST 400u     /* px: where no label is any more */
#define ANYTHING_FROM 1000u /* px: further right there may be signs */

static const struct {
	const char *name;
	enum fixture_wm wm;
} managers[] = {
    {"openbox", FIXTURE_OPENBOX},
    {"xfwm4", FIXTURE_XFWM4},
    {"i3", FIXTURE_I3},
    {"paravent-wm", FIXTURE_PARAVENT},
};

struct storm {
	unsigned step, looks, covered;
};

/* The strip's upper edge: its ground, wherever neither label nor sign is. */
static bool
is_covered(struct stage *stage)
{
	const struct picture *picture = desk_picture(&stage->fixture.desk);

	for (uint32_t x = LABEL_MOST; picture && x < ANYTHING_FROM; x++) {
		if ((picture->pixels[picture->width + x] & 0xffffff) != GROUND) {
			return true;
		}
	}
	return !picture;
}

/* That eye sees what lies there: a window of dom0's, for one moment. */
static bool
sees_cover(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	const uint32_t values[] = {0x808080, 1};
	xcb_window_t cover = xcb_generate_id(desk->x);

	xcb_grab_server(desk->x);
	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, cover, desk->screen->root,
	    (int16_t)LABEL_MOST + 9, 0, 3, 9, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
	    XCB_COPY_FROM_PARENT, XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, cover);
	bool sees = is_covered(stage);
	xcb_destroy_window(desk->x, cover);
	sees = sees && !is_covered(stage);
	xcb_ungrab_server(desk->x);
	xcb_flush(desk->x);
	return sees;
}

static void
rage(struct agent *agent, unsigned step)
{
	/* i3 unmaps what a full screen covers: none where a batch ends, for who cannot be
	 * seen cannot have the focus. */
	bool is_end = step % (TYPIST_BATCH / 2) == TYPIST_BATCH / 2 - 1;
	uint32_t set = step % 2 && !is_end ? FULLSCREEN | ATTENTION : 0;

	agent_set_flags(agent, 0, set, set ? 0 : FULLSCREEN | ATTENTION);
	if (step % 16 == 3) {
		agent_show(
		    agent, POPUP, (struct rect){200, 0, 500, 300}, "another window");
	} else if (step % 16 == 11) {
		agent_destroy(agent, POPUP);
	}
}

/* Who does not read is ended. */
static void
pump_all(struct stage *stage)
{
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		agent_pump(&stage->agents[d], d == 0);
	}
}

static void
between(struct stage *stage, void *data)
{
	struct storm *storm = data;
	unsigned step = storm->step++;

	rage(&stage->agents[1 + step % 2], step / 2);
	if (step % 8 == 0) {
		stage_ask_manager(stage, (unsigned)random() % STAGE_DOMAINS,
		    "_NET_ACTIVE_WINDOW", 2, 0, 0);
	}
	if (step % 4 == 0) {
		storm->looks++;
		storm->covered += is_covered(stage);
	}
	pump_all(stage);
}

static unsigned
keys_to_type(const struct stage *stage)
{
	const char *extent = getenv("PARAVENT_SWEEP");

	if (!extent || strcmp(extent, "full") != 0) {
		return KEYS;
	}
	return stage->fixture.options.wm == FIXTURE_PARAVENT ? KEYS_FULL : KEYS_OTHERS;
}

static void
test_storm(struct tap *tap, struct stage *stage, const char *name)
{
	struct typist_score score = {0};
	struct storm storm = {0};
	bool alive = stage_drain(stage, 0);

	srandom(4);
	while (score.typed < keys_to_type(stage) && alive) {
		alive = typist_run_batch(stage, between, &storm, &score);
	}
	tap_diag("%u keys: %u reached the domain on the strip, %u were typed while it "
	         "showed none; %u looks",
	    score.typed, score.reached, score.unshown, storm.looks);
	tap_ok(tap, alive && score.strayed == 0 && score.reached > 0,
	    "P3: %s: a storm of full screens: no key reaches another domain", name);
	tap_ok(tap, storm.looks > 0 && storm.covered == 0 && sees_cover(stage),
	    "P2: %s: and nothing is ever seen over the strip", name);
}

/* Whatever was sent before is done when that window is there. */
static void
test_rate(struct tap *tap, struct stage *stage, const char *name)
{
	struct agent *green = &stage->agents[1];
	int64_t before = clock_ms();

	for (unsigned i = 0; i < FLOOD; i++) {
		uint32_t set = i % 2 ? 0 : FULLSCREEN;

		agent_set_flags(green, 0, set, set ? 0 : FULLSCREEN);
		agent_pump(green, 0);
	}
	agent_show(green, POPUP + 1, (struct rect){300, 300, 200, 100}, "the end");
	bool came = desk_await_window(&stage->fixture.desk, "the end",
	                fixture_deadline(&stage->fixture)) != NULL;
	int64_t took = clock_ms() - before;
	tap_diag("%u messages in %d ms", FLOOD, (int)took);
	/* A second's worth is there at once. */
	tap_ok(tap, came && took >= (int64_t)(FLOOD - RATE) * 1000 / RATE - 100,
	    "P27: %s: a flood of full screens is taken at its rate", name);
	tap_ok(tap, stage_drain(stage, 0), "%s: and keys flow", name);
}

int
main(void)
{
	static struct stage stage; /* much too large for a stack */
	struct tap tap = {.count = 0};

	for (size_t i = 0; i < ARRAY_LEN(managers); i++) {
		const char *name = managers[i].name;
		bool ready = stage_open(&stage, managers[i].wm,
		                 "guard = 0\nstrip = required\nfullscreen = allow\n"
		                 "attention = yes\nmessage-rate = 1000\n") &&
		    stage_start_strip(&stage);

		if (tap_ok(&tap, ready, "%s: a desktop with a strip", name)) {
			test_storm(&tap, &stage, name);
			if (i == 0) { /* whichever it is: the worker reads slowly */
				test_rate(&tap, &stage, name);
			}
		}
		tap_ok(&tap, stage_close(&stage, &tap), "%s: nothing is left", name);
	}
	return tap_done(&tap);
}
