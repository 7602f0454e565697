#include "tests/daemon/worker-hands.h"

#include <stdio.h>

void
hands_show(struct rig *rig, uint32_t id, struct rect r, const char *title, bool popup)
{
	rig_create_window(rig, id, r, popup);
	rig_title(rig, id, title);
	rig_map(rig, id, 0, popup);
}

/* Two windows, pointer away, focus nowhere; nothing unread. */
xcb_window_t
hands_begin(struct rig *rig)
{
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 1200, 1000);
	rig_focus(rig, XCB_NONE);
	rig_begin(rig, 8);
	hands_show(rig, 1, hands_first, "one", false);
	hands_show(rig, 2, hands_second, "two", false);
	xcb_window_t outer = rig_find(rig, "one");
	rig_find(rig, "two");
	rig_forget(rig);
	return outer;
}

bool
hands_got(const struct rig_message *m, uint32_t type, uint32_t window, uint32_t word0)
{
	bool same =
	    m && m->type == type && m->window == window && rig_word(m, 0) == word0;

	if (!same && m) {
		printf("# got type=%u window=%u %u, not type=%u window=%u %u\n", m->type,
		    m->window, rig_word(m, 0), type, window, word0);
	} else if (!same) {
		printf("# nothing came\n");
	}
	return same;
}

bool
hands_got_key(const struct rig_message *m, uint32_t window, uint32_t what, uint32_t code)
{
	return hands_got(m, MSG_KEYPRESS, window, what) && rig_word(m, 4) == code;
}

bool
hands_got_nothing(struct rig *rig)
{
	rig_settle(rig);
	const struct rig_message *m = rig_next(rig, 100);

	if (m) {
		printf(
		    "# got type=%u window=%u %u\n", m->type, m->window, rig_word(m, 0));
	}
	return !m;
}

bool
hands_focus(struct rig *rig, xcb_window_t outer)
{
	rig_focus(rig, outer);
	const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
	return m && m->type == MSG_KEYMAP_NOTIFY && m->window == 0 &&
	    hands_got(rig_next(rig, RIG_PATIENCE_MS), MSG_FOCUS, 1, FOCUS_IN);
}

void
hands_click(struct rig *rig, int32_t x, int32_t y)
{
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, x, y);
	rig_fake(rig, XCB_BUTTON_PRESS, 1, 0, 0);
	rig_fake(rig, XCB_BUTTON_RELEASE, 1, 0, 0);
}
