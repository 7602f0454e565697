/* What becomes of docked icons as the desktop's tray comes and goes. */
#include "gui-daemon/guest/desktop-internal.h"
#include "gui-daemon/guest/x_tray.h"

static void
on_tray(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	x_tray_take(desktop->present.desk, reply);
	present_tray_changed(&desktop->present);
}

void
desktop_look_for_tray(struct desktop *desktop)
{
	x_loop_await(desktop->watch, x_tray_ask(desktop->present.desk), on_tray, 0);
}

void
desktop_window_gone(struct desktop *desktop, xcb_window_t gone)
{
	struct window *window = present_find_outer(&desktop->present, gone);

	if (gone == desktop->present.desk->tray) {
		present_tray_gone(&desktop->present);
		desktop_look_for_tray(desktop);
	} else if (window && window->view->frame.is_icon) {
		desktop_forget(desktop, window->id);
		present_icon_lost(&desktop->present, window);
	}
}

void
desktop_icon_reparented(struct desktop *desktop, struct window *window, bool at_root)
{
	if (at_root) {
		desktop_forget(desktop, window->id);
		present_icon_put_out(&desktop->present, window);
		desktop_look_for_tray(desktop);
	}
}
