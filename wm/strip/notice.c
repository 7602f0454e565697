#include "wm/strip/notice.h"

#include "common/base/scale.h"
#include "common/paint/tone.h"
#include "common/x/resolution.h"
#include "wm/strip/canvas.h"
#include "wm/strip/monitors.h"
#include "wm/strip/upload.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GROUND 0xfcc028u /* as the strip's own warning */
#define TEXT_SIZE 0.46   /* of the height */
#define RAISE_NS 100000000

static const char text[] =
    "The strip has died and is started again: type nothing until it is back.";

static xcb_pixmap_t
draw(struct x *x, uint32_t width, uint32_t height)
{
	struct mark_picture picture;
	struct canvas canvas;

	canvas_init(&canvas, width, height, GROUND);
	canvas_set_font(
	    canvas.cr, &(struct font){.family = NULL}, height * TEXT_SIZE, true);
	canvas_set_colour(canvas.cr, TONE_BLACK);
	canvas_put_text(canvas.cr, height / 2.0, 0, height, text);
	if (!canvas_finish(&canvas, &picture)) {
		return XCB_BACK_PIXMAP_NONE;
	}
	xcb_pixmap_t pixmap = upload_new(x, &picture);
	mark_picture_finish(&picture);
	return pixmap;
}

static void
create(struct x *x, struct rect r)
{
	uint32_t values[] = {
	    draw(x, r.width, r.height), 1, XCB_EVENT_MASK_VISIBILITY_CHANGE};
	xcb_window_t window = xcb_generate_id(x->xcb);

	xcb_create_window(x->xcb, XCB_COPY_FROM_PARENT, window, x->screen->root,
	    (int16_t)r.x, (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXMAP | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	xcb_change_property(x->xcb, XCB_PROP_MODE_REPLACE, window, XCB_ATOM_WM_NAME,
	    XCB_ATOM_STRING, 8, strlen(NOTICE_TITLE), NOTICE_TITLE);
	xcb_map_window(x->xcb, window);
}

/* Above again, but not faster than eyes can follow. */
static void
raise_again(struct x *x, xcb_window_t window)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;
	static const struct timespec pause = {0, RAISE_NS};

	nanosleep(&pause, NULL);
	xcb_configure_window(x->xcb, window, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	xcb_flush(x->xcb);
}

void
notice_run(struct x *x, const struct strip_options *options)
{
	struct monitors monitors;
	xcb_generic_event_t *event;

	/* The configuration is not known here: as the display has it. */
	uint32_t height = scale_px(options->height, resolution_scale(x));

	monitors_ask(x, &monitors);
	for (size_t i = 0; i < monitors.count; i++) {
		struct rect r = monitors.at[i];

		r.y += options->at_bottom ? (int32_t)(r.height - height) : 0;
		r.height = height;
		create(x, r);
	}
	xcb_flush(x->xcb);
	while ((event = xcb_wait_for_event(x->xcb)) != NULL) {
		const xcb_visibility_notify_event_t *e = (const void *)event;

		if ((event->response_type & 0x7f) == XCB_VISIBILITY_NOTIFY &&
		    e->state != XCB_VISIBILITY_UNOBSCURED) {
			raise_again(x, e->window);
		}
		free(event);
	}
}
