/*
 * Where a window is: what the guest believes, what the desktop did, and which of the two
 * must hear of it.  At most one CONFIGURE is outstanding; the latest geometry wins; a
 * guest and a window manager that never agree are given up on, not argued with.
 * Pure: geometry is of the content, in px from the root's corner; times are ms of one
 * clock.
 */
#ifndef GUEST_PLACEMENT_H
#define GUEST_PLACEMENT_H

#include "common/base/rect.h"

#define PLACEMENT_ASK_MS 200     /* the window manager's time to do as asked */
#define PLACEMENT_ANSWER_MS 1000 /* the guest's time to acknowledge */
#define PLACEMENT_MAX_ROUNDS 3   /* disagreements in a row before the guest is let be */
#define PLACEMENT_ROUNDS_MS 1000 /* after the last of them it is forgiven */

struct placement {
	struct rect asked;   /* what the guest wants, as clamped by policy */
	struct rect actual;  /* what the desktop made of it */
	struct rect told;    /* what the guest believes */
	bool is_shown;       /* actual means something */
	bool is_asking;      /* asked was sent to the desktop and is not yet met */
	bool is_outstanding; /* told was sent to the guest and is not yet acknowledged */
	bool has_wish; /* while outstanding the guest asked for something else: asked */
	bool is_stale; /* the guest's own numbers were clamped, so it must be told */
	uint32_t rounds;
	int64_t asked_ms, told_ms;
};

/* What the caller has to do now; bits. */
enum placement_action {
	PLACEMENT_NOTHING = 0,
	PLACEMENT_ASK = 1,  /* ask the desktop for asked */
	PLACEMENT_TELL = 2, /* send told to the guest */
};

struct placement placement_new(struct rect content, bool was_clamped);

/* Where the desktop should have it: as asked, unless that is a wish that waits. */
struct rect placement_wanted(const struct placement *p);

/* The guest's CONFIGURE, clamped. */
enum placement_action placement_from_guest(
    struct placement *p, struct rect content, bool was_clamped, int64_t now_ms);

/*
 * Policy's, for a window that is shown: whatever is awaited of the guest, which is told.
 * Its acknowledgement of what it was told before then counts as a request.
 */
enum placement_action placement_overrule(
    struct placement *p, struct rect content, int64_t now_ms);

/* Shown at actual (about to be mapped); nothing is being asked any more. */
void placement_shown(struct placement *p, struct rect content);
void placement_hidden(struct placement *p);

/* The guest's CONFIGURE for a window whose place is not its to choose: a docked one. */
enum placement_action placement_refuse(
    struct placement *p, struct rect content, int64_t now_ms);

/* The desktop moved or resized the window, or refused to (ICCCM 4.1.5). */
enum placement_action placement_from_desktop(
    struct placement *p, struct rect content, int64_t now_ms);

/* Time has passed. */
enum placement_action placement_expire(struct placement *p, int64_t now_ms);

/* Ms until placement_expire() is due, -1 for never. */
int64_t placement_wait_ms(const struct placement *p, int64_t now_ms);

#endif
