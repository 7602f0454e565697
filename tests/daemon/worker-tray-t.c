/*
 * Docked icons in a tray that comes, goes and comes again: always inside their domain's
 * mark, never anywhere else (P1, P11, P19, P30).
 */
#include "tests/daemon/tray.h"
#include "tests/daemon/worker-rig.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define SIDE 3 /* px of the frame around an icon */
#define PIXELS 0xffffff
#define MOST_ICONS 8

static struct tray tray;

static void
serve(struct rig *rig)
{
	if (tray.x) {
		tray_serve(&tray);
	}
	rig_pump(rig, 5);
}

static void
dock(struct rig *rig, uint32_t id, uint32_t side)
{
	uint32_t *pixels;
	int fd = rig_buffer(side, side, &pixels);

	rig_fill(pixels, side, (struct rect){0, 0, side, side}, PIXELS);
	rig_create_window(rig, id, (struct rect){0, 0, side, side}, true);
	rig_plain(rig, MSG_DOCK, id);
	rig_dump(rig, id, side, side, fd);
}

/* White inside, and all around it the domain's two tones, neither white nor the tray's.
 */
static bool
is_marked(struct rig *rig, size_t i)
{
	struct rect r = tray_slot(&tray, i);
	uint32_t *p = rig_picture(rig, r);
	bool is = p != NULL;

	for (uint32_t y = 0; is && y < r.height; y++) {
		for (uint32_t x = 0; is && x < r.width; x++) {
			bool inside = x >= SIDE && y >= SIDE && x < r.width - SIDE &&
			    y < r.height - SIDE;
			is = (p[y * r.width + x] == PIXELS) == inside &&
			    p[y * r.width + x] != TRAY_BACKGROUND;
		}
	}
	free(p);
	return is;
}

static bool
await_marked(struct rig *rig, size_t i)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (!is_marked(rig, i) && rig_now_ms() < deadline) {
		serve(rig);
	}
	return is_marked(rig, i);
}

/* No white pixel outside the tray. */
static bool
is_nowhere_else(struct rig *rig)
{
	struct rect all = {0, 0, 1280, 980};
	uint32_t *p = rig_picture(rig, all);
	bool is = p != NULL;

	for (size_t i = 0; is && i < (size_t)all.width * all.height; i++) {
		is = p[i] != PIXELS;
	}
	free(p);
	return is;
}

/* The next CONFIGURE that is about a window; answered, as agents do. */
static bool
is_told_size(struct rig *rig, uint32_t id, uint32_t side)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	const struct rig_message *m;

	while (rig_now_ms() < deadline) {
		serve(rig);
		while ((m = rig_next(rig, 0))) {
			if (m->type != MSG_CONFIGURE || m->window != id) {
				continue;
			}
			struct rect r = {(int32_t)rig_word(m, 0), (int32_t)rig_word(m, 1),
			    rig_word(m, 2), rig_word(m, 3)};
			rig_configure(rig, id, r);
			if (r.width == side && r.height == side) {
				return true;
			}
		}
	}
	return false;
}

static void
without_tray(struct rig *rig)
{
	rig_begin(rig, 8);
	dock(rig, 1, 64);
	rig_create_window(rig, 2, (struct rect){100, 100, 200, 200}, false);
	rig_title(rig, 2, "witness");
	rig_map(rig, 2, 0, false);
	rig_find(rig, "witness");
	ok_named(rig_count(rig) == 1 && is_nowhere_else(rig),
	    "without a tray an icon waits unmapped");
}

static void
tray_comes(struct rig *rig)
{
	ok_named(tray_open(&tray, rig->display, false), "a tray comes");
	ok_named(await_marked(rig, 0), "P1-icon: inside its domain's mark");
	ok_named(is_told_size(rig, 1, TRAY_SLOT - 2 * SIDE),
	    "the guest is told of the tray's size");
	rig_configure(rig, 1, (struct rect){5, 5, 500, 500});
	ok_named(is_told_size(rig, 1, TRAY_SLOT - 2 * SIDE) && await_marked(rig, 0),
	    "P11-icon: a size of its own is answered with the tray's");
	rig_map(rig, 1, 0, true);
	rig_plain(rig, MSG_UNMAP, 1);
	rig_sync(rig);
	ok_named(await_marked(rig, 0) && is_nowhere_else(rig),
	    "P11-icon: docked, it is neither mapped nor a popup");
}

static void
clicks(struct rig *rig)
{
	struct rect r = tray_slot(&tray, 0);

	rig_forget(rig);
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, r.x + 12, r.y + 12);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
	const struct rig_message *m = rig_await(rig, MSG_BUTTON);
	ok_named(m && m->window == 1 && rig_word(m, 1) == 12 - SIDE,
	    "a click on it is the guest's");
}

static bool
await_no_tray(struct rig *rig)
{
	xcb_atom_t selection = rig_atom(rig, "_NET_SYSTEM_TRAY_S0");
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	bool is_there = true;

	while (is_there && rig_now_ms() < deadline) {
		xcb_get_selection_owner_reply_t *owner = xcb_get_selection_owner_reply(
		    rig->x, xcb_get_selection_owner(rig->x, selection), NULL);
		is_there = !owner || owner->owner != XCB_NONE;
		free(owner);
	}
	return !is_there;
}

static void
tray_dies(struct rig *rig, bool saves)
{
	tray_die(&tray);
	rig_sync(rig);
	rig_damage(rig, 1, (struct rect){0, 0, 64, 64});
	rig_title(rig, 1, "still here");
	ok_named(await_no_tray(rig) && is_nowhere_else(rig),
	    "P30-tray: with the tray the icon goes");
	ok_named(tray_open(&tray, rig->display, saves) && await_marked(rig, 0),
	    "P30-tray: with the next one it comes back, marked");
	ok_named(is_nowhere_else(rig) && rig_find_now(rig, "witness"),
	    "P30-tray: and nothing else has changed");
}

/* A tray that is polite leaves icons to the root, mapped: they are taken off at once. */
static void
tray_dies_politely(struct rig *rig)
{
	tray_die(&tray);
	bool is_gone = await_no_tray(rig); /* and the icon is on the root */
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (rig_count(rig) > 1 && rig_now_ms() < deadline) {
		rig_pump(rig, 5);
	}
	ok_named(is_gone && rig_count(rig) == 1 && is_nowhere_else(rig),
	    "P30-tray: what it left on the root is taken off");
	ok_named(tray_open(&tray, rig->display, false) && await_marked(rig, 0),
	    "P30-tray: and goes to the next one");
}

/* X gives the next tray the very ids of the one before, and the worker learns of both at
 * once. */
static void
tray_is_replaced(struct rig *rig)
{
	xcb_window_t before = tray.window;

	kill_one(rig->worker, SIGSTOP);
	bool stopped = procfs_await_stopped(rig->worker);
	tray_die(&tray);
	bool comes = await_no_tray(rig) && tray_open(&tray, rig->display, false);
	kill_one(rig->worker, SIGCONT);
	ok_named(stopped && comes && tray.window == before && await_marked(rig, 0),
	    "P30-tray: one that takes another's place has it too");
}

static void
many(struct rig *rig)
{
	for (uint32_t id = 10; id < 30; id++) {
		dock(rig, id, 24);
	}
	bool all = true;
	for (size_t i = 0; i < MOST_ICONS; i++) {
		all = all && await_marked(rig, i);
	}
	for (int i = 0; i < 50; i++) {
		serve(rig);
	}
	ok_named(
	    all && tray.count == MOST_ICONS, "P19-icons: no more than eight of them");
	rig_plain(rig, MSG_DESTROY, 1);
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while (tray.icons[0] != XCB_NONE && rig_now_ms() < deadline) {
		serve(rig);
	}
	ok_named(tray.icons[0] == XCB_NONE, "one that ends leaves the tray");
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	without_tray(rig);
	tray_comes(rig);
	clicks(rig);
	tray_dies(rig, false);
	tray_dies(rig, true);
	tray_dies_politely(rig);
	tray_is_replaced(rig);
	many(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	tray_die(&tray);
	rig_destroy(rig);
	return done_testing();
}
