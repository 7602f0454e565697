#include "wm/grabs.h"

#include "wm/wm.h"

#include <stdlib.h>

#define NUM_LOCK 0xff7fu
#define KEY_EVENTS XCB_EVENT_MASK_KEY_PRESS

/* --- locks ------------------------------------------------------------------------- */

static bool
has_keysym(struct wm *wm, xcb_keycode_t code, uint32_t keysym)
{
	return code && xcb_key_symbols_get_keysym(wm->keysyms, code, 0) == keysym;
}

/* Which modifier Num Lock is; 0 when there is none. */
static uint16_t
find_num_lock(struct wm *wm)
{
	xcb_get_modifier_mapping_reply_t *map = xcb_get_modifier_mapping_reply(
	    wm->x->xcb, xcb_get_modifier_mapping(wm->x->xcb), NULL);
	uint16_t found = 0;

	if (!map) {
		return 0;
	}
	const xcb_keycode_t *codes = xcb_get_modifier_mapping_keycodes(map);
	unsigned per = map->keycodes_per_modifier;
	for (unsigned i = 0; i < 8 * per; i++) {
		if (has_keysym(wm, codes[i], NUM_LOCK)) {
			found = (uint16_t)(1u << (i / per));
		}
	}
	free(map);
	return found;
}

static void
read_locks(struct wm *wm)
{
	uint16_t num = find_num_lock(wm);

	wm->lock_masks[0] = 0;
	wm->lock_masks[1] = XCB_MOD_MASK_LOCK;
	wm->lock_masks[2] = num;
	wm->lock_masks[3] = (uint16_t)(num | XCB_MOD_MASK_LOCK);
}

/* --- grabs ------------------------------------------------------------------------- */

static void
grab(struct wm *wm, const struct config_binding *binding)
{
	xcb_keycode_t *codes =
	    xcb_key_symbols_get_keycode(wm->keysyms, binding->chord.keysym);

	for (xcb_keycode_t *code = codes; code && *code; code++) {
		for (size_t i = 0; i < ARRAY_LEN(wm->lock_masks); i++) {
			xcb_void_cookie_t cookie = xcb_grab_key(wm->x->xcb, 0, wm->root,
			    (uint16_t)(binding->chord.modifiers | wm->lock_masks[i]),
			    *code, XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
			x_expect_error(wm->x, cookie.sequence, XCB_ACCESS);
		}
	}
	free(codes);
}

void
grabs_take_keys(struct wm *wm)
{
	xcb_key_symbols_free(wm->keysyms);
	wm->keysyms = xcb_key_symbols_alloc(wm->x->xcb);
	if (!wm->keysyms) {
		return;
	}
	read_locks(wm);
	xcb_ungrab_key(wm->x->xcb, XCB_GRAB_ANY, wm->root, XCB_MOD_MASK_ANY);
	for (size_t i = 0; i < wm->config.n_bindings; i++) {
		if (wm->config.bindings[i].action != ACTION_NONE) {
			grab(wm, &wm->config.bindings[i]);
		}
	}
}

static void
grab_button(struct wm *wm, xcb_window_t window, uint16_t modifiers, uint8_t button)
{
	for (size_t i = 0; i < ARRAY_LEN(wm->lock_masks); i++) {
		xcb_grab_button(wm->x->xcb, 0, window, XCB_EVENT_MASK_BUTTON_PRESS,
		    XCB_GRAB_MODE_SYNC, XCB_GRAB_MODE_ASYNC, XCB_NONE, XCB_NONE, button,
		    (uint16_t)(modifiers | wm->lock_masks[i]));
	}
}

/*
 * Any press in a window without the focus; Super with a button moves and resizes
 * everywhere.
 */
void
grabs_take_clicks(struct wm *wm, struct client *client)
{
	xcb_ungrab_button(
	    wm->x->xcb, XCB_BUTTON_INDEX_ANY, client->window, XCB_MOD_MASK_ANY);
	if (client != wm->focused) {
		xcb_grab_button(wm->x->xcb, 0, client->window,
		    XCB_EVENT_MASK_BUTTON_PRESS, XCB_GRAB_MODE_SYNC, XCB_GRAB_MODE_ASYNC,
		    XCB_NONE, XCB_NONE, XCB_BUTTON_INDEX_ANY, XCB_MOD_MASK_ANY);
		return;
	}
	grab_button(wm, client->window, CHORD_SUPER, 1);
	grab_button(wm, client->window, CHORD_SUPER, 3);
}

bool
grabs_are_held(struct wm *wm, uint16_t mask)
{
	xcb_query_pointer_reply_t *p = xcb_query_pointer_reply(
	    wm->x->xcb, xcb_query_pointer(wm->x->xcb, wm->root), NULL);
	bool held = p && (p->mask & mask);

	free(p);
	return held;
}
