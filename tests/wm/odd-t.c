/* Programs that do odd things, by mistake or in a moment of their end: the manager goes
 * on as if nothing had been. */
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <stdlib.h>
#include <xcb/sync.h>

enum { DOM0, WORK, PERSONAL };

static const struct rect somewhere = {200, 300, 320, 240};

/* --- sizes ------------------------------------------------------------------------- */

static xcb_sync_counter_t
create_counter(struct rig *rig, xcb_sync_int64_t value)
{
	xcb_sync_counter_t counter = xcb_generate_id(rig->x);

	free(xcb_sync_initialize_reply(rig->x, xcb_sync_initialize(rig->x, 3, 1), NULL));
	xcb_sync_create_counter(rig->x, counter, value);
	return counter;
}

static void
lost_counter(struct rig *rig)
{
	const xcb_sync_int64_t most = {INT32_MAX, UINT32_MAX};
	const uint32_t atom = rig_atom(rig, "_NET_WM_SYNC_REQUEST");
	const uint32_t counter = create_counter(rig, most);
	xcb_window_t w = rig_window(rig, DOM0, somewhere);

	rig_set(rig, w, "WM_PROTOCOLS", "ATOM", &atom, 1);
	rig_set(rig, w, "_NET_WM_SYNC_REQUEST_COUNTER", "CARDINAL", &counter, 1);
	rig_map(rig, w);
	struct rect r = rig_place(rig, w);
	int32_t right = r.x + (int32_t)r.width + 1;
	rig_pointer(rig, right, r.y + 100);
	rig_button(rig, 1, true);
	rig_pointer(rig, right + 10, r.y + 100);
	xcb_sync_destroy_counter(rig->x, counter);
	rig_sync_after(rig, rig->x);
	rig_pointer(rig, right + 20, r.y + 100);
	rig_pointer(rig, right + 30, r.y + 100);
	rig_button(rig, 1, false);
	ok_named(rig_place(rig, w).width == r.width + 30,
	    "_NET_WM_SYNC_REQUEST: a counter goes while it is waited for");
	rig_close(rig, w);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	lost_counter(rig);
	rig_destroy(rig);
	return done_testing();
}
