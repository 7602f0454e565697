#include "gui-daemon/guest/x_window.h"

#include <string.h>

#define NEUTRAL_PIXEL 0x606060u /* where a guest has drawn nothing */
#define LONG_SIDE 16448u        /* px: the longest frame, so that no bar ever grows */

#define OUTER_EVENTS                                                        \
	(XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE |            \
	    XCB_EVENT_MASK_FOCUS_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY | \
	    XCB_EVENT_MASK_KEYMAP_STATE)
/* Once mapped, others write properties; those before were our own. */
#define MAPPED_EVENTS (OUTER_EVENTS | XCB_EVENT_MASK_PROPERTY_CHANGE)
/* With visibility: a window manager may lay its title bar over the label above. */
#define CONTENT_EVENTS                                                    \
	(XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE |    \
	    XCB_EVENT_MASK_POINTER_MOTION | XCB_EVENT_MASK_ENTER_WINDOW | \
	    XCB_EVENT_MASK_LEAVE_WINDOW | XCB_EVENT_MASK_EXPOSURE |       \
	    XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_VISIBILITY_CHANGE)

static void
create(struct x_desk *desk, xcb_window_t window, xcb_window_t parent, struct rect r,
    uint32_t mask, const uint32_t *values)
{
	xcb_create_window(desk->x->xcb, X_DESK_DEPTH, window, parent, (int16_t)r.x,
	    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, desk->visual, mask, values);
}

static void
create_outer(struct x_desk *desk, struct x_frame *frame, struct rect r)
{
	uint32_t values[] = {
	    desk->tile, /* background */
	    0,          /* border */
	    frame->is_popup,
	    OUTER_EVENTS,
	    desk->colormap,
	};

	create(desk, frame->outer, desk->root, r,
	    XCB_CW_BACK_PIXMAP | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT |
	        XCB_CW_EVENT_MASK | XCB_CW_COLORMAP,
	    values);
}

/*
 * Never background None: a new area would show what lay there, of another domain.  Born
 * inside the label bar, and moved out of it: where the server has refused that bar, there
 * is no content either, and nothing without a label.
 */
static void
create_content(
    struct x_desk *desk, struct x_frame *frame, xcb_window_t bar, struct rect r)
{
	uint32_t values[] = {
	    NEUTRAL_PIXEL,
	    0, /* border */
	    XCB_GRAVITY_NORTH_WEST,
	    CONTENT_EVENTS,
	    desk->colormap,
	};

	create(desk, frame->content, bar, r,
	    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_BIT_GRAVITY |
	        XCB_CW_EVENT_MASK | XCB_CW_COLORMAP,
	    values);
	xcb_reparent_window(
	    desk->x->xcb, frame->content, frame->outer, (int16_t)r.x, (int16_t)r.y);
}

/*
 * A part of the frame that lies above the content and sticks to its side of the frame:
 * when somebody else resizes the frame, it is complete before we hear of it.  The server
 * moves its pixels with it, hence the tile starts at its own corner.
 */
static xcb_window_t
create_edge(struct x_desk *desk, struct x_frame *frame, struct rect r, uint32_t gravity,
    xcb_pixmap_t background)
{
	uint32_t values[] = {background, 0, gravity, desk->colormap};
	xcb_window_t edge = xcb_generate_id(desk->x->xcb);

	create(desk, edge, frame->outer, r,
	    XCB_CW_BACK_PIXMAP | XCB_CW_BORDER_PIXEL | XCB_CW_WIN_GRAVITY |
	        XCB_CW_COLORMAP,
	    values);
	return edge;
}

/* The edge with the label: above the content, below it for popups; an icon's is plain. */
static xcb_window_t
create_bar(struct x_desk *desk, struct x_frame *frame, struct rect outer)
{
	struct insets in = frame->insets;
	struct rect below = {
	    0, (int32_t)(outer.height - in.bottom), LONG_SIDE, in.bottom};
	struct rect above = {0, 0, LONG_SIDE, in.top};

	return frame->is_popup
	    ? create_edge(desk, frame, below, XCB_GRAVITY_SOUTH_WEST, desk->bar)
	    : create_edge(desk, frame, above, XCB_GRAVITY_NORTH_WEST,
	          frame->is_icon ? desk->tile : desk->bar);
}

/* The others; the label stays above them. */
static void
create_edges(
    struct x_desk *desk, struct x_frame *frame, xcb_window_t bar, struct rect outer)
{
	static const uint32_t top = XCB_STACK_MODE_ABOVE;
	struct insets in = frame->insets;
	int32_t right = (int32_t)(outer.width - in.right);
	int32_t bottom = (int32_t)(outer.height - in.bottom);
	struct rect below = {0, bottom, LONG_SIDE, in.bottom};

	create_edge(desk, frame, (struct rect){right, 0, in.right, LONG_SIDE},
	    XCB_GRAVITY_NORTH_EAST, desk->tile);
	if (!frame->is_popup) {
		create_edge(desk, frame, below, XCB_GRAVITY_SOUTH_WEST, desk->tile);
	}
	xcb_configure_window(desk->x->xcb, bar, XCB_CONFIG_WINDOW_STACK_MODE, &top);
}

void
x_frame_create(
    struct x_desk *desk, struct rect content, enum x_frame_kind kind, struct x_frame *out)
{
	const struct insets insets[] = {
	    [X_FRAME_MANAGED] = desk->managed,
	    [X_FRAME_POPUP] = desk->popup,
	    [X_FRAME_ICON] = desk->icon,
	};
	struct x_frame frame = {
	    .outer = xcb_generate_id(desk->x->xcb),
	    .content = xcb_generate_id(desk->x->xcb),
	    .insets = insets[kind],
	    .is_popup = kind == X_FRAME_POPUP,
	    .is_icon = kind == X_FRAME_ICON,
	};
	struct rect outer = insets_around(frame.insets, content);
	struct rect inner = {(int32_t)frame.insets.left, (int32_t)frame.insets.top,
	    content.width, content.height};

	create_outer(desk, &frame, outer);
	xcb_window_t bar = create_bar(desk, &frame, outer);
	create_content(desk, &frame, bar, inner);
	create_edges(desk, &frame, bar, outer);
	xcb_map_subwindows(desk->x->xcb, frame.outer);
	*out = frame;
}

void
x_frame_destroy(struct x_desk *desk, struct x_frame *frame)
{
	static const uint32_t no_events;

	/* Else the server would tell of each property that goes with the window. */
	xcb_change_window_attributes(
	    desk->x->xcb, frame->outer, XCB_CW_EVENT_MASK, &no_events);
	xcb_destroy_window(desk->x->xcb, frame->outer);
	*frame = (struct x_frame){.outer = XCB_NONE};
}

void
x_frame_map(struct x_desk *desk, const struct x_frame *frame)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;
	static const uint32_t events = MAPPED_EVENTS;

	xcb_change_window_attributes(
	    desk->x->xcb, frame->outer, XCB_CW_EVENT_MASK, &events);
	if (frame->is_popup) {
		xcb_configure_window(
		    desk->x->xcb, frame->outer, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	}
	xcb_map_window(desk->x->xcb, frame->outer);
}

void
x_frame_unmap(struct x_desk *desk, const struct x_frame *frame)
{
	union {
		xcb_unmap_notify_event_t unmap;
		char bytes[32];
	} event;

	xcb_unmap_window(desk->x->xcb, frame->outer);
	if (frame->is_popup) {
		return;
	}
	memset(&event, 0, sizeof(event));
	event.unmap.response_type = XCB_UNMAP_NOTIFY;
	event.unmap.event = desk->root;
	event.unmap.window = frame->outer;
	xcb_send_event(desk->x->xcb, 0, desk->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
	    event.bytes);
}

void
x_frame_place(struct x_desk *desk, const struct x_frame *frame, struct rect content)
{
	struct rect r = insets_around(frame->insets, content);
	uint32_t values[] = {(uint32_t)r.x, (uint32_t)r.y, r.width, r.height};

	xcb_configure_window(desk->x->xcb, frame->outer,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT,
	    values);
}

void
x_frame_move(struct x_desk *desk, const struct x_frame *frame, struct rect content)
{
	struct rect r = insets_around(frame->insets, content);
	uint32_t values[] = {(uint32_t)r.x, (uint32_t)r.y};

	xcb_configure_window(desk->x->xcb, frame->outer,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, values);
}

void
x_frame_fit(
    struct x_desk *desk, const struct x_frame *frame, uint32_t width, uint32_t height)
{
	uint32_t values[] = {width, height};

	xcb_configure_window(desk->x->xcb, frame->content,
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
}

void
x_frame_set_cursor(struct x_desk *desk, const struct x_frame *frame, xcb_cursor_t cursor)
{
	xcb_change_window_attributes(
	    desk->x->xcb, frame->content, XCB_CW_CURSOR, &cursor);
}
