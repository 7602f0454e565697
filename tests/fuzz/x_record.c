#include "tests/fuzz/x_record.h"

#include "common/x/loop.h"
#include "common/x/property.h"
#include "gui-daemon/guest/x_buffer.h"
#include "gui-daemon/guest/x_events.h"
#include "gui-daemon/guest/x_props.h"
#include "gui-daemon/guest/x_tray.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One session at a time: the worker's functions take no pointer to a back-end. */
static struct record the;
static struct x_loop_owner owner;
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

static void
require(bool holds)
{
	if (!holds) {
		abort();
	}
}

static struct record_frame *
frame_of(xcb_window_t outer)
{
	for (size_t i = 0; i < the.n_frames; i++) {
		if (the.frames[i].outer == outer) {
			return &the.frames[i];
		}
	}
	abort(); /* a request for a window that is not there */
}

/* Pixels only ever go into a content window, and stay inside it. */
static struct record_frame *
target(xcb_window_t content, struct rect part)
{
	struct record_frame *frame = frame_of(content - 1);

	require(part.x >= 0 && part.y >= 0 && part.width > 0 && part.height > 0 &&
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
	require(glyph < X_DESK_GLYPHS);
	return glyph + 1;
}

void
x_desk_put(
    struct x_desk *d, xcb_drawable_t drawable, struct rect part, const uint8_t *pixels)
{
	(void)d;
	target(drawable, part);
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

	require(the.n_frames < RECORD_FRAMES && content.width > 0 && content.height > 0);
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
	struct record_frame *r = frame_of(frame->outer);

	(void)d;
	*r = the.frames[--the.n_frames];
	*frame = (struct x_frame){0};
}

void
x_frame_map(struct x_desk *d, const struct x_frame *frame)
{
	struct record_frame *r = frame_of(frame->outer);

	(void)d;
	require(!r->is_mapped && (r->kind == X_FRAME_POPUP) == frame->is_popup);
	r->is_mapped = true;
}

void
x_frame_unmap(struct x_desk *d, const struct x_frame *frame)
{
	(void)d;
	frame_of(frame->outer)->is_mapped = false;
}

/* A popup's whole frame lies on the screen (P10). */
void
x_frame_place(struct x_desk *d, const struct x_frame *frame, struct rect content)
{
	struct record_frame *r = frame_of(frame->outer);
	struct rect outer = insets_around(frame->insets, content);

	require(content.width > 0 && content.height > 0);
	require(r->kind != X_FRAME_POPUP ||
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
	frame_of(frame->outer);
}

void
x_frame_fit(
    struct x_desk *d, const struct x_frame *frame, uint32_t width, uint32_t height)
{
	struct record_frame *r = frame_of(frame->outer);

	(void)d;
	require(width > 0 && height > 0);
	r->width = width;
	r->height = height;
}

void
x_frame_set_cursor(struct x_desk *d, const struct x_frame *frame, xcb_cursor_t cursor)
{
	(void)d;
	(void)cursor;
	frame_of(frame->outer);
}

/* --- properties -------------------------------------------------------------------- */

/* What a window manager is told holds no control character. */
static void
require_shown(const char *text)
{
	for (; *text; text++) {
		require((uint8_t)*text >= 0x20 && *text != 0x7f);
	}
}

void
x_props_set_fixed(struct x_desk *d, const struct x_frame *frame, const char *class)
{
	(void)d;
	frame_of(frame->outer);
	require_shown(class);
}

void
x_props_set_title(struct x_desk *d, const struct x_frame *frame, const char *title)
{
	(void)d;
	frame_of(frame->outer);
	require_shown(title);
}

void
x_props_set_size_hints(
    struct x_desk *d, const struct x_frame *frame, const struct x_size_hints *hints)
{
	(void)d;
	frame_of(frame->outer);
	require(!(hints->has_min && hints->has_max) ||
	    (hints->min_width <= hints->max_width &&
	        hints->min_height <= hints->max_height));
	require(!hints->has_inc || (hints->width_inc > 0 && hints->height_inc > 0));
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
	frame_of(frame->outer);
	require(other != frame->outer);
	if (other != XCB_NONE) {
		frame_of(other);
	}
}

void
x_props_set_state(struct x_desk *d, const struct x_frame *frame, uint32_t state)
{
	(void)d;
	(void)state;
	require(!frame_of(frame->outer)->is_mapped);
}

void
x_props_ask_state(
    struct x_desk *d, const struct x_frame *frame, uint32_t add, uint32_t remove)
{
	(void)d;
	require(frame_of(frame->outer)->is_mapped && !(add & remove));
}

/* --- pixels ------------------------------------------------------------------------ */

void
x_shm_init(struct x_desk *d, struct x_shm *out)
{
	(void)d;
	*out = (struct x_shm){.is_usable = the.has_shm};
}

xcb_shm_seg_t
x_shm_attach(struct x_desk *d, const struct x_shm *shm, int fd)
{
	(void)d;
	return shm->is_usable && fd >= 0 ? ++next_id : 0;
}

xcb_shm_seg_t
x_shm_attach_now(struct x_desk *d, const struct x_shm *shm, int fd)
{
	return x_shm_attach(d, shm, fd);
}

void
x_shm_detach(struct x_desk *d, xcb_shm_seg_t segment)
{
	(void)d;
	require(segment != 0);
}

uint32_t
x_shm_error(const struct x_shm *shm, const xcb_generic_error_t *error, bool *is_attach)
{
	(void)shm;
	(void)error;
	*is_attach = false;
	return 0;
}

/* A server reads at parts + shift: all of that must lie in the buffer. */
unsigned int
x_shm_put(struct x_desk *d, const struct x_source *source, xcb_window_t content,
    const struct rect *parts, size_t count, int32_t shift_x, int32_t shift_y)
{
	(void)d;
	require(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct rect from = rect_move(parts[i], shift_x, shift_y);

		target(content, parts[i]);
		require(from.x >= 0 && from.y >= 0 &&
		    (uint64_t)from.x + from.width <= source->width &&
		    (uint64_t)from.y + from.height <= source->height);
	}
	struct record_frame *frame = frame_of(content - 1);
	frame->fences++;
	frame->segment = source->segment;
	return 1;
}

unsigned int
x_shm_put_rows(struct x_desk *d, xcb_shm_seg_t segment, uint32_t offset,
    xcb_window_t content, struct rect part, bool is_last)
{
	struct record_frame *frame = target(content, part);

	(void)d;
	(void)offset;
	require(segment != 0);
	if (is_last) {
		frame->fences++;
		frame->segment = segment;
	}
	return 1;
}

void
x_fence(struct x_desk *d, xcb_window_t content)
{
	struct record_frame *frame = frame_of(content - 1);

	(void)d;
	frame->fences++;
	frame->segment = 0;
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
	require(frame->is_icon);
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

/* --- the loop ---------------------------------------------------------------------- */

struct x_loop *
x_loop_create(struct ev_loop *loop, struct x *x, const struct x_loop_owner *o)
{
	static int nothing;

	(void)loop;
	(void)x;
	owner = *o;
	return (struct x_loop *)(void *)&nothing;
}

void
x_loop_destroy(struct x_loop *watch)
{
	(void)watch;
}

/* Nobody answers: which a server may do as well. */
bool
x_loop_await(struct x_loop *watch, unsigned int sequence,
    void (*taken)(void *data, uint32_t key, const void *reply), uint32_t key)
{
	(void)watch;
	(void)sequence;
	(void)taken;
	(void)key;
	return false;
}

void
record_settle(void)
{
	owner.settle(owner.data);
}

void
record_say(const struct record_said *said)
{
	if (the.n_frames > 0) {
		owner.event(owner.data, (const void *)said);
		record_settle();
	}
}

static void
say_input(const struct record_said *said, const struct x_events_owner *to,
    const struct record_frame *frame)
{
	struct x_input_event e = {
	    .kind = (enum x_input_kind)(said->a & 15) % (X_KEYMAP + 1),
	    .x = (int16_t)said->b, /* as X's events hold them */
	    .y = (int16_t)said->c,
	    .state = (uint32_t)said->d & 0x1fff,
	    .code = said->code,
	};

	if (e.kind == X_KEYMAP) {
		memset(e.keys, said->code, sizeof(e.keys));
	} else {
		bool by_frame = e.kind == X_KEY_PRESS || e.kind == X_KEY_RELEASE ||
		    e.kind == X_FOCUS_IN || e.kind == X_FOCUS_OUT;
		e.window = by_frame ? frame->outer : frame->content;
	}
	to->input(to->data, &e);
}

/* A window manager's sizes are any that X knows. */
static void
say_configured(const struct record_said *said, const struct x_events_owner *to,
    const struct record_frame *frame)
{
	struct rect where = {(int16_t)said->a, (int16_t)said->b,
	    1 + ((uint32_t)said->c & 0x7fff), 1 + ((uint32_t)said->d & 0x7fff)};

	to->configured(to->data, frame->outer, where, said->code & 1);
}

/* A tray maps an icon by itself; other frames are mapped when the worker asks for it. */
static void
say_mapped(const struct x_events_owner *to, const struct record_frame *frame)
{
	if (frame->is_mapped || frame->kind == X_FRAME_ICON) {
		to->mapped(to->data, frame->outer);
	}
}

/* Only as often as it was asked for. */
static void
say_shown(const struct x_events_owner *to, struct record_frame *frame)
{
	if (frame->fences > 0) {
		frame->fences--;
		to->shown(to->data, frame->content, frame->segment);
	}
}

void
x_events_take(struct x_desk *d, uint8_t shm_completion, const struct x_events_owner *to,
    const xcb_generic_event_t *event)
{
	const struct record_said *said = (const void *)event;
	struct record_frame *frame = &the.frames[said->frame % the.n_frames];

	(void)d;
	(void)shm_completion;
	switch (said->event) {
	case RECORD_INPUT:
		say_input(said, to, frame);
		break;
	case RECORD_CONFIGURED:
		say_configured(said, to, frame);
		break;
	case RECORD_MAPPED:
		say_mapped(to, frame);
		break;
	case RECORD_VISIBLE:
		to->visible(to->data, frame->content, said->code % 3);
		break;
	case RECORD_REPARENTED:
		to->reparented(to->data, frame->outer, said->code & 1);
		break;
	case RECORD_CLOSE:
		to->asked_to_close(to->data, frame->outer);
		break;
	case RECORD_EXPOSED:
		to->exposed(to->data, frame->content,
		    (struct rect){(int16_t)said->a, (int16_t)said->b,
		        (uint32_t)said->c & 0xffff, (uint32_t)said->d & 0xffff},
		    said->code);
		break;
	case RECORD_SHOWN:
		say_shown(to, frame);
		break;
	case RECORD_N_EVENTS:
		break;
	}
}

/* --- what else a worker calls ------------------------------------------------------ */

ev_tstamp
ev_now(struct ev_loop *loop)
{
	(void)loop;
	return (ev_tstamp)the.now_ms / 1000.;
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

uint32_t
mark_label_height(uint32_t frame_width)
{
	return frame_width * 4;
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
