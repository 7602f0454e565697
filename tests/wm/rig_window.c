#include "tests/scenario/ancestor.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/hands.h"
#include "tests/wm/rig.h"

#include <stdlib.h>
#include <string.h>

xcb_atom_t
rig_atom(struct rig *rig, const char *name)
{
	static struct {
		char name[48];
		xcb_atom_t atom;
	} known[128];
	static size_t count;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(known[i].name, name) == 0) {
			return known[i].atom;
		}
	}
	xcb_atom_t atom = atom_named(rig->x, name);

	if (count < ARRAY_LEN(known) && strlen(name) < sizeof(known[0].name)) {
		strcpy(known[count].name, name);
		known[count++].atom = atom;
	}
	return atom;
}

/* Whose connection made it. */
static xcb_connection_t *
maker_of(struct rig *rig, xcb_window_t window)
{
	for (int i = 1; i <= RIG_DOMAINS; i++) {
		const xcb_setup_t *setup = xcb_get_setup(rig->of[i]);
		if ((window & ~setup->resource_id_mask) == setup->resource_id_base) {
			return rig->of[i];
		}
	}
	return rig->x;
}

xcb_window_t
rig_window(struct rig *rig, int domain, struct rect r)
{
	xcb_connection_t *x = rig->of[domain];
	xcb_window_t window = xcb_generate_id(x);
	uint32_t values[] = {0xffffff, XCB_EVENT_MASK_STRUCTURE_NOTIFY};

	xcb_create_window(x, XCB_COPY_FROM_PARENT, window, rig->root, (int16_t)r.x,
	    (int16_t)r.y, (uint16_t)r.width, (uint16_t)r.height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_EVENT_MASK, values);
	free(xcb_get_input_focus_reply(x, xcb_get_input_focus(x), NULL));
	return window;
}

void
rig_map(struct rig *rig, xcb_window_t window)
{
	xcb_connection_t *x = maker_of(rig, window);

	xcb_map_window(x, window);
	rig_sync_after(rig, x);
}

xcb_window_t
rig_show_strip(struct rig *rig, uint32_t height)
{
	const uint32_t strut[12] = {0, 0, height, 0, 0, 0, 0, 0, 0, RIG_WIDTH - 1, 0, 0};
	xcb_window_t strip = rig_window(rig, 0, (struct rect){0, 0, RIG_WIDTH, height});

	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, strip, XCB_ATOM_WM_CLASS,
	    XCB_ATOM_STRING, 8, 30, "paravent-strip\0Paravent-strip");
	rig_set_atom(rig, strip, "_NET_WM_WINDOW_TYPE", "_NET_WM_WINDOW_TYPE_DOCK");
	rig_set(rig, strip, "_NET_WM_STRUT_PARTIAL", "CARDINAL", strut, 12);
	rig_map(rig, strip);
	return strip;
}

xcb_window_t
rig_show(struct rig *rig, int domain, struct rect r)
{
	xcb_window_t window = rig_window(rig, domain, r);

	rig_map(rig, window);
	return window;
}

/* ICCCM 4.1.4: with the synthetic event. */
void
rig_unmap(struct rig *rig, xcb_window_t window)
{
	xcb_connection_t *x = maker_of(rig, window);
	union {
		xcb_unmap_notify_event_t e;
		char bytes[32];
	} event;

	memset(&event, 0, sizeof(event));
	event.e.response_type = XCB_UNMAP_NOTIFY;
	event.e.event = rig->root;
	event.e.window = window;
	xcb_unmap_window(x, window);
	xcb_send_event(x, 0, rig->root,
	    XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
	    event.bytes);
	rig_sync_after(rig, x);
}

void
rig_close(struct rig *rig, xcb_window_t window)
{
	xcb_connection_t *x = maker_of(rig, window);

	xcb_destroy_window(x, window);
	rig_sync_after(rig, x);
}

void
rig_configure(struct rig *rig, xcb_window_t window, uint16_t mask, struct rect r)
{
	xcb_connection_t *x = maker_of(rig, window);
	const uint32_t all[] = {(uint32_t)r.x, (uint32_t)r.y, r.width, r.height};
	uint32_t values[4];
	size_t n = 0;

	for (unsigned i = 0; i < 4; i++) {
		if (mask & 1u << i) {
			values[n++] = all[i];
		}
	}
	xcb_configure_window(x, window, mask, values);
	rig_sync_after(rig, x);
}

/* --- looking ----------------------------------------------------------------------- */

struct rect
rig_place(struct rig *rig, xcb_window_t window)
{
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(rig->x, xcb_get_geometry(rig->x, window), NULL);
	xcb_translate_coordinates_reply_t *t = xcb_translate_coordinates_reply(
	    rig->x, xcb_translate_coordinates(rig->x, window, rig->root, 0, 0), NULL);
	struct rect r = {0, 0, 0, 0};

	if (g && t) {
		r = (struct rect){t->dst_x, t->dst_y, g->width, g->height};
	}
	free(g);
	free(t);
	return r;
}

xcb_window_t
rig_top(struct rig *rig, xcb_window_t window)
{
	return ancestor_top(rig->x, rig->root, window);
}

bool
rig_is_viewable(struct rig *rig, xcb_window_t window)
{
	xcb_get_window_attributes_reply_t *a = xcb_get_window_attributes_reply(
	    rig->x, xcb_get_window_attributes(rig->x, window), NULL);
	bool viewable = a && a->map_state == XCB_MAP_STATE_VIEWABLE;

	free(a);
	return viewable;
}

xcb_window_t
rig_focus(struct rig *rig)
{
	xcb_get_input_focus_reply_t *f =
	    xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL);
	xcb_window_t focus = f ? f->focus : (xcb_window_t)XCB_NONE;

	free(f);
	return focus;
}

bool
rig_is_above(struct rig *rig, xcb_window_t a, xcb_window_t b)
{
	xcb_window_t tops[] = {rig_top(rig, a), rig_top(rig, b)};
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(rig->x, xcb_query_tree(rig->x, rig->root), NULL);
	int at[2] = {-1, -1};

	if (!tree) {
		return false;
	}
	const xcb_window_t *windows = xcb_query_tree_children(tree);
	for (int i = 0; i < xcb_query_tree_children_length(tree); i++) {
		for (int j = 0; j < 2; j++) {
			at[j] = windows[i] == tops[j] ? i : at[j];
		}
	}
	free(tree);
	return at[0] >= 0 && at[1] >= 0 && at[0] > at[1];
}

/* --- properties -------------------------------------------------------------------- */

void
rig_set(struct rig *rig, xcb_window_t window, const char *property, const char *type,
    const uint32_t *words, uint32_t count)
{
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, window,
	    rig_atom(rig, property), rig_atom(rig, type), 32, count, words);
	rig_sync(rig);
}

void
rig_set_text(struct rig *rig, xcb_window_t window, const char *property, const char *text)
{
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, window,
	    rig_atom(rig, property), rig_atom(rig, "UTF8_STRING"), 8,
	    (uint32_t)strlen(text), text);
	rig_sync(rig);
}

void
rig_set_atom(
    struct rig *rig, xcb_window_t window, const char *property, const char *value)
{
	uint32_t atom = rig_atom(rig, value);

	rig_set(rig, window, property, "ATOM", &atom, 1);
}

uint32_t
rig_get(struct rig *rig, xcb_window_t window, const char *property, uint32_t out[64])
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(rig->x,
	    xcb_get_property(rig->x, 0, window, rig_atom(rig, property),
	        XCB_GET_PROPERTY_TYPE_ANY, 0, 64),
	    NULL);
	uint32_t count = 0;

	if (reply && reply->format == 32) {
		count = (uint32_t)xcb_get_property_value_length(reply) / 4;
		memcpy(out, xcb_get_property_value(reply), count * 4);
	}
	free(reply);
	return count;
}

uint32_t
rig_word(struct rig *rig, xcb_window_t window, const char *property, uint32_t missing)
{
	uint32_t words[64];

	return rig_get(rig, window, property, words) > 0 ? words[0] : missing;
}

bool
rig_has_word(struct rig *rig, xcb_window_t window, const char *property, uint32_t word)
{
	uint32_t words[64];
	uint32_t count = rig_get(rig, window, property, words);

	for (uint32_t i = 0; i < count; i++) {
		if (words[i] == word) {
			return true;
		}
	}
	return false;
}

bool
rig_has_atom(struct rig *rig, xcb_window_t window, const char *property, const char *atom)
{
	return rig_has_word(rig, window, property, rig_atom(rig, atom));
}

bool
rig_has_property(struct rig *rig, xcb_window_t window, const char *property)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(rig->x,
	    xcb_get_property(rig->x, 0, window, rig_atom(rig, property),
	        XCB_GET_PROPERTY_TYPE_ANY, 0, 0),
	    NULL);
	bool has = reply && reply->type != XCB_ATOM_NONE;

	free(reply);
	return has;
}

/* --- asking ------------------------------------------------------------------------ */

void
rig_ask(struct rig *rig, xcb_window_t window, const char *type, uint32_t a, uint32_t b,
    uint32_t c, uint32_t d, uint32_t e)
{
	const uint32_t words[5] = {a, b, c, d, e};

	ask_root(
	    rig->x, rig->root, window ? window : rig->root, rig_atom(rig, type), words);
	rig_sync(rig);
}

void
rig_state(struct rig *rig, xcb_window_t window, uint32_t action, const char *state,
    uint32_t source)
{
	rig_ask(rig, window, "_NET_WM_STATE", action, rig_atom(rig, state), 0, source, 0);
}

/* --- hands ------------------------------------------------------------------------- */

void
rig_pointer(struct rig *rig, int32_t x, int32_t y)
{
	hands_move(rig->x, x, y);
	rig_sync(rig);
}

void
rig_button(struct rig *rig, uint8_t button, bool down)
{
	hands_button(rig->x, button, down);
	rig_sync(rig);
}

void
rig_click(struct rig *rig, int32_t x, int32_t y)
{
	rig_pointer(rig, x, y);
	rig_button(rig, 1, true);
	rig_button(rig, 1, false);
}

static uint8_t
keycode_of(struct rig *rig, uint32_t keysym)
{
	const xcb_setup_t *setup = xcb_get_setup(rig->x);
	uint8_t count = (uint8_t)(setup->max_keycode - setup->min_keycode + 1);
	xcb_get_keyboard_mapping_reply_t *map = xcb_get_keyboard_mapping_reply(
	    rig->x, xcb_get_keyboard_mapping(rig->x, setup->min_keycode, count), NULL);
	uint8_t found = 0;

	if (!map) {
		return 0;
	}
	const xcb_keysym_t *syms = xcb_get_keyboard_mapping_keysyms(map);
	for (unsigned i = 0; i < count && !found; i++) {
		if (syms[i * map->keysyms_per_keycode] == keysym) {
			found = (uint8_t)(setup->min_keycode + i);
		}
	}
	free(map);
	return found;
}

void
rig_key_down(struct rig *rig, uint32_t keysym, bool down)
{
	hands_key(rig->x, keycode_of(rig, keysym), down);
	rig_sync(rig);
}

void
rig_type_unmanaged(struct rig *rig, uint32_t keysym)
{
	uint8_t keycode = keycode_of(rig, keysym);

	hands_key(rig->x, keycode, true);
	hands_key(rig->x, keycode, false);
	for (int i = 0; i <= RIG_DOMAINS; i++) {
		free(xcb_get_input_focus_reply(
		    rig->of[i], xcb_get_input_focus(rig->of[i]), NULL));
	}
}

void
rig_key(struct rig *rig, uint32_t modifier, uint32_t keysym)
{
	if (modifier) {
		rig_key_down(rig, modifier, true);
	}
	rig_key_down(rig, keysym, true);
	rig_key_down(rig, keysym, false);
	if (modifier) {
		rig_key_down(rig, modifier, false);
	}
}
