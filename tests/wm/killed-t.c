/* What is left of windows whose manager was killed, and how the next one takes them up.
 */
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#define BORDER 3u /* px, of dom0's window before it was managed */

enum { ICONIC = 3 };

struct kept {
	xcb_window_t window;
	struct rect place;
};

static struct kept
keep(struct rig *rig, xcb_window_t window)
{
	return (struct kept){window, rig_place(rig, window)};
}

static bool
is_kept(struct rig *rig, struct kept k)
{
	struct rect now = rig_place(rig, k.window);

	printf("# %d,%d %ux%u, was %d,%d %ux%u\n", now.x, now.y, now.width, now.height,
	    k.place.x, k.place.y, k.place.width, k.place.height);
	return rect_equals(now, k.place);
}

static void
kill_manager(struct rig *rig)
{
	kill_one(rig->manager, SIGKILL);
	rig_await_end(&rig->manager);
}

/* The server takes frames away some time after: the window is a child of the root. */
static void
await_unframed(struct rig *rig, xcb_window_t window)
{
	for (int ms = 0; rig_top(rig, window) != window && ms < RIG_PATIENCE_MS; ms++) {
		poll(NULL, 0, 1);
	}
}

static xcb_window_t
show_bordered(struct rig *rig, struct rect r)
{
	const uint32_t border = BORDER;
	xcb_window_t w = rig_window(rig, 0, r);

	xcb_configure_window(rig->x, w, XCB_CONFIG_WINDOW_BORDER_WIDTH, &border);
	rig_map(rig, w);
	return w;
}

static void
places(struct rig *rig)
{
	struct kept dom0 = keep(rig, show_bordered(rig, (struct rect){0, 0, 300, 200}));
	struct kept work = keep(rig, rig_show(rig, 1, (struct rect){0, 0, 310, 210}));
	xcb_window_t iconic = rig_show(rig, 0, (struct rect){0, 0, 100, 80});

	rig_ask(rig, iconic, "WM_CHANGE_STATE", ICONIC, 0, 0, 0, 0);
	for (int i = 0; i < 3; i++) {
		kill_manager(rig);
		await_unframed(rig, dom0.window);
		await_unframed(rig, work.window);
		ok_named(
		    is_kept(rig, dom0), "P30: killed: dom0's window stays in its place");
		ok_named(is_kept(rig, work), "P30: so does a domain's, in its own frame");
		rig->manager = rig_start_manager(rig, NULL);
		rig_sync(rig);
		ok_named(rig_top(rig, dom0.window) != dom0.window && is_kept(rig, dom0),
		    "the next manager frames it where it is");
		ok_named(rig_top(rig, work.window) != work.window && is_kept(rig, work),
		    "and the domain's");
		ok_named(!rig_is_viewable(rig, iconic), "what was minimised is again");
	}
	kill_one(rig->manager, SIGTERM);
	rig_await_end(&rig->manager);
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(rig->x, xcb_get_geometry(rig->x, dom0.window), NULL);
	ok_named(g && g->border_width == BORDER, "in the end it has its border again");
	free(g);
	ok_named(!rig_has_property(rig, dom0.window, "_PARAVENT_WM_FRAMED"),
	    "and no mark of a frame");
	rig->manager = rig_start_manager(rig, NULL);
	rig_sync(rig);
	rig_close(rig, dom0.window);
	rig_close(rig, work.window);
	rig_close(rig, iconic);
}

/* Nobody has the focus then: keys go nowhere, and not to what is under the pointer. */
static void
keys(struct rig *rig)
{
	const uint32_t events = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
	struct kept work = keep(rig, rig_show(rig, 1, (struct rect){50, 50, 300, 200}));
	struct kept other = keep(rig, rig_show(rig, 2, (struct rect){500, 50, 300, 200}));

	xcb_change_window_attributes(
	    rig->of[2], other.window, XCB_CW_EVENT_MASK, &events);
	rig_click(rig, work.place.x + 20, work.place.y + 20);
	ok_named(rig_focus(rig) == work.window, "a domain has the focus");
	rig_pointer(rig, other.place.x + 20, other.place.y + 20);
	kill_manager(rig);
	await_unframed(rig, work.window);
	await_unframed(rig, other.window);
	rig_type_unmanaged(rig, 'a');
	ok_named(!rig_event(rig, rig->of[2], XCB_KEY_PRESS),
	    "P30: killed: no key goes to the domain under the pointer");
	rig->manager = rig_start_manager(rig, NULL);
	rig_sync(rig);
	rig_close(rig, work.window);
	rig_close(rig, other.window);
}

/* It is stopped, and cannot end by itself. */
static void
hung(struct rig *rig)
{
	struct kept dom0 = keep(rig, rig_show(rig, 0, (struct rect){50, 50, 300, 200}));
	pid_t old = rig->manager;

	kill_one(old, SIGSTOP);
	rig->manager = rig_start_manager(rig, "--replace");
	rig_sync(rig);
	ok_named(rig_top(rig, dom0.window) != dom0.window && is_kept(rig, dom0),
	    "2.8 one that hangs is replaced all the same");
	kill_one(old, SIGCONT);
	ok_named(rig_await_end(&old) != -1, "and ends when it goes on");
	rig_close(rig, dom0.window);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	places(rig);
	keys(rig);
	hung(rig);
	rig_destroy(rig);
	return done_testing();
}
