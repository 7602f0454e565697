/* What else a worker calls: the clock, the daemon's socket, the painting of marks. */
#include "tests/fuzz/record-internal.h"

#include <errno.h>
#include <stdlib.h>

ev_tstamp
ev_now(struct ev_loop *loop)
{
	(void)loop;
	return (ev_tstamp)record_get()->now_ms / 1000.;
}

const struct xcb_setup_t *
xcb_get_setup(xcb_connection_t *c)
{
	static const xcb_setup_t setup = {.resource_id_base = 1, .resource_id_mask = 2};

	(void)c;
	return &setup;
}

xcb_translate_coordinates_cookie_t
xcb_translate_coordinates(
    xcb_connection_t *c, xcb_window_t from, xcb_window_t to, int16_t x, int16_t y)
{
	(void)c;
	(void)from;
	(void)to;
	(void)x;
	(void)y;
	return (xcb_translate_coordinates_cookie_t){1};
}

xcb_void_cookie_t
xcb_unmap_window(xcb_connection_t *c, xcb_window_t window)
{
	(void)c;
	(void)window;
	return (xcb_void_cookie_t){1};
}

bool
control_send(int fd, const struct control_record *record, int passed)
{
	(void)fd;
	(void)record;
	(void)passed;
	return true;
}

ssize_t
control_receive(int fd, struct control_record *record, int *passed)
{
	(void)fd;
	(void)record;
	(void)passed;
	errno = EAGAIN;
	return -1;
}

bool
mark_paint_tile(const struct mark *mark, struct mark_picture *out)
{
	(void)mark;
	*out = (struct mark_picture){0};
	return true;
}

bool
mark_paint_label(const struct mark *mark, uint32_t height, struct mark_picture *out)
{
	(void)height;
	return mark_paint_tile(mark, out);
}

void
mark_picture_finish(struct mark_picture *picture)
{
	*picture = (struct mark_picture){0};
}
