/*
 * A domain's windows by the ids that the guest chose: what each should be.
 * What the desktop made of them is present's business; holds no X ids.
 */
#ifndef GUEST_WINDOWS_H
#define GUEST_WINDOWS_H

#include "gui-daemon/guest/admit.h"
#include "gui-daemon/guest/guard.h"
#include "gui-daemon/guest/placement.h"
#include "gui-daemon/guest/winstate.h"

struct pixbuf;
struct region;
struct view;

/* What present has yet to push; bits. */
enum window_change {
	CHANGED_MAPPED = 1,
	CHANGED_PLACE = 2,
	CHANGED_TITLE = 4,
	CHANGED_HINTS = 8,
	CHANGED_CURSOR = 16,
	CHANGED_FLAGS = 32,
	CHANGED_BUFFER = 64,
	CHANGED_PIXELS = 128,
};

struct window {
	uint32_t id;
	struct winstate state;
	bool is_refused; /* beyond the quota: known, but never shown */
	struct placement place;
	struct window_hints hints;
	uint32_t transient_for; /* an id, 0: none; may name no window */
	struct shown_text title;
	struct window_class class;
	uint32_t glyph;        /* of the cursor font, or ADMIT_NO_GLYPH */
	struct pixbuf *buffer; /* owned; NULL: none */
	uint32_t segment;      /* present's: the buffer on the X server, 0: not there */
	bool is_copied;        /* present's: the X server cannot map the buffer */
	struct region *damage; /* owned; window-relative */
	struct view *view;     /* owned by present; NULL before the first map */
	struct guard_window guard;
	uint32_t changes;               /* enum window_change */
	struct window *next_changed;    /* borrowed; present's list */
	struct window *next_in_bucket;  /* borrowed */
	struct window *next, *previous; /* borrowed; all windows */
};

#define WINDOWS_BUCKETS 256

struct windows {
	struct window *buckets[WINDOWS_BUCKETS]; /* owned */
	struct window *first;                    /* borrowed: the same ones in a row */
	uint32_t count;                          /* refused ones too */
	uint32_t refused;                        /* of them */
	uint64_t pages;                          /* of all buffers */
};

/* NULL for an id that no window has. */
struct window *windows_find(const struct windows *windows, uint32_t id);

/* NULL when out of memory.  The id must be free. */
MUST_USE struct window *windows_add(
    struct windows *windows, uint32_t id, const struct window_place *place);

/* Of a window just added: it is beyond the quota. */
void windows_refuse(struct windows *windows, struct window *window);

/*
 * The window that this one is transient for; NULL for none, an unknown one, itself, or
 * one that is in turn transient for this one: a window manager could follow for ever.
 */
struct window *windows_transient_for(
    const struct windows *windows, const struct window *window);

/* Its view must be gone already. */
void windows_remove(struct windows *windows, struct window *window);
void windows_finish(struct windows *windows); /* removes all */

/* Takes buffer, NULL for none; destroys the one before. */
void windows_set_buffer(
    struct windows *windows, struct window *window, struct pixbuf *buffer);

#endif
