/*
 * The guard: what just came under the person's hands takes no input that was meant for
 * what was there before (P25).  Verdicts only.
 * Pure: times are ms of one clock; one that is set back ends a guard.
 */
#ifndef GUEST_GUARD_H
#define GUEST_GUARD_H

#include "common/base/rect.h"

#define GUARD_PRESS_MS 1000   /* a click explains a focus that follows it so soon */
#define GUARD_HANDOVER_MS 100 /* between two windows of a domain the focus may rest */
#define GUARD_HELD_MS 500     /* so long a domain knows which modifiers were held in it */

/* Of a window. */
struct guard_window {
	bool is_armed;    /* since means something */
	int64_t since_ms; /* it came to where it is */
};

/* Of a domain. */
struct guard {
	uint32_t ms; /* 0: no guard */
	bool has_focus;
	bool is_chosen; /* the person clicked: keys go there at once */
	bool has_left, has_pressed, was_covered; /* the times below mean something */
	int64_t focused_ms, left_ms, pressed_ms, covered_ms;
};

struct guard guard_new(uint32_t ms);

/* The window was shown, or covers a place that it did not cover before. */
void guard_appeared(struct guard_window *window, int64_t now_ms);

/* Does it, now that it is at after and was at before? */
bool guard_covers_more(struct rect before, struct rect after);

/*
 * The window was raised, or what lay above it went.  It restarts, unless the pointer was
 * on it already or the domain has had the focus for a while: the person works there.
 */
void guard_uncovered(const struct guard *guard, struct guard_window *window,
    bool under_pointer, int64_t now_ms);

/* The domain has the focus, or has none; calls that change nothing are fine. */
void guard_focus(struct guard *guard, bool has_focus, int64_t now_ms);

/* Was the focus in the domain until a moment ago? */
bool guard_left_lately(const struct guard *guard, int64_t now_ms);

/* The person pressed a button in a window of the domain, and it was not swallowed. */
void guard_pressed(struct guard *guard, int64_t now_ms);

/* Popups (override-redirect) of a domain that has had the focus for a while are exempt.
 */
bool guard_swallows_press(const struct guard *guard, const struct guard_window *window,
    bool is_popup, int64_t now_ms);
bool guard_swallows_key(const struct guard *guard, int64_t now_ms);

/* A window of the domain has just been covered, all of it. */
void guard_covered(struct guard *guard, int64_t now_ms);

/*
 * Nothing of the domain can be seen: has that just come about?  Then a key is for what
 * came there.  For the guard time only, so that no guest can keep another from its keys.
 */
bool guard_swallows_blind_key(const struct guard *guard, int64_t now_ms);

#endif
