/*
 * Where a domain's windows may be on the screen: popups within it and within the
 * domain's share of it, title bars within reach, and nothing that the guest places where
 * the strip is (P2, P9, P10).
 * Sees no guest message; what a person or a window manager does is not its business.
 */
#ifndef GUEST_BOUNDS_H
#define GUEST_BOUNDS_H

#include "gui-daemon/guest/session.h"

/* Px² for the frame of this popup, beside those of the domain's others (P9). */
uint64_t bounds_popup_room(const struct session *session, const struct window *window);

/* Moves and cuts what the guest asks for, or has asked for. */
void bounds_fit(const struct session *session, const struct window *window,
    struct window_place *place);

/* What says where it is keeps its title bar within reach; else the manager places it. */
void bounds_reach(const struct session *session, const struct window *window,
    struct window_place *place);

/* The screen has another size: what the guest placed is moved to where it may be. */
void bounds_settle(struct session *session);

/* From now on this is reserved (copied); what is shown there moves away. */
void bounds_reserve(struct session *session, const struct reserve *reserve);

#endif
