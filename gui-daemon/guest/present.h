/*
 * Pushes the difference between what windows should be and what they are to X.
 * Decides nothing; never waits for X.
 */
#ifndef GUEST_PRESENT_H
#define GUEST_PRESENT_H

#include "common/paint/mark.h"
#include "common/paint/measure.h"
#include "gui-daemon/guest/dim.h"
#include "gui-daemon/guest/policy.h"
#include "gui-daemon/guest/view.h"

#define PRESENT_BUCKETS 256
#define PRESENT_LOST 64 /* icons whose windows went, and whose errors may still come */

struct lost {
	xcb_window_t outer, content;
};

struct present {
	struct windows *windows; /* borrowed */
	struct x_desk *desk;     /* owned */
	struct x_shm shm;
	/* Borrowed; to be looked at by present_settle(), the first that changed first. */
	struct window *changed, *last_changed;
	struct view *by_outer[PRESENT_BUCKETS];   /* borrowed */
	struct view *by_content[PRESENT_BUCKETS]; /* borrowed */
	struct stage *stage;         /* owned; NULL: copies go through the socket */
	xcb_shm_seg_t stage_segment; /* the same as the server knows it */
	struct lost lost[PRESENT_LOST];
	size_t n_lost;
	uint8_t *rows; /* owned; room for one piece of copied pixels, NULL until needed */
	size_t rows_size;
	struct dim dim;
	bool has_focus;     /* a window of the domain's */
	bool is_dimmed;     /* the domain does not have the focus, and looks so */
	bool is_locked;     /* the screen: nothing new is shown */
	bool has_new_flags; /* some window's, or a window with flags came or went */
	bool has_run_out;   /* of memory: something is not as it should be */
};

/*
 * Paints the mark and uploads it.  x, windows and mark are borrowed for the whole life.
 * False with *why.
 */
MUST_USE bool present_init(struct present *present, struct x *x, struct windows *windows,
    const struct mark *mark, const struct measure *frame, const char **why);
void present_finish(struct present *present);

/* How windows look while the domain does not have the focus; as yet it has not. */
void present_set_dim(struct present *present, struct dim dim);
void present_focus(struct present *present, bool has_focus);

/* Something is to be pushed before the next wait; enum window_change bits. */
void present_change(struct present *present, struct window *window, uint32_t changes);
void present_damage(struct present *present, struct window *window, struct rect r);

/* Takes buffer (NULL: none).  The server lets go of the one before at once. */
void present_set_buffer(
    struct present *present, struct window *window, struct pixbuf *buffer);

/* Takes the window off the desktop, and its buffer off the server. */
void present_remove(struct present *present, struct window *window);

/*
 * While the screen is locked no popup is shown and no other window is mapped, so that
 * nothing comes over the locker; what guests show meanwhile follows.
 */
void present_lock(struct present *present, bool is_locked);

/* False when out of memory: then some window is not as it should be. */
MUST_USE bool present_settle(struct present *present);

/* --- what X said ------------------------------------------------------------------- */

/* NULL for a window that is not, or no longer, ours. */
struct window *present_find_outer(struct present *present, xcb_window_t outer);
struct window *present_find_content(struct present *present, xcb_window_t content);

/* The frame has this size now: the content follows. */
void present_fit(struct present *present, struct window *window, struct rect outer);

/* The manager has decorated it: view->extent_left and extent_top are known. */
void present_decorated(struct present *present, struct window *window);

/*
 * All that was put into a content window is shown: the next may follow.  segment: where
 * the server read it, or 0.
 */
void present_shown(struct present *present, xcb_window_t content, uint32_t segment);

/* The desktop's tray is another one, or none. */
void present_tray_changed(struct present *present);

/* It has been destroyed; the next one may well have its id. */
void present_tray_gone(struct present *present);

/* A docked icon: the tray shows it; it left it to the root; it took it with it. */
void present_icon_mapped(struct present *present, struct window *window);
void present_icon_put_out(struct present *present, struct window *window);
void present_icon_lost(struct present *present, struct window *window);

/* True for errors of segments, refused ones being copied from now on, and of lost icons.
 */
bool present_take_error(struct present *present, const xcb_generic_error_t *error);

#endif
