#include "gui-agent/x_props.h"

#include "gui-agent/text.h"
#include "gui-agent/x_wm.h"
#include "protocol/xext/paravent-xcb.h"

#include <string.h>
#include <xcb/xcb_icccm.h>

#define HINT_MOST 32767u /* px: what X can do */

/* A property's value as X sent it; count is in units of its format. */
struct value {
	xcb_atom_t type; /* XCB_NONE: it is not set */
	uint32_t format; /* bits */
	size_t count;
	const void *at;
};

static struct value
value_of(const xcb_get_property_reply_t *reply)
{
	if (!reply || reply->type == XCB_NONE) {
		return (struct value){.type = XCB_NONE};
	}
	return (struct value){
	    .type = reply->type,
	    .format = reply->format,
	    .count = reply->value_len,
	    .at = xcb_get_property_value(reply),
	};
}

/* Word i of a 32-bit property, 0 where it has none. */
static uint32_t
word(const struct value *v, size_t i)
{
	return v->format == 32 && i < v->count ? ((const uint32_t *)v->at)[i] : 0;
}

static void
take_transient_for(struct x *x, struct window *w, const struct value *v)
{
	uint32_t leader = word(v, 0);

	/* EWMH: the root window, or none, means the whole group. */
	w->transient_for = leader == x->root || leader == w->id ? 0 : leader;
}

static void
set_title(struct x *x, struct window *w, const struct value *v)
{
	char title[WINDOW_TITLE_BYTES];
	size_t len = v->format == 8 ? v->count : 0;

	if (v->type == XCB_ATOM_STRING) {
		text_from_latin1(title, sizeof(title), v->at, len);
	} else if (v->type == x->atoms[X_COMPOUND_TEXT]) {
		text_from_compound(title, sizeof(title), v->at, len);
	} else {
		text_from_utf8(title, sizeof(title), v->at, len);
	}
	if (strcmp(title, w->title) != 0) {
		memcpy(w->title, title, sizeof(title));
		w->changed |= CHANGED_TITLE;
	}
}

static void
take_utf8_title(struct x *x, struct window *w, const struct value *v)
{
	w->has_utf8_title = v->type != XCB_NONE;
	if (w->has_utf8_title) {
		set_title(x, w, v);
	}
}

static void
take_title(struct x *x, struct window *w, const struct value *v)
{
	if (!w->has_utf8_title) {
		set_title(x, w, v);
	}
}

/* Two texts, each with its NUL: instance, then class. */
static void
take_class(struct x *x, struct window *w, const struct value *v)
{
	char res_class[WINDOW_CLASS_BYTES], res_name[WINDOW_CLASS_BYTES];
	const char *at = v->at;
	size_t len = v->format == 8 ? v->count : 0;
	size_t name = len ? strnlen(at, len) : 0;
	const char *second = name < len ? at + name + 1 : at;
	size_t rest = name < len ? len - name - 1 : 0;

	(void)x;
	text_from_latin1(res_name, sizeof(res_name), at, name);
	text_from_latin1(res_class, sizeof(res_class), second, rest);
	if (strcmp(res_class, w->res_class) != 0 || strcmp(res_name, w->res_name) != 0) {
		memcpy(w->res_class, res_class, sizeof(res_class));
		memcpy(w->res_name, res_name, sizeof(res_name));
		w->changed |= CHANGED_CLASS;
	}
}

static uint32_t
side(const struct value *v, size_t i, uint32_t extra)
{
	uint32_t px = word(v, i);

	return px > HINT_MOST ? HINT_MOST : px + extra;
}

/* ICCCM 4.1.2.3: flags, four obsolete words, then pairs; base sizes came later. */
static void
take_hints(struct x *x, struct window *w, const struct value *v)
{
	const uint32_t known = XCB_ICCCM_SIZE_HINT_US_POSITION |
	    XCB_ICCCM_SIZE_HINT_P_POSITION | XCB_ICCCM_SIZE_HINT_P_MIN_SIZE |
	    XCB_ICCCM_SIZE_HINT_P_MAX_SIZE | XCB_ICCCM_SIZE_HINT_P_RESIZE_INC |
	    XCB_ICCCM_SIZE_HINT_BASE_SIZE;
	uint32_t border = w->override_redirect ? 2 * w->border : 0;

	(void)x;
	struct window_hints hints = {
	    .flags = word(v, 0) & known,
	    .min_width = side(v, 5, border),
	    .min_height = side(v, 6, border),
	    .max_width = side(v, 7, border),
	    .max_height = side(v, 8, border),
	    .width_inc = side(v, 9, 0),
	    .height_inc = side(v, 10, 0),
	    .base_width = side(v, 15, border),
	    .base_height = side(v, 16, border),
	};
	if (v->count < 17) {
		hints.flags &= ~(uint32_t)XCB_ICCCM_SIZE_HINT_BASE_SIZE;
	}
	if (memcmp(&hints, &w->hints, sizeof(hints)) != 0) {
		w->hints = hints;
		w->changed |= CHANGED_HINTS;
	}
}

static void
take_wm_hints(struct x *x, struct window *w, const struct value *v)
{
	uint32_t flags = word(v, 0);

	w->no_input = (flags & XCB_ICCCM_WM_HINT_INPUT) && word(v, 1) == 0;
	x_wm_set_flag(x, w, WINDOW_ATTENTION, flags & XCB_ICCCM_WM_HINT_X_URGENCY);
	if (!w->mapped) {
		bool iconic = (flags & XCB_ICCCM_WM_HINT_STATE) &&
		    word(v, 2) == XCB_ICCCM_WM_STATE_ICONIC;
		x_wm_set_flag(x, w, WINDOW_MINIMISED, iconic);
	}
}

static void
take_protocols(struct x *x, struct window *w, const struct value *v)
{
	w->deletes = w->takes_focus = false;
	for (size_t i = 0; i < v->count; i++) {
		w->deletes |= word(v, i) == x->atoms[X_WM_DELETE_WINDOW];
		w->takes_focus |= word(v, i) == x->atoms[X_WM_TAKE_FOCUS];
	}
}

/* Written by the client before it maps the window, by us afterwards (EWMH). */
static void
take_state(struct x *x, struct window *w, const struct value *v)
{
	bool fullscreen = false;
	bool attention = false;

	if (w->told_mapped) {
		return;
	}
	for (size_t i = 0; i < v->count; i++) {
		fullscreen |= word(v, i) == x->atoms[X__NET_WM_STATE_FULLSCREEN];
		attention |= word(v, i) == x->atoms[X__NET_WM_STATE_DEMANDS_ATTENTION];
	}
	x_wm_set_flag(x, w, WINDOW_FULLSCREEN, fullscreen);
	if (attention) {
		x_wm_set_flag(x, w, WINDOW_ATTENTION, true);
	}
}

/* Atoms of the core protocol have fixed numbers; ours are in x->atoms. */
#define CORE(atom) (atom), X_ATOMS
#define OURS(atom) XCB_NONE, (atom)

static const struct property {
	xcb_atom_t core;
	enum x_atom ours;
	uint32_t longs; /* most that is asked for, 4-byte units */
	void (*take)(struct x *, struct window *, const struct value *);
} properties[] = {
    {CORE(XCB_ATOM_WM_TRANSIENT_FOR), 1, take_transient_for}, /* X_PROPS_TRANSIENT */
    {OURS(X__NET_WM_NAME), 64, take_utf8_title},
    {CORE(XCB_ATOM_WM_NAME), 64, take_title},
    {CORE(XCB_ATOM_WM_CLASS), 64, take_class},
    {CORE(XCB_ATOM_WM_NORMAL_HINTS), 18, take_hints},
    {CORE(XCB_ATOM_WM_HINTS), 9, take_wm_hints},
    {OURS(X_WM_PROTOCOLS), 16, take_protocols},
    {OURS(X__NET_WM_STATE), 32, take_state},
};

static xcb_atom_t
atom_of(const struct x *x, const struct property *p)
{
	return p->core != XCB_NONE ? p->core : x->atoms[p->ours];
}

static void ask(struct x *x, struct window *window, uint32_t index);

static void
got_property(struct x *x, uint32_t id, uint32_t index, void *reply)
{
	struct window *window = windows_find(&x->windows, id);
	uint32_t bit = 1u << index;

	if (!window) {
		return;
	}
	struct value v = value_of(reply);
	bool had_utf8_title = window->has_utf8_title;
	window->props_pending &= ~bit;
	properties[index].take(x, window, &v);
	if (window->props_again & bit) {
		window->props_again &= ~bit;
		ask(x, window, index);
	}
	/* The other title counts again once this one is gone. */
	if (had_utf8_title && !window->has_utf8_title) {
		ask(x, window, index + 1);
	}
	windows_mark_dirty(&x->windows, window);
}

/* At most one question for each property is under way. */
static void
ask(struct x *x, struct window *window, uint32_t index)
{
	const struct property *p = &properties[index];
	uint32_t bit = 1u << index;

	if (window->props_pending & bit) {
		window->props_again |= bit;
		return;
	}
	xcb_get_property_cookie_t cookie = xcb_get_property(x->connection, 0, window->id,
	    atom_of(x, p), XCB_GET_PROPERTY_TYPE_ANY, 0, p->longs);
	window->props_pending |= bit;
	if (!x_replies_expect(&x->replies,
	        (struct x_question){
	            .sequence = cookie.sequence,
	            .window = window->id,
	            .detail = index,
	            .handler = got_property,
	        })) {
		window->props_pending &= ~bit;
	}
}

#define ALL_PROPERTIES ((1u << ARRAY_LEN(properties)) - 1)

/* Those that changed meanwhile, anew. */
static void
ask_again(struct x *x, struct window *window)
{
	uint32_t again = window->props_again;

	window->props_again = 0;
	for (uint32_t i = 0; i < ARRAY_LEN(properties); i++) {
		if (again & 1u << i) {
			ask(x, window, i);
		}
	}
}

void
x_props_set_kind(struct x *x, struct window *window, uint16_t x_class)
{
	window->kind =
	    x_class == XCB_WINDOW_CLASS_INPUT_ONLY ? WINDOW_IGNORED : WINDOW_SEEN;
	if (window->kind == WINDOW_SEEN) {
		windows_mark_dirty(&x->windows, window);
	}
}

static void
got_description(struct x *x, uint32_t id, uint32_t detail, void *answer)
{
	const struct paravent_x_describe_window_reply *reply = answer;
	const struct paravent_x_property *at = NULL;
	struct window *window = windows_find(&x->windows, id);

	(void)detail;
	if (!window) {
		return;
	}
	window->props_pending = 0;
	for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
		struct value v = {.type = XCB_NONE};

		if (reply && (at = paravent_xcb_describe_window_next(reply, at))) {
			v = (struct value){at->type, at->format, at->count, at + 1};
		}
		properties[i].take(x, window, &v);
	}
	if (reply) {
		x_props_set_kind(x, window, reply->window_class);
	}
	ask_again(x, window);
	windows_mark_dirty(&x->windows, window);
}

void
x_props_ask_all(struct x *x, struct window *window)
{
	struct paravent_x_wanted wanted[ARRAY_LEN(properties)];

	for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
		wanted[i] = (struct paravent_x_wanted){
		    atom_of(x, &properties[i]), properties[i].longs};
	}
	window->props_pending = ALL_PROPERTIES;
	if (!x_replies_expect(&x->replies,
	        (struct x_question){
	            .sequence = paravent_xcb_describe_window(
	                x->connection, window->id, wanted, ARRAY_LEN(wanted))
	                            .sequence,
	            .window = window->id,
	            .handler = got_description,
	        })) {
		window->props_pending = 0;
	}
}

void
x_props_changed(struct x *x, const xcb_property_notify_event_t *e)
{
	struct window *window = windows_find(&x->windows, e->window);

	if (!window) {
		return;
	}
	for (uint32_t i = 0; i < ARRAY_LEN(properties); i++) {
		if (atom_of(x, &properties[i]) == e->atom) {
			ask(x, window, i);
		}
	}
}
