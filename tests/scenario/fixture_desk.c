#include "common/desk/desk.h"
#include "tests/scenario/fixture-internal.h"
#include "tests/scenario/fixture.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>

#define ASKED_AGAIN_MS 200 /* between two tries to have a window managed */

static bool
has_window_manager(struct desk *desk, void *data)
{
	xcb_atom_t property = *(xcb_atom_t *)data;
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(
	        desk->x, 0, desk->screen->root, property, XCB_ATOM_WINDOW, 0, 1),
	    NULL);
	bool has = reply && reply->type == XCB_ATOM_WINDOW;

	free(reply);
	return has;
}

static bool
is_shown(struct desk *desk, void *data)
{
	desk_look(desk);
	const struct desk_window *window = desk_by_id(desk, *(xcb_window_t *)data);
	return window && window->viewable;
}

/*
 * It manages windows: openbox says that it is there before it does, and what is mapped
 * meanwhile stays unmanaged for ever.
 */
static bool
manages_windows(struct fixture *fixture)
{
	xcb_connection_t *x = fixture->desk.x;
	xcb_window_t window = xcb_generate_id(x);
	int64_t deadline = fixture_deadline(fixture);
	bool is_managed = false;

	xcb_create_window(x, XCB_COPY_FROM_PARENT, window, fixture->desk.screen->root, 0,
	    0, 9, 9, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	while (!is_managed && clock_ms() < deadline) {
		xcb_unmap_window(x, window);
		xcb_map_window(x, window);
		is_managed = desk_await(
		    &fixture->desk, clock_ms() + ASKED_AGAIN_MS, is_shown, &window);
	}
	xcb_destroy_window(x, window);
	return is_managed;
}

/* xfwm4 keeps its settings behind a session bus; this one is nobody else's. */
static bool
start_bus(struct fixture *fixture)
{
	const char *arguments[] = {
	    "dbus-daemon", "--session", "--nofork", "--print-address", "%d", NULL};
	char address[200];

	if (!fixture_start_and_await(
	        fixture, "bus", arguments, address, sizeof(address))) {
		return false;
	}
	return setenv("DBUS_SESSION_BUS_ADDRESS", address, 1) == 0;
}

bool
fixture_start_wm(struct fixture *fixture)
{
	static const char *const openbox[] = {"openbox", "--sm-disable", NULL};
	static const char *const xfwm4[] = {
	    "xfwm4", "--compositor=off", "--sm-client-disable", NULL};
	char i3_config[128];
	const char *const i3[] = {"i3", "-c", i3_config, NULL};
	const char *const *const commands[] = {
	    [FIXTURE_OPENBOX] = openbox,
	    [FIXTURE_XFWM4] = xfwm4,
	    [FIXTURE_I3] = i3,
	};
	bool is_xfwm4 = fixture->options.wm == FIXTURE_XFWM4;
	char display[48];
	const char *const environment[] = {display, NULL};
	struct crew_plan plan = {.role = "wm", .environment = environment};
	xcb_atom_t property;

	if (fixture->options.wm == FIXTURE_NO_WM ||
	    fixture->options.wm == FIXTURE_PARAVENT) {
		return true;
	}
	plan.arguments = commands[fixture->options.wm];
	snprintf(display, sizeof(display), "DISPLAY=%s", fixture->display);
	snprintf(i3_config, sizeof(i3_config), "%s/i3.conf", fixture->directory);
	if (!file_write(
	        i3_config, "# i3 config file (v4)\nfont pango:monospace 8\n", 0600)) {
		return false;
	}
	if ((is_xfwm4 && !start_bus(fixture)) || !crew_start(&fixture->crew, &plan)) {
		return false;
	}
	/* i3 ends by the signal that asks it to. */
	crew_find(&fixture->crew, "wm")->expected = fixture->options.wm == FIXTURE_I3;
	if (is_xfwm4) { /* the guests' programs have no bus */
		setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	}
	property = desk_atom(&fixture->desk, "_NET_SUPPORTING_WM_CHECK");
	if (!desk_await(&fixture->desk, fixture_deadline(fixture), has_window_manager,
	        &property) ||
	    !manages_windows(fixture)) {
		tap_diag("no window manager within %d ms", FIXTURE_PATIENCE_MS);
		return false;
	}
	return true;
}

/* --- the daemon's desk programs ----------------------------------------------------- */

static bool
start_paravent_wm(struct fixture *fixture, const char *desk)
{
	char program[600];
	char line[64];
	const char *arguments[] = {program, "--display", fixture->display, "--desk", desk,
	    "--ready-fd", "%d", NULL};

	return fixture_program(fixture, "wm/paravent-wm", program, sizeof(program)) &&
	    fixture_start_and_await(fixture, "wm", arguments, line, sizeof(line));
}

static bool
start_strip(struct fixture *fixture, const char *desk)
{
	char program[600];
	char line[64];
	const char *arguments[] = {program, "--display", fixture->display, "--desk", desk,
	    "--ready-fd", "%d", NULL};

	return fixture_program(
	           fixture, "wm/strip/paravent-strip", program, sizeof(program)) &&
	    fixture_start_and_await(fixture, "strip", arguments, line, sizeof(line));
}

bool
fixture_start_desk(struct fixture *fixture)
{
	char desk[160];

	snprintf(desk, sizeof(desk), "%s/domains/" DESK_SOCKET_NAME, fixture->directory);
	if (fixture->options.wm == FIXTURE_PARAVENT &&
	    !start_paravent_wm(fixture, desk)) {
		return false;
	}
	return !fixture->options.strip || start_strip(fixture, desk);
}
