/*
 * The attention view: the whole desktop dimmed, and for each window, in its place, whose
 * it is (P24, P22).  Keys in it go to a window, close it, or pause its domain.
 * Asks no guest and no worker: it comes and works while they are stopped.
 */
#ifndef STRIP_VIEW_H
#define STRIP_VIEW_H

#include "wm/strip/atoms.h"
#include "wm/strip/monitors.h"
#include "wm/strip/plates.h"
#include "wm/strip/scan.h"
#include "wm/strip/style.h"

/* All borrowed, for as long as the view is used. */
struct view_sources {
	const struct strip_atoms *atoms;
	struct desk_client *desk;
	const struct plates *plates;
	const struct monitors *monitors;
	const struct strip_style *style;
};

struct view {
	struct x *x; /* borrowed */
	struct view_sources from;
	xcb_window_t hands;     /* cannot be seen: has the keyboard grabbed */
	xcb_window_t veil;      /* XCB_NONE while the view is not shown */
	xcb_pixmap_t picture;   /* the desktop, dimmed, with the marks on it */
	uint32_t width, height; /* px of the screen */
	struct scan scan;
	size_t chosen; /* of the scan's windows */
	bool has_keys; /* alone: the keyboard is grabbed */
};

void view_init(struct view *view, struct x *x, const struct view_sources *from);

bool view_is_open(const struct view *view);

/* Shows it; keys go to it from now on.  Waits for the X server alone. */
void view_open(struct view *view);
void view_close(struct view *view);

/* A key was pressed, or a button at x, y (px, on the root), while it is open. */
void view_take_key(struct view *view, uint32_t keysym);
void view_take_button(struct view *view, int32_t x, int32_t y);

/* Somebody put a window above it. */
void view_raise(struct view *view);

/* Draws the marks anew: a domain has changed. */
void view_refresh(struct view *view);

#endif
