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

/*@ predicate is_mode(struct winstate s) =
        WIN_CREATED <= s.state < WIN_N_STATES &&
        (s.override_redirect == 0 || s.override_redirect == 1);

    // What is shown outside the window manager's frames has no flags: a window is
    // managed, or a popup, or docked, and never two of them.
    predicate winstate_is_sound(struct winstate s) =
        is_mode(s) && (s.state == WIN_DOCKED ==> !s.override_redirect && s.flags == 0);

    predicate winstate_same_mode(struct winstate a, struct winstate b) =
        a.override_redirect == b.override_redirect &&
        (a.state == WIN_DOCKED <==> b.state == WIN_DOCKED);
*/

/*@ assigns \nothing;
    ensures winstate_is_sound(\result) && \result.state == WIN_CREATED;
    ensures \result.flags == 0 && \result.override_redirect == override_redirect;
*/
struct winstate winstate_new(bool override_redirect);

/*@ requires \valid_read(s) && winstate_is_sound(*s);
    assigns \nothing;
    ensures \result <==> s->state == WIN_MAPPED;
*/
bool winstate_is_mapped(const struct winstate *s);

/*@ requires \valid_read(s) && winstate_is_sound(*s);
    assigns \nothing;
    ensures \result <==> s->state == WIN_DOCKED;
*/
bool winstate_is_docked(const struct winstate *s);

/*
 * What the guest asks for.  NULL, also when the request has no effect in this state; else
 * why it is not legal there.  *changed says whether the state is another one now.
 */
/*@ requires \valid(s) && \valid(changed) && \separated(s, changed);
    requires winstate_is_sound(*s);
    requires override_redirect == 0 || override_redirect == 1;
    assigns *s, *changed;
    ensures winstate_is_sound(*s);
    ensures \result != \null ==> *s == \old(*s);
    ensures \result == \null && \old(s->state) != WIN_DOCKED ==> s->state == WIN_MAPPED;
    ensures \old(s->state) == WIN_MAPPED || \old(s->state) == WIN_DOCKED ==>
        winstate_same_mode(*s, \old(*s)) && s->flags == \old(s->flags);
    ensures \old(s->state) == WIN_DYING ==> \result != \null;
    ensures \result == \null ==> (*changed <==> s->state != \old(s->state));
*/
MUST_USE const char *winstate_map(
    struct winstate *s, bool override_redirect, bool *changed);

/*@ requires \valid(s) && \valid(changed) && \separated(s, changed);
    requires winstate_is_sound(*s) && WIN_MAP <= event < WIN_N_EVENTS;
    assigns *s, *changed;
    ensures winstate_is_sound(*s);
    ensures \result != \null ==> *s == \old(*s);
    ensures \old(s->state) == WIN_MAPPED && s->state == WIN_MAPPED ==> *s == \old(*s);
    ensures \old(s->state) == WIN_MAPPED ==> s->state != WIN_DOCKED;
    ensures \old(s->state) == WIN_DOCKED && event != WIN_DESTROY ==>
        \result == \null && s->state == WIN_DOCKED;
    ensures \old(s->state) == WIN_DYING ==> \result != \null;
    ensures \result == \null && event == WIN_DESTROY ==> s->state == WIN_DYING;
    ensures \result == \null && event == WIN_MAP && \old(s->state) != WIN_DOCKED ==>
        s->state == WIN_MAPPED;
    ensures s->state != WIN_DOCKED ==> s->override_redirect == \old(s->override_redirect);
    ensures s->state == \old(s->state) ==>
        s->override_redirect == \old(s->override_redirect) && s->flags == \old(s->flags);
    ensures \result == \null ==> (*changed <==> s->state != \old(s->state));
*/
MUST_USE const char *winstate_take(
    struct winstate *s, enum win_event event, bool *changed);

/*
 * The guest's WINDOW_FLAGS.  Unmapped: set replaces the flags.  Mapped: fullscreen goes
 * both ways, the others can only be set.  Override-redirect and docked windows have none.
 */
/*@ requires \valid(s) && winstate_is_sound(*s);
    assigns s->flags;
    ensures winstate_is_sound(*s);
    ensures \result != \null ==> s->flags == \old(s->flags);
    ensures s->override_redirect ==> s->flags == \old(s->flags);
    ensures (set & unset) != 0 ==> \result != \null;
*/
MUST_USE const char *winstate_set_flags(struct winstate *s, uint32_t set, uint32_t unset);

/* What the window manager made of it; returns the flags that changed. */
/*@ requires \valid(s) && winstate_is_sound(*s) && s->state != WIN_DOCKED;
    assigns s->flags;
    ensures winstate_is_sound(*s) && s->flags == flags;
    ensures \result == (\old(s->flags) ^ flags);
*/
uint32_t winstate_told_flags(struct winstate *s, uint32_t flags);

/*@ requires WIN_CREATED <= state < WIN_N_STATES;
    assigns \nothing;
*/
const char *winstate_name(enum win_state state);

#endif
