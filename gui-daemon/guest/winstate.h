/*
 * The state of one guest window, and the bits that may not change while it is mapped:
 * override-redirect, docked, fullscreen.  Their only owner.
 * Pure: knows no X, no wire, no other window.
 */
#ifndef GUEST_WINSTATE_H
#define GUEST_WINSTATE_H

#include "common/base/base.h"

enum win_state {
	WIN_CREATED,
	WIN_MAPPED,
	WIN_UNMAPPED,
	WIN_DOCKED,
	WIN_DYING, /* destroyed by the guest; its id is not free until acknowledged */
	WIN_N_STATES,
};

enum win_event {
	WIN_MAP,
	WIN_UNMAP,
	WIN_DOCK,
	WIN_DESTROY,
	WIN_N_EVENTS,
};

/* As in the protocol's WINDOW_FLAGS. */
enum win_flag {
	WIN_FULLSCREEN = 1,
	WIN_ATTENTION = 2,
	WIN_MINIMISED = 4,
	WIN_ALL_FLAGS = 7,
};

/* Read freely; write only through the functions below. */
struct winstate {
	enum win_state state;
	bool override_redirect; /* never while docked */
	uint32_t flags;         /* enum win_flag */
};

struct winstate winstate_new(bool override_redirect);

bool winstate_is_mapped(const struct winstate *s);

/*
 * What the guest asks for.  NULL, also when the request has no effect in this state; else
 * why it is not legal there.  *changed says whether the state is another one now.
 */
MUST_USE const char *winstate_map(
    struct winstate *s, bool override_redirect, bool *changed);
MUST_USE const char *winstate_take(
    struct winstate *s, enum win_event event, bool *changed);

/*
 * The guest's WINDOW_FLAGS.  Unmapped: set replaces the flags.  Mapped: fullscreen goes
 * both ways, the others can only be set.  Override-redirect and docked windows have none.
 */
MUST_USE const char *winstate_set_flags(struct winstate *s, uint32_t set, uint32_t unset);

/* What the window manager made of it; returns the flags that changed. */
uint32_t winstate_told_flags(struct winstate *s, uint32_t flags);

const char *winstate_name(enum win_state state);

#endif
