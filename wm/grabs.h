/*
 * Which keys and buttons come to the window manager, whatever locks are on.
 * keys.c and pointer.c take them.
 */
#ifndef WM_GRABS_H
#define WM_GRABS_H

#include "common/base/base.h"

struct wm;
struct client;

/* The chords that the configuration names, as the keyboard is mapped now. */
void grabs_take_keys(struct wm *wm);

/* Click to focus: a press in a client that does not have it comes to us first. */
void grabs_take_clicks(struct wm *wm, struct client *client);

/* Is one of these buttons or modifiers down now? */
bool grabs_are_held(struct wm *wm, uint16_t mask);

#endif
