#include "tests/fuzz/record-internal.h"

#include "gui-daemon/guest/x_props.h"
#include "gui-daemon/guest/x_tray.h"

#include <stdlib.h>
#include <string.h>

/* One session at a time: the worker's functions take no pointer to a back-end. */
static struct record the;
static struct x_desk desk;
static uint32_t next_id;

void
record_reset(bool has_shm)
{
	the = (struct record){.has_shm = has_shm, .now_ms = 1000000};
	next_id = 1000;
}

struct record *
record_get(void)
{
	return &the;
}

uint32_t
record_new_id(void)
{
	return ++next_id;
}

void
record_require(bool holds)
{
	if (!holds) {
		abort();
	}
}

struct record_frame *
record_frame_of(xcb_window_t outer)
{
	for (size_t i = 0; i < the.n_frames; i++) {
		if (the.frames[i].outer == outer) {
			return &the.frames[i];
		}
	}
	abort(); /* a request for a window that is not there */
}

struct record_frame *
record_target(xcb_window_t content, struct rect part)
{
	struct record_frame *frame = record_frame_of(content - 1);

	record_require(part.x >= 0 && part.y >= 0 && part.width > 0 && part.height > 0 &&
	    (uint64_t)part.x + part.width <= frame->width &&
	    (uint64_t)part.y + part.height <= frame->height);
	return frame;
}

/* --- the desk ---------------------------------------------------------------------- */

struct x_desk *
x_desk_create(struct x *x, const struct x_owner *who, const char **why)
{
	(void)why;
	desk = (struct x_desk){
	    .x = x,
	    .label = who->label,
	    .root = 1,
	    .screen = {0, 0, 1280, 800},
	    .managed = {4, 4, 20, 4},
	    .popup = {4, 4, 4, 20},
	    .icon = {2, 2, 2, 2},
	};
	return &desk;
}

void
x_desk_destroy(struct x_desk *d)
{
	(void)d;
}

xcb_cursor_t
x_desk_cursor(struct x_desk *d, uint32_t glyph)
{
	(void)d;
	record_require(glyph < X_DESK_GLYPHS);
	return glyph + 1;
}

void
x_desk_put(
    struct x_desk *d, xcb_drawable_t drawable, struct rect part, const uint8_t *pixels)
{
	(void)d;
	record_target(drawable, part);
	volatile uint8_t last = pixels[(size_t)part.width * part.height * 4 - 1];
	(void)last;
}

uint32_t
x_desk_rows(const struct x_desk *d, uint32_t width)
{
	(void)d;
	return 65536 / (width * 4) > 0 ? 65536 / (width * 4) : 1;
}

/* --- frames ------------------------------------------------------------------------ */

void
x_frame_create(
    struct x_desk *d, struct rect content, enum x_frame_kind kind, struct x_frame *out)
{
	struct record_frame *frame = &the.frames[the.n_frames];

	record_require(
	    the.n_frames < RECORD_FRAMES && content.width > 0 && content.height > 0);
	the.n_frames++;
	next_id += 2;
	*frame = (struct record_frame){
	    .outer = next_id,
	    .content = next_id + 1,
	    .kind = kind,
	    .width = content.width,
	    .height = content.height,
	};
	*out = (struct x_frame){
	    .outer = frame->outer,
	    .content = frame->content,
	    .insets = kind == X_FRAME_MANAGED ? d->managed
	        : kind == X_FRAME_POPUP       ? d->popup
	                                      : d->icon,
	    .is_popup = kind == X_FRAME_POPUP,
	    .is_icon = kind == X_FRAME_ICON,
	};
}

void
x_frame_destroy(struct x_desk *d, struct x_frame *frame)
{
	struct record_frame *r = record_frame_of(frame->outer);

	(void)d;
	*r = the.frames[--the.n_frames];
	*frame = (struct x_frame){0};
}

void
x_frame_map(struct x_desk *d, const struct x_frame *frame)
{
	struct record_frame *r = record_frame_of(frame->outer);

	(void)d;
	record_require(!r->is_mapped && (r->kind == X_FRAME_POPUP) == frame->is_popup);
	r->is_mapped = true;
}

void
x_frame_unmap(struct x_desk *d, const struct x_frame *frame)
{
	(void)d;
	record_frame_of(frame->outer)->is_mapped = false;
}

/* A popup's whole frame lies on the screen (P10). */
void
x_frame_place(struct x_desk *d, const struct x_frame *frame, struct rect content)
{
	struct record_frame *r = record_frame_of(frame->outer);
	struct rect outer = insets_around(frame->insets, content);

	record_require(content.width > 0 && content.height > 0);
	record_require(r->kind != X_FRAME_POPUP ||
	    rect_equals(rect_intersect(outer, d->screen), outer));
	if (r->kind == X_FRAME_POPUP || !r->is_mapped) {
		r->width = content.width;
		r->height = content.height;
	}
}

void
x_frame_move(struct x_desk *d, const struct x_frame *frame, struct rect content)
{
	(void)d;
	(void)content;
	record_frame_of(frame->outer);
}

void
x_frame_fit(
    struct x_desk *d, const struct x_frame *frame, uint32_t width, uint32_t height)
{
	struct record_frame *r = record_frame_of(frame->outer);

	(void)d;
	record_require(width > 0 && height > 0);
	r->width = width;
	r->height = height;
}

void
x_frame_set_cursor(struct x_desk *d, const struct x_frame *frame, xcb_cursor_t cursor)
{
	(void)d;
	(void)cursor;
	record_frame_of(frame->outer);
}

/* --- properties -------------------------------------------------------------------- */

/* What a window manager is told holds no control character. */
static void
require_shown(const char *text)
{
	for (; *text; text++) {
		record_require((uint8_t)*text >= 0x20 && *text != 0x7f);
	}
}

void
x_props_set_fixed(struct x_desk *d, const struct x_frame *frame, const char *class)
{
	(void)d;
	record_frame_of(frame->outer);
	require_shown(class);
}

void
x_props_set_title(struct x_desk *d, const struct x_frame *frame, const char *title)
{
	(void)d;
	record_frame_of(frame->outer);
	require_shown(title);
}

void
x_props_set_size_hints(
    struct x_desk *d, const struct x_frame *frame, const struct x_size_hints *hints)
{
	(void)d;
	record_frame_of(frame->outer);
	record_require(!(hints->has_min && hints->has_max) ||
	    (hints->min_width <= hints->max_width &&
	        hints->min_height <= hints->max_height));
	record_require(
	    !hints->has_inc || (hints->width_inc > 0 && hints->height_inc > 0));
}

void
x_props_ask_extents(struct x_desk *d)
{
	(void)d;
}

void
x_props_set_transient_for(
    struct x_desk *d, const struct x_frame *frame, xcb_window_t other)
{
	(void)d;
	record_frame_of(frame->outer);
	record_require(other != frame->outer);
	if (other != XCB_NONE) {
		record_frame_of(other);
	}
}

void
x_props_set_wants_focus(struct x_desk *d, const struct x_frame *frame, bool wants)
{
	const struct record_frame *recorded = record_frame_of(frame->outer);

	(void)d;
	(void)wants;
	record_require(!recorded->is_mapped && recorded->kind == X_FRAME_MANAGED);
}

void
x_props_set_state(struct x_desk *d, const struct x_frame *frame, uint32_t state)
{
	(void)d;
	(void)state;
	record_require(!record_frame_of(frame->outer)->is_mapped);
}

void
x_props_ask_state(
    struct x_desk *d, const struct x_frame *frame, uint32_t add, uint32_t remove)
{
	(void)d;
	record_require(record_frame_of(frame->outer)->is_mapped && !(add & remove));
}

/* --- the tray: there is none ------------------------------------------------------- */

unsigned int
x_tray_ask(struct x_desk *d)
{
	(void)d;
	return 1;
}

void
x_tray_take(struct x_desk *d, const xcb_get_selection_owner_reply_t *reply)
{
	(void)d;
	(void)reply;
}

void
x_tray_dock(struct x_desk *d, const struct x_frame *frame)
{
	(void)d;
	record_require(frame->is_icon);
}

/* --- the keyboard ------------------------------------------------------------------ */

uint8_t
x_input_init(struct x *x)
{
	(void)x;
	return 0;
}

unsigned int
x_input_ask_modifiers(struct x *x)
{
	(void)x;
	return 1;
}

void
x_input_modifiers(
    const xcb_get_modifier_mapping_reply_t *reply, uint8_t bits[X_INPUT_KEYS])
{
	(void)reply;
	memset(bits, 0, X_INPUT_KEYS);
}

unsigned int
x_input_ask_focus(struct x *x)
{
	(void)x;
	return 1;
}

bool
x_input_is_focus_foreign(struct x *x, const xcb_get_input_focus_reply_t *reply)
{
	(void)x;
	(void)reply;
	return true;
}

unsigned int
x_input_ask_keys(struct x *x)
{
	(void)x;
	return 1;
}

void
x_input_keys(struct x *x, const xcb_get_keyboard_mapping_reply_t *reply, uint32_t keysym,
    uint8_t keys[32])
{
	(void)x;
	(void)reply;
	(void)keysym;
	memset(keys, 0, 32);
}
