/*
 * What a domain may do on the desktop without the person's act: take the keyboard, come
 * to the front, fill the screen, open many windows.  Verdicts only.
 * Pure: does not know which X client is whose; wm/owner.h does.
 */
#ifndef WM_TRUST_H
#define WM_TRUST_H

#include "common/base/base.h"

/* Whose a window is: dom0's own, or that of the domain with a number from 1. */
typedef uint32_t trust_owner;
#define TRUST_DOM0 0u

/* Who wants something done to a window. */
enum trust_who {
	TRUST_PERSON, /* a key, a click, a menu of ours */
	TRUST_PAGER,  /* EWMH source 2: a panel of dom0, where the person clicked */
	TRUST_WINDOW, /* the window itself, or nobody knows */
};

/*
 * May a window of owner get the focus, while one of focused has it (is_focused: any
 * has)?  Within a domain its windows may hand the focus on; between domains only the
 * person moves it (P6).
 */
bool trust_may_focus(
    enum trust_who who, trust_owner owner, bool any_focused, trust_owner focused);

/* May it come above others?  As for the focus: what is raised covers. */
bool trust_may_raise(
    enum trust_who who, trust_owner owner, bool any_focused, trust_owner focused);

enum trust_fullscreen {
	TRUST_FULLSCREEN_NEVER, /* not even by its own request after a question */
	TRUST_FULLSCREEN_ASK,   /* a request only asks for attention */
	TRUST_FULLSCREEN_ALLOW,
};

enum trust_answer {
	TRUST_NO,
	TRUST_ATTENTION, /* not now: mark the window, the person decides */
	TRUST_YES,
};

/* What becomes of a request to fill the screen (P9). */
enum trust_answer trust_fullscreen(
    enum trust_who who, trust_owner owner, enum trust_fullscreen policy);

/* Covering the screen (P9) and storms of windows (P27), charged to a domain. */
struct trust_limits {
	uint32_t cover_share; /* percent of the work area for windows nobody asked for */
	uint32_t new_windows; /* in TRUST_STORM_MS */
};

#define TRUST_STORM_MS 2000

struct trust_account {
	int64_t window_started_ms;
	uint32_t windows; /* since then */
};

/*
 * May a window that the person did not ask for take own_px, beside the covered_px that
 * its domain's others take, of a work area of area_px?
 */
bool trust_may_cover(const struct trust_limits *limits, trust_owner owner,
    uint64_t covered_px, uint64_t own_px, uint64_t area_px);

/*
 * Does a new window of owner come to the screen?  Numbers are as for trust_may_cover().
 * Anything but TRUST_YES: it starts minimised, and is marked.
 */
enum trust_answer trust_new_window(struct trust_account *account,
    const struct trust_limits *limits, trust_owner owner, uint64_t covered_px,
    uint64_t own_px, uint64_t area_px, int64_t now_ms);

#endif
