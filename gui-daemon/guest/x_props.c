#include "gui-daemon/guest/x_props.h"

#include "common/x/message.h"
#include "common/x/property.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xcb/xcb_icccm.h>

#define TITLE_BYTES 512
#define CLASS_BYTES 512
#define MOST_PX 32767u

static void
set_class(struct x_desk *desk, const struct x_frame *frame, const char *class)
{
	char text[CLASS_BYTES];

	/* Instance NUL class NUL (ICCCM 4.1.2.5). */
	snprintf(text, sizeof(text) / 2, "paravent-%s", desk->label);
	size_t at = strlen(text) + 1;
	snprintf(text + at, sizeof(text) - at, "paravent-%s%s%s", desk->label,
	    class[0] ? ":" : "", class);
	xcb_change_property(desk->x->xcb, XCB_PROP_MODE_REPLACE, frame->outer,
	    XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 8, (uint32_t)(at + strlen(text + at) + 1),
	    text);
}

static void
set_process(struct x_desk *desk, const struct x_frame *frame)
{
	uint32_t pid = (uint32_t)getpid();

	if (!desk->host[0]) {
		return; /* without a host a pid means nothing (EWMH) */
	}
	property_set_latin1(desk->x, frame->outer, XCB_ATOM_WM_CLIENT_MACHINE, desk->host,
	    strlen(desk->host));
	property_set_words(desk->x, frame->outer, desk->x->atoms[ATOM_NET_WM_PID],
	    XCB_ATOM_CARDINAL, &pid, 1);
}

static void
set_wm_hints(struct x_desk *desk, const struct x_frame *frame, bool iconic)
{
	xcb_icccm_wm_hints_t hints;

	memset(&hints, 0, sizeof(hints));
	xcb_icccm_wm_hints_set_input(&hints, 1);
	xcb_icccm_wm_hints_set_window_group(&hints, desk->leader);
	if (iconic) {
		xcb_icccm_wm_hints_set_iconic(&hints);
	} else {
		xcb_icccm_wm_hints_set_normal(&hints);
	}
	xcb_icccm_set_wm_hints(desk->x->xcb, frame->outer, &hints);
}

void
x_props_set_fixed(struct x_desk *desk, const struct x_frame *frame, const char *class)
{
	struct x *x = desk->x;
	uint32_t protocols[] = {
	    x->atoms[ATOM_WM_DELETE_WINDOW], x->atoms[ATOM_NET_WM_PING]};

	property_set_words(
	    x, frame->outer, x->atoms[ATOM_WM_PROTOCOLS], XCB_ATOM_ATOM, protocols, 2);
	property_set_words(x, frame->outer, x->atoms[ATOM_WM_CLIENT_LEADER],
	    XCB_ATOM_WINDOW, &desk->leader, 1);
	set_class(desk, frame, class);
	set_process(desk, frame);
	set_wm_hints(desk, frame, false);
}

void
x_props_set_title(struct x_desk *desk, const struct x_frame *frame, const char *title)
{
	char text[TITLE_BYTES];

	snprintf(text, sizeof(text), "[%s] %s", desk->label, title);
	property_set_utf8(desk->x, frame->outer, XCB_ATOM_WM_NAME, text);
	property_set_utf8(desk->x, frame->outer, desk->x->atoms[ATOM_NET_WM_NAME], text);
}

static int32_t
with_inset(uint32_t px, uint32_t one, uint32_t other)
{
	uint32_t sum = px + one + other;

	return (int32_t)(sum < MOST_PX ? sum : MOST_PX);
}

void
x_props_set_size_hints(
    struct x_desk *desk, const struct x_frame *frame, const struct x_size_hints *h)
{
	struct insets in = frame->insets;
	xcb_size_hints_t hints;

	memset(&hints, 0, sizeof(hints));
	if (h->has_position || h->has_user_position) {
		hints.flags |= h->has_user_position ? XCB_ICCCM_SIZE_HINT_US_POSITION
		                                    : XCB_ICCCM_SIZE_HINT_P_POSITION;
	}
	if (h->has_min) {
		xcb_icccm_size_hints_set_min_size(&hints,
		    with_inset(h->min_width, in.left, in.right),
		    with_inset(h->min_height, in.top, in.bottom));
	}
	if (h->has_max) {
		xcb_icccm_size_hints_set_max_size(&hints,
		    with_inset(h->max_width, in.left, in.right),
		    with_inset(h->max_height, in.top, in.bottom));
	}
	if (h->has_inc) {
		xcb_icccm_size_hints_set_resize_inc(
		    &hints, (int32_t)h->width_inc, (int32_t)h->height_inc);
	}
	/* Steps are counted from the base, or the least size; the frame shifts both. */
	if (h->has_base || (h->has_inc && !h->has_min)) {
		xcb_icccm_size_hints_set_base_size(&hints,
		    with_inset(h->has_base ? h->base_width : 0, in.left, in.right),
		    with_inset(h->has_base ? h->base_height : 0, in.top, in.bottom));
	}
	xcb_icccm_size_hints_set_win_gravity(
	    &hints, h->is_static ? XCB_GRAVITY_STATIC : XCB_GRAVITY_NORTH_WEST);
	xcb_icccm_set_wm_normal_hints(desk->x->xcb, frame->outer, &hints);
}

void
x_props_set_transient_for(
    struct x_desk *desk, const struct x_frame *frame, xcb_window_t other)
{
	if (other == XCB_NONE) {
		xcb_delete_property(
		    desk->x->xcb, frame->outer, XCB_ATOM_WM_TRANSIENT_FOR);
	} else {
		property_set_words(desk->x, frame->outer, XCB_ATOM_WM_TRANSIENT_FOR,
		    XCB_ATOM_WINDOW, &other, 1);
	}
}

void
x_props_set_wants_focus(struct x_desk *desk, const struct x_frame *frame, bool wants)
{
	static const uint32_t none;
	xcb_atom_t user_time = desk->x->atoms[ATOM_NET_WM_USER_TIME];

	if (wants) {
		xcb_delete_property(desk->x->xcb, frame->outer, user_time);
	} else {
		property_set_words(
		    desk->x, frame->outer, user_time, XCB_ATOM_CARDINAL, &none, 1);
	}
}

void
x_props_set_state(struct x_desk *desk, const struct x_frame *frame, uint32_t state)
{
	const xcb_atom_t *atoms = desk->x->atoms;
	uint32_t words[2];
	uint32_t count = 0;

	if (state & X_STATE_FULLSCREEN) {
		words[count++] = atoms[ATOM_NET_WM_STATE_FULLSCREEN];
	}
	if (state & X_STATE_ATTENTION) {
		words[count++] = atoms[ATOM_NET_WM_STATE_DEMANDS_ATTENTION];
	}
	property_set_words(
	    desk->x, frame->outer, atoms[ATOM_NET_WM_STATE], XCB_ATOM_ATOM, words, count);
	set_wm_hints(desk, frame, state & X_STATE_HIDDEN);
}

static void
ask_root(struct x_desk *desk, xcb_window_t window, xcb_atom_t type, uint32_t first,
    uint32_t second)
{
	const uint32_t words[5] = {first, second, 0, 1 /* from an application */};

	message_send_root(desk->x, window, type, words);
}

void
x_props_ask_state(
    struct x_desk *desk, const struct x_frame *frame, uint32_t add, uint32_t remove)
{
	const xcb_atom_t *atoms = desk->x->atoms;

	if ((add | remove) & X_STATE_FULLSCREEN) {
		ask_root(desk, frame->outer, atoms[ATOM_NET_WM_STATE],
		    add & X_STATE_FULLSCREEN ? 1 : 0,
		    atoms[ATOM_NET_WM_STATE_FULLSCREEN]);
	}
	if ((add | remove) & X_STATE_ATTENTION) {
		ask_root(desk, frame->outer, atoms[ATOM_NET_WM_STATE],
		    add & X_STATE_ATTENTION ? 1 : 0,
		    atoms[ATOM_NET_WM_STATE_DEMANDS_ATTENTION]);
	}
	if (add & X_STATE_HIDDEN) {
		ask_root(desk, frame->outer, atoms[ATOM_WM_CHANGE_STATE],
		    XCB_ICCCM_WM_STATE_ICONIC, 0);
	}
}

void
x_props_ask_extents(struct x_desk *desk)
{
	ask_root(
	    desk, desk->leader, desk->x->atoms[ATOM_NET_REQUEST_FRAME_EXTENTS], 0, 0);
}
