/*
 * A worker under a window manager (openbox): full screen, iconified, attention, as the
 * guest and the manager tell each other, also late.
 */
#include "tests/daemon/worker-managed.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"

#include <signal.h>
#include <xcb/xcb_icccm.h>

static void
states(struct rig *rig)
{
	uint32_t remove[5] = {0, rig_atom(rig, "_NET_WM_STATE_FULLSCREEN"), 0, 2};
	uint32_t iconic[5] = {XCB_ICCCM_WM_STATE_ICONIC};
	uint32_t activate[5] = {2};

	rig_begin(rig, 8);
	xcb_window_t outer = managed_show(rig, 1, "states");
	struct rect r = managed_agree(rig, outer, managed_asked);
	managed_send_flags(rig, 1, FULLSCREEN, 0);
	ok_named(rig_await_content(rig, outer, managed_filled(rig)),
	    "P9-fullscreen-keeps-its-frame");
	managed_agree(rig, outer, r);
	managed_ask(rig, outer, "_NET_WM_STATE", remove);
	ok_named(
	    managed_hears_flags(rig, 0, FULLSCREEN), "the manager ends fullscreen: told");
	ok_named(rig_await_content(rig, outer, r), "back where it was");
	managed_agree(rig, outer, r);

	managed_ask(rig, outer, "WM_CHANGE_STATE", iconic);
	ok_named(managed_hears_flags(rig, MINIMISED, 0), "iconified: told");
	managed_ask(rig, outer, "_NET_ACTIVE_WINDOW", activate);
	ok_named(managed_hears_flags(rig, 0, MINIMISED), "and back: told");
	managed_send_flags(rig, 1, MINIMISED, 0);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_count(rig) > 0 && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	ok_named(rig_count(rig) == 0, "iconified by the guest");
	managed_ask(rig, outer, "_NET_ACTIVE_WINDOW", activate);
	ok_named(rig_find(rig, "states") == outer &&
	        rig_await_pixel(rig, r.x + 5, r.y + 5, MANAGED_GREEN),
	    "and back with its pixels");
}

/* Of _NET_WM_STATE, an atom's name. */
static bool
await_without(struct rig *rig, xcb_window_t outer, const char *state)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	bool has;

	while ((has = atom_is_in(rig->x, outer, "_NET_WM_STATE", state)) &&
	    rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	return !has;
}

/* Stops the manager, so that it does not see a flag set; false when it runs on. */
static bool
set_unseen(struct rig *rig, uint32_t flag, const char *title)
{
	kill_one(rig->manager, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->manager);

	managed_send_flags(rig, 1, flag, 0);
	rig_title(rig, 1, title);
	rig_find(rig, title);
	rig_forget(rig);
	return stopped;
}

/* The manager speaks of the time before it was asked, and is asked for the contrary. */
static void
late(struct rig *rig)
{
	rig_begin(rig, 8);
	xcb_window_t outer = managed_show(rig, 1, "late");
	managed_agree(rig, outer, managed_asked);
	bool stopped = set_unseen(rig, FULLSCREEN, "late, asked");
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, outer,
	    rig_atom(rig, "_NET_WM_STATE"), XCB_ATOM_ATOM, 32, 0, NULL);
	rig_sync(rig);
	ok_named(stopped && managed_hears_flags(rig, 0, FULLSCREEN),
	    "a manager that is slow: its old state is told");
	managed_send_flags(rig, 1, 0, FULLSCREEN);
	rig_title(rig, 1, "late, asked again");
	rig_find(rig, "late, asked again");
	kill_one(rig->manager, SIGCONT);
	managed_sync(rig);
	ok_named(await_without(rig, outer, "_NET_WM_STATE_FULLSCREEN"),
	    "but it hears the guest's last word");
}

/* Until worker and manager have answered each other. */
static void
settle_both(struct rig *rig)
{
	for (int i = 0; i < 3; i++) {
		managed_sync(rig);
		rig_settle(rig);
	}
	rig_forget(rig);
}

/* A window that has the focus asks for no attention, whatever the manager was told when.
 */
static void
attended(struct rig *rig)
{
	xcb_atom_t attention = rig_atom(rig, "_NET_WM_STATE_DEMANDS_ATTENTION");

	rig_begin(rig, 8);
	xcb_window_t outer = managed_show(rig, 1, "attended");
	managed_agree(rig, outer, managed_asked);
	bool stopped = set_unseen(rig, ATTENTION, "attended, asking");
	xcb_set_input_focus(
	    rig->x, XCB_INPUT_FOCUS_POINTER_ROOT, outer, XCB_CURRENT_TIME);
	rig_sync(rig);
	ok_named(stopped && managed_hears_flags(rig, 0, ATTENTION),
	    "the focus ends a request for attention");
	kill_one(rig->manager, SIGCONT);
	settle_both(rig);
	ok_named(await_without(rig, outer, "_NET_WM_STATE_DEMANDS_ATTENTION"),
	    "also one that the manager hears late");
	settle_both(rig);
	/* As a manager that has not seen the focus; this one lets no such window ask. */
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, outer,
	    rig_atom(rig, "_NET_WM_STATE"), XCB_ATOM_ATOM, 32, 1, &attention);
	rig_sync(rig);
	ok_named(managed_hears_flags(rig, 0, ATTENTION),
	    "one that comes after the focus ends too");
	settle_both(rig);
	ok_named(await_without(rig, outer, "_NET_WM_STATE_DEMANDS_ATTENTION"),
	    "and the manager hears of it");
}

int
main(void)
{
	struct rig *rig = rig_create(true);

	states(rig);
	late(rig);
	attended(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
