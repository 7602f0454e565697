/*
 * Moving and resizing by hand, with pointer or keys: the window follows, or an outline
 * does until it settles.
 * One drag at a time; ends with its window.
 */
#ifndef WM_DRAG_H
#define WM_DRAG_H

#include "wm/place.h"

#include <xcb/xcb.h>

struct wm;
struct client;

struct drag {
	struct client *client; /* borrowed; NULL: there is none */
	unsigned int edges;    /* 0: a move */
	bool by_keys;
	bool is_live;
	bool has_moved;
	int32_t start_x, start_y; /* px: where the pointer was */
	int32_t x, y;             /* px: where it is */
	struct rect start, now;   /* px: the frame's */
	struct rect before;       /* normal, for Escape */
	enum tile tile;           /* it takes when let go here */
	enum tile tile_before;
	uint32_t states_before;
	xcb_window_t outline[4];
	bool outline_shown;
};

/* edges 0: move.  From the pointer at x, y, until a button is let go or pressed. */
void drag_start(
    struct wm *wm, struct client *client, unsigned int edges, int32_t x, int32_t y);
/* By arrow keys, until Return or Escape. */
void drag_start_keys(struct wm *wm, struct client *client, bool resize);
void drag_motion(struct wm *wm, int32_t x, int32_t y);
void drag_finish(struct wm *wm);
void drag_cancel(struct wm *wm);
/* True when the key was the drag's. */
bool drag_key(struct wm *wm, uint32_t keysym, uint16_t modifiers);
/* The window that is dragged goes. */
void drag_forget(struct wm *wm, const struct client *client);

#endif
