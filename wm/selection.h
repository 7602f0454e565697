/*
 * What the owner of WM_S0 answers when it is asked about itself: since when it is, and
 * which ICCCM it keeps to (ICCCM 2.6, 2.8, 4.3).
 * Takes and gives up the selection nowhere; screen.h does.
 */
#ifndef WM_SELECTION_H
#define WM_SELECTION_H

#include <xcb/xcb.h>

struct wm;

/* Answers, in vain where it cannot. */
void selection_answer(struct wm *wm, const xcb_selection_request_event_t *request);

#endif
