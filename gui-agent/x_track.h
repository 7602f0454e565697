/*
 * The life of top-level windows, from X's structure events (X11 protocol, chapter 10).
 */
#ifndef AGENT_X_TRACK_H
#define AGENT_X_TRACK_H

#include "gui-agent/x.h"

/* Takes in the windows that are there already.  Blocks: for the start only. */
MUST_USE const char *x_track_existing(struct x *x);

void x_track_create(struct x *x, const xcb_create_notify_event_t *event);
void x_track_destroy(struct x *x, const xcb_destroy_notify_event_t *event);
void x_track_map(struct x *x, const xcb_map_notify_event_t *event);
void x_track_unmap(struct x *x, const xcb_unmap_notify_event_t *event);
void x_track_configure(struct x *x, const xcb_configure_notify_event_t *event);
void x_track_reparent(struct x *x, const xcb_reparent_notify_event_t *event);

/*
 * Orders from the daemon.  area is the outer one; the answer comes when X has done it,
 * at once when there is nothing to do.
 */
void x_track_move(struct x *x, struct window *window, struct rect area);

#endif
