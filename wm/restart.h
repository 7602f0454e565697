/*
 * What a restart in place carries over, in one property of the root: for each window its
 * free place, states and workspace, and which one had the focus.
 * Reads only what the program itself wrote before it started anew.
 */
#ifndef WM_RESTART_H
#define WM_RESTART_H

#include "common/base/base.h"

struct wm;

void restart_save(struct wm *wm);

/* For all that was adopted; the property goes. */
void restart_restore(struct wm *wm);

#endif
