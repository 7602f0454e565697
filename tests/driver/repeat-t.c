/* Key repeat: each injected one reaches clients, and the server makes none by itself. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <xcb/xkb.h>

#define KEY_A 38 /* evdev: the key of the letter a */
#define KEY_SHIFT 50
#define WAIT_MS 500 /* ten times the repeat delay that the server is started with */

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
};

static void
open_window(struct test *test)
{
	uint32_t mask = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
	xcb_window_t window = window_open(test->connection, 100, 100, 0);

	xcb_change_window_attributes(test->connection, window, XCB_CW_EVENT_MASK, &mask);
	xcb_set_input_focus(test->connection, XCB_INPUT_FOCUS_PARENT, window, 0);
	xserver_sync(test->connection);
}

static void
key(struct test *test, enum paravent_x_event_type type, uint8_t code)
{
	struct paravent_x_event event = {.type = (uint8_t)type, .detail = code};

	paravent_xcb_inject(test->connection, &event, 1);
}

/* What has come, as text: P and R for presses and releases of the code, ? else. */
static const char *
events(struct test *test, uint8_t code, char *out, size_t size)
{
	size_t used = 0;

	xserver_sync(test->connection);
	for (xcb_generic_event_t *event;
	     (event = xcb_poll_for_event(test->connection));) {
		int type = event->response_type & 0x7f;
		bool ours = ((xcb_key_press_event_t *)(void *)event)->detail == code;

		if (used + 1 < size) {
			out[used++] = ours && type == XCB_KEY_PRESS ? 'P'
			    : ours && type == XCB_KEY_RELEASE       ? 'R'
			                                            : '?';
		}
		free(event);
	}
	out[used] = '\0';
	return out;
}

static void
check(struct test *test, uint8_t code, const char *wanted, const char *name)
{
	char got[64];

	key(test, PARAVENT_X_KEY_PRESS, code);
	key(test, PARAVENT_X_KEY_PRESS, code);
	key(test, PARAVENT_X_KEY_PRESS, code);
	key(test, PARAVENT_X_KEY_RELEASE, code);
	key(test, PARAVENT_X_KEY_RELEASE, code);
	events(test, code, got, sizeof(got));
	bool same = true;
	for (size_t i = 0; same && (wanted[i] || got[i]); i++) {
		same = wanted[i] == got[i];
	}
	if (!tap_ok(&test->tap, same, "%s", name)) {
		tap_diag("got %s, wanted %s", got, wanted);
	}
}

static void
ask_detectable(struct test *test)
{
	uint32_t flag = XCB_XKB_PER_CLIENT_FLAG_DETECTABLE_AUTO_REPEAT;

	free(xcb_xkb_use_extension_reply(
	    test->connection, xcb_xkb_use_extension(test->connection, 1, 0), NULL));
	free(xcb_xkb_per_client_flags_reply(test->connection,
	    xcb_xkb_per_client_flags(
	        test->connection, XCB_XKB_ID_USE_CORE_KBD, flag, flag, 0, 0, 0),
	    NULL));
}

/* Only time tells that nothing comes. */
static void
check_no_own_repeat(struct test *test)
{
	char got[64];

	key(test, PARAVENT_X_KEY_PRESS, KEY_A);
	xcb_flush(test->connection);
	poll(NULL, 0, WAIT_MS);
	tap_ok(&test->tap, events(test, KEY_A, got, sizeof(got))[0] == 'P' && !got[1],
	    "a held key does not repeat by itself");
	key(test, PARAVENT_X_KEY_PRESS, KEY_A);
	xcb_flush(test->connection);
	poll(NULL, 0, WAIT_MS);
	tap_ok(&test->tap, events(test, KEY_A, got, sizeof(got))[0] == 'P' && !got[1],
	    "nor after a repeat was injected");
	key(test, PARAVENT_X_KEY_RELEASE, KEY_A);
	tap_ok(&test->tap, events(test, KEY_A, got, sizeof(got))[0] == 'R' && !got[1],
	    "and is released once");
}

static void
set_repeat(struct test *test, xcb_auto_repeat_mode_t mode)
{
	uint32_t value = mode;

	xcb_change_keyboard_control(test->connection, XCB_KB_AUTO_REPEAT_MODE, &value);
}

int
main(void)
{
	struct test test = {0};
	struct xserver_options options = {.argument = "-ardelay", .argument2 = "50"};

	if (!xserver_start(&test.server, &options)) {
		return 1;
	}
	test.connection = xserver_connect(&test.server);
	open_window(&test);
	check(&test, KEY_A, "PRPRPR", "a repeat is a release and a press");
	ask_detectable(&test);
	check(&test, KEY_A, "PPPR", "or a press alone for a client that asks for it");
	check(&test, KEY_SHIFT, "PR", "modifiers do not repeat");
	check_no_own_repeat(&test);
	set_repeat(&test, XCB_AUTO_REPEAT_MODE_OFF);
	check(&test, KEY_A, "PR", "nothing repeats when a client turned repeat off");
	set_repeat(&test, XCB_AUTO_REPEAT_MODE_ON);
	check(&test, KEY_A, "PPPR", "until it is on again");
	check_no_own_repeat(&test);
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
