/* Injected input reaches a client complete, in order, and at once. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcbext.h>

#define EVENTS 1000
#define KEY_FIRST 10 /* evdev: the digits and letters, no modifiers */
#define KEY_COUNT 10
#define GRAB_MS 20000 /* until it is clear that nothing comes */

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *injector;
	xcb_connection_t *client;
	xcb_window_t window;
};

static void
open_window(struct test *test)
{
	xcb_screen_t *screen = xserver_screen(test->client);
	uint32_t mask = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE |
	    XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE |
	    XCB_EVENT_MASK_POINTER_MOTION;

	test->window = window_open(
	    test->client, screen->width_in_pixels, screen->height_in_pixels, 0);
	xcb_change_window_attributes(
	    test->client, test->window, XCB_CW_EVENT_MASK, &mask);
	xcb_set_input_focus(test->client, XCB_INPUT_FOCUS_PARENT, test->window, 0);
	xserver_sync(test->client);
}

static struct paravent_x_event
event_of(enum paravent_x_event_type type, uint8_t detail)
{
	return (struct paravent_x_event){.type = (uint8_t)type, .detail = detail};
}

static struct paravent_x_event
motion_to(int16_t x, int16_t y)
{
	return (struct paravent_x_event){.type = PARAVENT_X_MOTION, .x = x, .y = y};
}

/* --- the expected ---------------------------------------------------------------- */

/* Presses and releases keys and buttons in turn, and moves the pointer. */
static void
make_events(struct paravent_x_event *events, size_t count)
{
	bool down[256] = {false};
	int16_t last_x = 0;

	for (size_t i = 0; i < count; i++) {
		uint8_t key = (uint8_t)(KEY_FIRST + random() % KEY_COUNT);
		uint8_t button = (uint8_t)(1 + random() % 10);

		switch (random() % 3) {
		case 0:
			events[i] = event_of(
			    down[key] ? PARAVENT_X_KEY_RELEASE : PARAVENT_X_KEY_PRESS,
			    key);
			down[key] = !down[key];
			break;
		case 1:
			/* Numbers of keys and buttons used here do not meet but at 10. */
			button = button == 10 ? 9 : button;
			events[i] = event_of(down[button] ? PARAVENT_X_BUTTON_RELEASE
			                                  : PARAVENT_X_BUTTON_PRESS,
			    button);
			down[button] = !down[button];
			break;
		default:
			/* Never to where it is: that is no event. */
			last_x = (int16_t)((last_x + 1 + random() % 700) % 800);
			events[i] = motion_to(last_x, (int16_t)(random() % 600));
			break;
		}
	}
}

static bool
matches(const struct paravent_x_event *wanted, const xcb_generic_event_t *event)
{
	/* Keys, buttons and motion have one layout in the core protocol. */
	const xcb_key_press_event_t *got = (const xcb_key_press_event_t *)event;

	if ((event->response_type & 0x7f) != wanted->type) {
		return false;
	}
	if (wanted->type == PARAVENT_X_MOTION) {
		return got->root_x == wanted->x && got->root_y == wanted->y;
	}
	return got->detail == wanted->detail;
}

/* How many of the next count events are as wanted, up to the first that is not. */
static size_t
expect(struct test *test, const struct paravent_x_event *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		xcb_generic_event_t *event = xcb_wait_for_event(test->client);
		bool same = event && matches(&wanted[i], event);

		if (!same) {
			tap_diag("event %zu is of type %d, wanted %d", i,
			    event ? event->response_type : -1, wanted[i].type);
		}
		free(event);
		if (!same) {
			return i;
		}
	}
	return count;
}

/* The server has sent all it will: nothing else may have come. */
static bool
expect_no_more(struct test *test)
{
	xserver_sync(test->injector);
	xserver_sync(test->client);
	xcb_generic_event_t *event = xcb_poll_for_event(test->client);
	if (event) {
		tap_diag("an event of type %d too many", event->response_type);
	}
	bool none = !event;
	free(event);
	return none;
}

/* --- cases ----------------------------------------------------------------------- */

static void
check_order(struct test *test, size_t batch)
{
	static struct paravent_x_event events[EVENTS];

	make_events(events, EVENTS);
	for (size_t sent = 0; sent < EVENTS; sent += batch) {
		size_t left = EVENTS - sent;

		paravent_xcb_inject(
		    test->injector, events + sent, left < batch ? left : batch);
	}
	xcb_flush(test->injector);
	tap_ok(&test->tap, expect(test, events, EVENTS) == EVENTS && expect_no_more(test),
	    "%d events in batches of %zu arrive in order", EVENTS, batch);
	/* Up with whatever is down. */
	for (uint8_t i = 1; i < KEY_FIRST + KEY_COUNT; i++) {
		struct paravent_x_event up[] = {
		    event_of(PARAVENT_X_KEY_RELEASE, (uint8_t)(i < 8 ? 8 : i)),
		    event_of(PARAVENT_X_BUTTON_RELEASE, (uint8_t)(i > 10 ? 10 : i))};

		paravent_xcb_inject(test->injector, up, ARRAY_LEN(up));
	}
	xserver_sync(test->injector);
	xserver_sync(test->client);
	for (xcb_generic_event_t *event; (event = xcb_poll_for_event(test->client));) {
		free(event);
	}
}

/* On one connection: the event lies before the reply of the next request. */
static void
check_at_once(struct test *test)
{
	struct paravent_x_event events[] = {motion_to(801, 601),
	    event_of(PARAVENT_X_BUTTON_PRESS, 1), event_of(PARAVENT_X_BUTTON_RELEASE, 1)};

	paravent_xcb_inject(test->client, events, ARRAY_LEN(events));
	xserver_sync(test->client);
	bool good = true;
	for (size_t i = 0; i < ARRAY_LEN(events); i++) {
		xcb_generic_event_t *event = xcb_poll_for_queued_event(test->client);

		good = good && event && matches(&events[i], event);
		free(event);
	}
	tap_ok(&test->tap, good, "events have come when the next reply comes");
}

/* A program that grabs the server and waits for input gets it. */
static void
check_grab(struct test *test)
{
	struct paravent_x_event events[] = {
	    event_of(PARAVENT_X_KEY_PRESS, 24), event_of(PARAVENT_X_KEY_RELEASE, 24)};
	struct pollfd poll_fd = {
	    .fd = xcb_get_file_descriptor(test->client), .events = POLLIN};

	free(paravent_xcb_query_version_reply(
	    test->injector, paravent_xcb_query_version(test->injector), NULL));
	xcb_grab_server(test->client);
	xserver_sync(test->client);
	paravent_xcb_inject(test->injector, events, ARRAY_LEN(events));
	xcb_flush(test->injector);
	bool came = poll(&poll_fd, 1, GRAB_MS) == 1;
	xcb_ungrab_server(test->client);
	xcb_flush(test->client);
	tap_ok(&test->tap,
	    expect(test, events, ARRAY_LEN(events)) == ARRAY_LEN(events) && came,
	    "events come while another client grabs the server");
}

static void
check_position(struct test *test, int16_t x, int16_t y, int16_t want_x, int16_t want_y)
{
	struct paravent_x_event event = motion_to(x, y);

	paravent_xcb_inject(test->injector, &event, 1);
	xcb_query_pointer_reply_t *reply = xcb_query_pointer_reply(test->injector,
	    xcb_query_pointer(test->injector, xserver_screen(test->injector)->root),
	    NULL);
	tap_ok(&test->tap, reply && reply->root_x == want_x && reply->root_y == want_y,
	    "motion to %d, %d", x, y);
	free(reply);
}

static void
check_positions(struct test *test)
{
	int16_t right = (int16_t)(xserver_screen(test->client)->width_in_pixels - 1);
	int16_t bottom = (int16_t)(xserver_screen(test->client)->height_in_pixels - 1);

	check_position(test, 0, 0, 0, 0);
	check_position(test, right, bottom, right, bottom);
	check_position(test, 17, 3, 17, 3);
	check_position(test, -5, -7, 0, 0);
	check_position(test, 32767, 32767, right, bottom);
	check_position(test, -32768, 40, 0, 40);
	for (xcb_generic_event_t *event; (event = xcb_poll_for_event(test->client));) {
		free(event);
	}
}

static void
check_nothing_happens(struct test *test)
{
	struct paravent_x_event events[] = {
	    event_of(PARAVENT_X_KEY_RELEASE, 24), event_of(PARAVENT_X_BUTTON_RELEASE, 1)};

	paravent_xcb_inject(test->injector, events, ARRAY_LEN(events));
	tap_ok(&test->tap, expect_no_more(test), "a release of what is up does nothing");
	paravent_xcb_inject(test->injector, events, 0);
	tap_ok(&test->tap, expect_no_more(test), "nor does a batch of none");
}

/* A good event, then a bad one, then a good one: the first happens, the last does not. */
static void
check_bad(struct test *test, struct paravent_x_event bad, const char *name)
{
	struct paravent_x_event events[] = {event_of(PARAVENT_X_KEY_PRESS, 24), bad,
	    event_of(PARAVENT_X_KEY_RELEASE, 24)};
	xcb_generic_error_t *error = xcb_request_check(test->injector,
	    paravent_xcb_inject_checked(test->injector, events, ARRAY_LEN(events)));

	bool refused = error && error->error_code == XCB_VALUE;
	free(error);
	bool first = expect(test, events, 1) == 1 && expect_no_more(test);
	paravent_xcb_inject(test->injector, &events[2], 1);
	xcb_flush(test->injector);
	tap_ok(&test->tap, refused && first && expect(test, &events[2], 1) == 1,
	    "%s: BadValue, and what came before has happened", name);
}

static void
check_bad_ones(struct test *test)
{
	check_bad(test, event_of(PARAVENT_X_KEY_PRESS, 7), "key 7");
	check_bad(test, event_of(PARAVENT_X_KEY_RELEASE, 0), "release of key 0");
	check_bad(test, event_of(PARAVENT_X_BUTTON_PRESS, 0), "button 0");
	check_bad(test, event_of(PARAVENT_X_BUTTON_PRESS, 11), "button 11");
	check_bad(test, event_of(PARAVENT_X_BUTTON_RELEASE, 255), "button 255");
	check_bad(test, (struct paravent_x_event){.type = 0}, "type 0");
	check_bad(test, (struct paravent_x_event){.type = 7}, "type 7");
	check_bad(test, (struct paravent_x_event){.type = 255, .detail = 30}, "type 255");
}

/* A batch of 3 events that says that it has `said`. */
static uint8_t
error_of_count(struct test *test, uint32_t said)
{
	static xcb_extension_t extension = {PARAVENT_X_NAME, 0};
	struct paravent_x_event events[3] = {{0}};
	struct paravent_x_inject_request head = {.count = said};
	struct iovec parts[4] = {
	    {0}, {0}, {&head, sizeof(head)}, {events, sizeof(events)}};
	xcb_protocol_request_t request = {
	    .count = 2,
	    .ext = &extension,
	    .opcode = PARAVENT_X_INJECT,
	    .isvoid = 1,
	};
	unsigned int sequence =
	    xcb_send_request(test->injector, XCB_REQUEST_CHECKED, parts + 2, &request);
	xcb_generic_error_t *error =
	    xcb_request_check(test->injector, (xcb_void_cookie_t){sequence});
	uint8_t code = error ? error->error_code : 0;

	free(error);
	return code;
}

static void
check_counts(struct test *test)
{
	tap_ok(&test->tap,
	    error_of_count(test, 2) == XCB_LENGTH &&
	        error_of_count(test, 4) == XCB_LENGTH &&
	        error_of_count(test, 0) == XCB_LENGTH &&
	        error_of_count(test, UINT32_MAX) == XCB_LENGTH &&
	        error_of_count(test, 0x20000003) == XCB_LENGTH,
	    "a count that is not the length's: BadLength");
}

int
main(void)
{
	struct test test = {0};

	if (!xserver_start(&test.server, &(struct xserver_options){0})) {
		return 1;
	}
	test.injector = xserver_connect(&test.server);
	test.client = xserver_connect(&test.server);
	open_window(&test);
	check_order(&test, EVENTS);
	check_order(&test, 1);
	check_order(&test, 37);
	check_at_once(&test);
	check_grab(&test);
	check_positions(&test);
	check_nothing_happens(&test);
	check_bad_ones(&test);
	check_counts(&test);
	tap_ok(&test.tap,
	    !xcb_connection_has_error(test.injector) &&
	        !xcb_connection_has_error(test.client),
	    "still connected");
	xcb_disconnect(test.injector);
	xcb_disconnect(test.client);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
