/* What DescribeWindow tells: as much as GetProperty does, for many properties at once. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xcbext.h>

#define MANY_WORDS 2000u

struct test {
	struct tap tap;
	struct xserver server;
	xcb_connection_t *connection;
	xcb_window_t window;
};

static struct paravent_x_describe_window_reply *
ask(struct test *test, xcb_window_t window, const struct paravent_x_wanted *wanted,
    size_t count, uint8_t *error_code)
{
	xcb_generic_error_t *error = NULL;
	void *reply = xcb_wait_for_reply(test->connection,
	    paravent_xcb_describe_window(test->connection, window, wanted, count)
	        .sequence,
	    &error);

	*error_code = error ? error->error_code : 0;
	free(error);
	return reply;
}

/* The same as GetProperty says. */
static bool
agrees(struct test *test, const struct paravent_x_property *p,
    const struct paravent_x_wanted *wanted)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(test->connection,
	    xcb_get_property(test->connection, 0, test->window, wanted->atom,
	        XCB_GET_PROPERTY_TYPE_ANY, 0, wanted->longs),
	    NULL);
	bool same = reply && p && p->type == reply->type && p->format == reply->format &&
	    p->count == reply->value_len &&
	    memcmp(p + 1, xcb_get_property_value(reply),
	        (size_t)xcb_get_property_value_length(reply)) == 0;

	free(reply);
	return same;
}

static void
set(struct test *test, xcb_atom_t atom, uint8_t format, uint32_t count, const void *value)
{
	xcb_change_property(test->connection, XCB_PROP_MODE_REPLACE, test->window, atom,
	    format == 8 ? XCB_ATOM_STRING : XCB_ATOM_CARDINAL, format, count, value);
}

static void
check_properties(struct test *test)
{
	static const char *const names[] = {"ten bytes, with padding", "words",
	    "cut at what is wanted", "sixteen bits each", "empty", "not set"};
	static const struct paravent_x_wanted wanted[] = {
	    {XCB_ATOM_WM_NAME, 64},
	    {XCB_ATOM_WM_HINTS, 9},
	    {XCB_ATOM_WM_NORMAL_HINTS, 18},
	    {XCB_ATOM_WM_ICON_SIZE, 8},
	    {XCB_ATOM_WM_COMMAND, 8},
	    {XCB_ATOM_WM_CLASS, 64},
	};
	uint32_t words[MANY_WORDS];
	uint8_t error;
	const struct paravent_x_property *p = NULL;

	for (uint32_t i = 0; i < MANY_WORDS; i++) {
		words[i] = i * 2654435761u;
	}
	set(test, XCB_ATOM_WM_NAME, 8, 10, "0123456789");
	set(test, XCB_ATOM_WM_HINTS, 32, 9, words);
	set(test, XCB_ATOM_WM_NORMAL_HINTS, 32, MANY_WORDS, words);
	set(test, XCB_ATOM_WM_ICON_SIZE, 16, 5, words);
	set(test, XCB_ATOM_WM_COMMAND, 8, 0, words);
	struct paravent_x_describe_window_reply *reply =
	    ask(test, test->window, wanted, ARRAY_LEN(wanted), &error);
	tap_ok(
	    &test->tap, reply && reply->count == ARRAY_LEN(wanted), "all are answered");
	for (size_t i = 0; reply && i < ARRAY_LEN(wanted); i++) {
		p = paravent_xcb_describe_window_next(reply, p);
		tap_ok(&test->tap, agrees(test, p, &wanted[i]), "%s", names[i]);
		if (!p) {
			break;
		}
	}
	tap_ok(&test->tap, p && !paravent_xcb_describe_window_next(reply, p),
	    "and nothing else");
	free(reply);
}

static void
check_class(struct test *test)
{
	const xcb_screen_t *screen =
	    xcb_setup_roots_iterator(xcb_get_setup(test->connection)).data;
	xcb_window_t input = xcb_generate_id(test->connection);
	struct paravent_x_describe_window_reply *reply;
	uint8_t error;

	xcb_create_window(test->connection, 0, input, screen->root, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
	reply = ask(test, input, NULL, 0, &error);
	tap_ok(&test->tap,
	    reply && reply->window_class == XCB_WINDOW_CLASS_INPUT_ONLY &&
	        reply->length == 0 && !paravent_xcb_describe_window_next(reply, NULL),
	    "an InputOnly window, and nothing wanted");
	free(reply);
	reply = ask(test, test->window, NULL, 0, &error);
	tap_ok(&test->tap, reply && reply->window_class == XCB_WINDOW_CLASS_INPUT_OUTPUT,
	    "an InputOutput window");
	free(reply);
}

static void
check_errors(struct test *test)
{
	static const struct paravent_x_wanted wanted[PARAVENT_X_WANTED_MAX + 1];
	static const struct paravent_x_wanted long_one = {
	    XCB_ATOM_WM_NAME, PARAVENT_X_LONGS_MAX + 1};
	uint8_t error;

	free(ask(test, 0x7fffff, wanted, 1, &error));
	tap_ok(&test->tap, error == XCB_WINDOW, "no such window: BadWindow");
	free(ask(test, test->window, wanted, ARRAY_LEN(wanted), &error));
	tap_ok(&test->tap, error == XCB_LENGTH, "too many: BadLength");
	free(ask(test, test->window, &long_one, 1, &error));
	tap_ok(&test->tap, error == XCB_LENGTH, "too long: BadLength");
}

/* What a server of another make might say: no length in it is believed. */
static void
check_nonsense(struct test *test)
{
	struct {
		struct paravent_x_describe_window_reply reply;
		struct paravent_x_property properties[2];
	} answer = {.reply.length = sizeof(answer.properties) / 4};

	answer.properties[0].format = 8;
	answer.properties[0].count = sizeof(answer.properties[1]) + 1;
	tap_ok(&test->tap, !paravent_xcb_describe_window_next(&answer.reply, NULL),
	    "a value longer than the answer");
	answer.properties[0].count = UINT32_MAX;
	answer.properties[0].format = UINT32_MAX;
	tap_ok(&test->tap, !paravent_xcb_describe_window_next(&answer.reply, NULL),
	    "a format that is none");
	answer.reply.length = 2;
	tap_ok(&test->tap, !paravent_xcb_describe_window_next(&answer.reply, NULL),
	    "half a header");
}

int
main(void)
{
	struct test test = {0};

	if (!xserver_start(&test.server, &(struct xserver_options){0})) {
		return 1;
	}
	test.connection = xserver_connect(&test.server);
	test.window = window_open(test.connection, 50, 50, 0);
	check_properties(&test);
	check_class(&test);
	check_errors(&test);
	check_nonsense(&test);
	tap_ok(&test.tap, !xcb_connection_has_error(test.connection), "still connected");
	xcb_disconnect(test.connection);
	tap_ok(&test.tap, xserver_stop(&test.server), "the server ends well");
	return tap_done(&test.tap);
}
