#include "wm/wm.h"

#define COLUMNS 16 /* of keysyms that a key bears, at most (X11: groups and levels) */

/* Keys that were grabbed, handed to whom they are for. */

uint32_t
keys_keysym(struct wm *wm, xcb_keycode_t code)
{
	return xcb_key_symbols_get_keysym(wm->keysyms, code, 0);
}

/* The grabs are of each key that bears the keysym, with or without Shift or AltGr. */
static bool
has_keysym(struct wm *wm, xcb_keycode_t code, uint32_t keysym)
{
	for (int column = 0; column < COLUMNS; column++) {
		if (xcb_key_symbols_get_keysym(wm->keysyms, code, column) == keysym) {
			return true;
		}
	}
	return false;
}

/*
 * What a key and these modifiers do.  A key that bears the keysym by itself comes first;
 * where none does, as with digits on a French keyboard, any that bears it.  NULL:
 * nothing.
 */
static const struct config_binding *
binding_of(struct wm *wm, xcb_keycode_t code, uint16_t modifiers)
{
	const struct config_binding *found = NULL;
	uint32_t keysym = keys_keysym(wm, code);

	for (size_t i = 0; i < wm->config.n_bindings; i++) {
		const struct config_binding *b = &wm->config.bindings[i];
		if (b->chord.modifiers != modifiers) {
			continue;
		}
		if (b->chord.keysym == keysym) {
			return b;
		}
		if (!found && has_keysym(wm, code, b->chord.keysym)) {
			found = b;
		}
	}
	return found;
}

void
keys_take(struct wm *wm, const xcb_key_press_event_t *event)
{
	uint32_t keysym = keys_keysym(wm, event->detail);
	uint16_t modifiers = event->state & CHORD_ALL;

	if (wm->drag.client && drag_key(wm, keysym, modifiers)) {
		return;
	}
	if (wm->switcher.is_open && switcher_key(wm, keysym, modifiers)) {
		return;
	}
	const struct config_binding *b = binding_of(wm, event->detail, modifiers);
	if (b) {
		wm->switcher.modifiers = modifiers;
		act(wm, b->action, b->argument, wm->focused);
	}
}
