/*
 * The configuration and the display's scale, and what follows from them: the theme that
 * frames are dressed in, the keys that are grabbed.
 */
#ifndef WM_SETTINGS_H
#define WM_SETTINGS_H

#include "common/base/base.h"

struct wm;

/* Reads the configuration for the first time.  False, after lines in the log. */
MUST_USE bool settings_load(struct wm *wm);

/* Makes the theme that configuration, scale and the daemon's texture ask for. */
void settings_dress(struct wm *wm);

/* Reads the configuration again; keeps the present one when there are errors in it. */
void settings_reload(struct wm *wm);

/* The resources on the root changed, and with them perhaps the display's resolution. */
void settings_rescale(struct wm *wm);

#endif
