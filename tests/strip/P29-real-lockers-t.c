/*
 * P29 with lockers that people use, i3lock and xsecurelock, from their first moment on:
 * somebody types all the time.  What is typed once the screen is locked is the locker's
 * alone (the guard, which is long here, covers the time until the daemon knows), nothing
 * of a guest is on the screen or comes there, and afterwards the focus is where it was.
 * No manager and no strip fights a locker for the top: it is locked once, and unlocked
 * once.
 */
#include "tests/scenario/folder.h"
#include "tests/scenario/locked.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/stage.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KEY_A 38
#define KEY_B 56
#define KEY_M 58
#define KEY_N 57
#define KEY_RETURN 36
#define KEYS 20u       /* fewer than a password may have in all */
#define MOST_BLIND 20u /* likewise; typed */
#define BLIND_MS 500   /* within so much, of a guard of four times that */
#define POPUPS 20u
#define MOST_RESTACKINGS 40u /* of windows of the root, by whomever, while locked */

/* A locker, and how it is made to go. */
struct kind {
	const char *name;
	const char *path;
	bool has_password; /* typed; else it is ended by a signal */
};

static const struct kind kinds[] = {
    {"i3lock", "/usr/bin/i3lock", false},
    {"xsecurelock", "/usr/bin/xsecurelock", true},
};

/* Any password will do: what asks for it speaks xsecurelock's "authproto". */
static bool
write_password_check(const struct stage *stage, char *path, size_t size)
{
	static const char script[] = "#!/bin/sh\n"
	                             "printf 'P 9\\nPassword:\\n'\n"
	                             "read -r type_and_length && read -r password\n"
	                             "exit 0\n";

	snprintf(path, size, "%s/authproto", stage->fixture.directory);
	return file_write(path, script, 0700);
}

static struct member *
start_locker(struct stage *stage, const struct kind *kind)
{
	char display[64];
	char check[160];
	char variable[200];
	const char *const environment[] = {display, variable,
	    "XSECURELOCK_SAVER=saver_blank", "XSECURELOCK_NO_COMPOSITE=1",
	    "XSECURELOCK_BLANK_TIMEOUT=-1", "XSECURELOCK_FORCE_GRAB=0", NULL};
	const char *const plain[] = {kind->path, "-n", "-c", "102030", NULL};
	const char *const bare[] = {kind->path, NULL};

	snprintf(display, sizeof(display), "DISPLAY=%s", stage->fixture.display);
	if (!write_password_check(stage, check, sizeof(check))) {
		return NULL;
	}
	snprintf(variable, sizeof(variable), "XSECURELOCK_AUTHPROTO=%s", check);
	struct member *locker = crew_start(&stage->fixture.crew,
	    &(struct crew_plan){.role = kind->name,
	        .arguments = kind->has_password ? bare : plain,
	        .environment = environment});
	if (locker) {
		locker->expected = true;
	}
	return locker;
}

/* --- what is seen ------------------------------------------------------------------ */

/* Guests log of it, too. */
static size_t
count_said(const struct stage *stage, const char *line)
{
	return crew_log_count(&stage->fixture.crew, "daemon", line);
}

/* Who counts has its own connection: the person's eyes take all events of theirs. */
static xcb_connection_t *
watch_restackings(const struct stage *stage)
{
	const uint32_t events = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
	xcb_connection_t *x = xcb_connect(stage->fixture.display, NULL);

	xcb_change_window_attributes(
	    x, stage->fixture.desk.screen->root, XCB_CW_EVENT_MASK, &events);
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	return x;
}

/* How often a window was configured since; ends the watch. */
static size_t
count_restackings(xcb_connection_t *x)
{
	size_t count = 0;
	xcb_generic_event_t *event;

	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	while ((event = xcb_poll_for_event(x))) {
		count += (event->response_type & 0x7f) == XCB_CONFIGURE_NOTIFY;
		free(event);
	}
	xcb_disconnect(x);
	return count;
}

/* Nothing of a domain's mark or of the strip: what is left is the locker's. */
static bool
is_covered(struct desk *desk, void *data)
{
	const struct picture *picture = desk_picture(desk);

	(void)data;
	for (unsigned i = 0; picture && i < STAGE_DOMAINS; i++) {
		const struct rect all = {0, 0, picture->width, picture->height};

		if (picture_count(picture, all, stage_domains[i].colour & 0xfcfcfcu) >
		    0) {
			return false;
		}
	}
	return picture != NULL;
}

static bool
has_focus(struct desk *desk, void *data)
{
	const struct stage *stage = data;
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	bool has = reply && reply->focus == stage->windows[0];

	free(reply);
	return has;
}

/* --- what is done ------------------------------------------------------------------ */

static void
type(struct stage *stage, uint8_t code)
{
	desk_key(&stage->fixture.desk, code, true);
	desk_key(&stage->fixture.desk, code, false);
	agent_pump(&stage->agents[0], 2);
	agent_pump(&stage->agents[1], 0);
}

/* Types until the daemon says so once more than before. */
static bool
type_until(struct stage *stage, const char *word, size_t before, uint8_t code)
{
	int64_t deadline = fixture_deadline(&stage->fixture);

	while (count_said(stage, word) == before) {
		if (clock_ms() > deadline) {
			return false;
		}
		type(stage, code);
	}
	return true;
}

/*
 * Types from before the locker's first moment until the daemon knows of it: A while the
 * label is on the screen, B as soon as it once was not.
 */
static bool
type_into_locking(struct stage *stage, size_t before)
{
	int64_t deadline = fixture_deadline(&stage->fixture);
	uint8_t code = KEY_A;
	unsigned typed = 0;
	int64_t first = 0; /* when the label was not there */

	while (count_said(stage, LOCKED) == before) {
		if (clock_ms() > deadline) {
			return false;
		}
		if (typed == MOST_BLIND || (first && clock_ms() - first > BLIND_MS)) {
			agent_pump(&stage->agents[0], 5);
			continue;
		}
		if (stage_type(stage, code) != 0 && !first) {
			first = clock_ms();
			code = KEY_B;
		}
		typed += code == KEY_B;
		agent_pump(&stage->agents[0], 0);
	}
	tap_diag(
	    "%u keys between the locker's first picture and the daemon's word", typed);
	return true;
}

/*
 * Only popups: to a new window openbox would give the focus afterwards when nobody has
 * typed for a second (P29-locker-t shows one).
 */
static void
rage(struct stage *stage, uint32_t first)
{
	for (uint32_t i = 0; i < POPUPS; i++) {
		agent_pop_up(&stage->agents[1], first + i,
		    (struct rect){
		        (int32_t)(i * 53 % 900), (int32_t)(60 + i * 41 % 600), 80, 60});
	}
	agent_pump(&stage->agents[1], 0);
}

static void
test_locked(struct tap *tap, struct stage *stage, const struct kind *kind, uint32_t first)
{
	struct desk *desk = &stage->fixture.desk;
	struct agent *typed_into = &stage->agents[0];
	size_t from = typed_into->n_pressed;

	/* Another key: of those typed before, some may still be on their way. */
	rage(stage, first);
	for (unsigned i = 0; i < KEYS; i++) {
		type(stage, KEY_M);
	}
	tap_ok(tap, is_covered(desk, stage), "P29-%s: no guest's pixel is on the screen",
	    kind->name);
	tap_ok(tap,
	    agent_await_released(typed_into, fixture_deadline(&stage->fixture)) &&
	        !agent_was_given(typed_into, from, KEY_M),
	    "P29-%s: keys go to the locker alone", kind->name);
}

/*
 * i3lock takes the focus when it is refused the keyboard; ended by a signal it does not
 * give it back.  paravent-wm does.
 */
static void
unlock(struct stage *stage, const struct kind *kind, struct member *locker)
{
	size_t before = count_said(stage, UNLOCKED);

	if (kind->has_password) {
		(void)type_until(stage, UNLOCKED, before, KEY_RETURN);
	} else {
		if (stage->fixture.options.wm != FIXTURE_PARAVENT &&
		    !has_focus(&stage->fixture.desk, stage)) {
			stage_focus(stage, 0);
		}
		kill_one(locker->pid, SIGTERM);
	}
}

static bool
is_at_peace(xcb_connection_t *watch, const struct stage *stage, size_t locked)
{
	size_t restackings = count_restackings(watch);
	size_t times = count_said(stage, LOCKED) - locked;

	tap_diag("%zu restackings, locked %zu times", restackings, times);
	return restackings <= MOST_RESTACKINGS && times == 1;
}

static void
test_locker(struct tap *tap, struct stage *stage, const struct kind *kind, uint32_t first)
{
	struct fixture *fixture = &stage->fixture;
	size_t locked = count_said(stage, LOCKED);
	size_t unlocked = count_said(stage, UNLOCKED);

	if (access(kind->path, X_OK) != 0) {
		tap_skip(tap, kind->name, "it is not installed");
		return;
	}
	tap_ok(tap, stage_drain(stage, 0), "P29-%s: keys flow before", kind->name);
	struct member *locker = start_locker(stage, kind);
	size_t from = stage->agents[0].n_pressed;
	bool noticed = locker && type_into_locking(stage, locked);
	if (!tap_ok(tap, noticed, "P29-%s: that it locks is noticed", kind->name)) {
		return;
	}
	tap_ok(tap,
	    desk_await(&fixture->desk, fixture_deadline(fixture), is_covered, stage),
	    "P29-%s: it covers all", kind->name);
	xcb_connection_t *watch = watch_restackings(stage);
	test_locked(tap, stage, kind, first);
	tap_ok(tap, is_at_peace(watch, stage, locked),
	    "P29-%s: nobody fights it for the top", kind->name);
	tap_ok(tap, !agent_was_given(&stage->agents[0], from, KEY_B),
	    "P29-%s: nor did one from its first picture on", kind->name);
	unlock(stage, kind, locker);
	bool gone = crew_await_end(locker, fixture_deadline(fixture));
	tap_ok(tap, gone && type_until(stage, UNLOCKED, unlocked, KEY_A),
	    "P29-%s: it goes, which is noticed", kind->name);
	tap_ok(tap,
	    desk_await(&fixture->desk, fixture_deadline(fixture), has_focus, stage),
	    "P29-%s: the focus is where it was", kind->name);
	tap_ok(tap, stage_drain(stage, 0), "P29-%s: and keys flow", kind->name);
	tap_ok(tap,
	    count_said(stage, LOCKED) == locked + 1 &&
	        count_said(stage, UNLOCKED) == unlocked + 1,
	    "P29-%s: it was locked once, and unlocked once", kind->name);
}

/*
 * A key in one moment with a locker's first picture, before its grab; without a strip,
 * which might have stopped the keys by then.
 */
static void
test_first_moment(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	struct agent *agent = &stage->agents[0];
	const uint32_t values[] = {0x102030, 1};
	xcb_window_t window = xcb_generate_id(desk->x);
	bool flows = stage_drain(stage, 0);
	size_t from = agent->n_pressed;

	xcb_grab_server(desk->x);
	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, window, desk->screen->root, 0, 0,
	    desk->screen->width_in_pixels, desk->screen->height_in_pixels, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, window);
	desk_key(desk, KEY_N, true);
	desk_key(desk, KEY_N, false);
	xcb_destroy_window(desk->x, window);
	xcb_ungrab_server(desk->x);
	xcb_flush(desk->x);
	tap_ok(tap,
	    flows && stage_drain(stage, 0) && !agent_was_given(agent, from, KEY_N),
	    "P29-first-moment: a key with a locker's first picture is no guest's");
}

static void
test_all(struct tap *tap, struct stage *stage)
{
	for (uint32_t i = 0; i < ARRAY_LEN(kinds); i++) {
		test_locker(tap, stage, &kinds[i], 1 + i * POPUPS);
	}
}

static void
test_without_strip(struct tap *tap)
{
	static struct stage stage; /* much too large for a stack */

	if (tap_ok(tap,
	        stage_open(&stage, FIXTURE_NO_WM, "guard = 2000\nstrip = optional\n"),
	        "a desktop without a strip")) {
		test_first_moment(tap, &stage);
	}
	tap_ok(tap, stage_close(&stage, tap), "nothing is left");
}

int
main(void)
{
	static stage_test *const tests[] = {test_all, NULL};
	struct tap tap = {.count = 0};

	test_without_strip(&tap);
	stage_run(&tap, FIXTURE_OPENBOX, "guard = 2000\nstrip = required\n", tests);
	tap_diag("under paravent-wm");
	stage_run(&tap, FIXTURE_PARAVENT, "guard = 2000\nstrip = required\n", tests);
	return tap_done(&tap);
}
