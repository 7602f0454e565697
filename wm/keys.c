#include "wm/wm.h"

/* Keys that were grabbed, handed to whom they are for. */

uint32_t
keys_keysym(struct wm *wm, xcb_keycode_t code)
{
	return xcb_key_symbols_get_keysym(wm->keysyms, code, 0);
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
	for (size_t i = 0; i < wm->config.n_bindings; i++) {
		const struct config_binding *b = &wm->config.bindings[i];
		if (b->chord.keysym == keysym && b->chord.modifiers == modifiers) {
			wm->switcher.modifiers = modifiers;
			act(wm, b->action, b->argument, wm->focused);
			return;
		}
	}
}
