/*
 * Becoming the screen's window manager: the selection WM_S0, and what another one that
 * runs is asked (ICCCM 2.8, 4.3).
 * Waits for answers: nothing is managed yet.
 */
#ifndef WM_SCREEN_H
#define WM_SCREEN_H

#include "common/base/base.h"

struct wm;

/*
 * Creates wm->check, which owns the selection, and sets wm->time.  replace: another
 * window manager is asked to end; one that hangs loses its connection.  NULL, or why the
 * screen cannot be had.
 */
MUST_USE const char *screen_take(struct wm *wm, bool replace);

#endif
