/*
 * The guest's top-level windows: what each is now, and what the daemon has been told.
 * x_* modules change the first, tell.c pushes the difference.
 * Plain data; includes neither X nor the wire protocol, and sends nothing.
 */
#ifndef AGENT_WINDOWS_H
#define AGENT_WINDOWS_H

#include "common/base/rect.h"

#include <sys/queue.h>

struct region;

#define WINDOW_TITLE_BYTES 128 /* with NUL; as in WMNAME */
#define WINDOW_CLASS_BYTES 64  /* with NUL; as in WMCLASS */

/* State that both ends may change: bits as in WINDOW_FLAGS. */
enum window_flags {
	WINDOW_FULLSCREEN = 1,
	WINDOW_ATTENTION = 2,
	WINDOW_MINIMISED = 4,
};

/* What the daemon has not been told of since it changed. */
enum window_change {
	CHANGED_TITLE = 1,
	CHANGED_CLASS = 2,
	CHANGED_HINTS = 4,
};

/* ICCCM 4.1.2.3: the person chose the position. */
#define WINDOW_HINT_USER_POSITION 1u

/* Whether the window is one to tell of. */
enum window_kind {
	WINDOW_ASKED,   /* X has not yet said */
	WINDOW_SEEN,    /* it has pixels */
	WINDOW_IGNORED, /* InputOnly */
};

/* ICCCM 4.1.2.3; flags as in WINDOW_HINTS, sides in px of the outer window. */
struct window_hints {
	uint32_t flags;
	uint32_t min_width, min_height;
	uint32_t max_width, max_height;
	uint32_t width_inc, height_inc;
	uint32_t base_width, base_height;
};

/* A buffer that the X server holds for us. */
struct buffer {
	uint32_t id;            /* the driver's; 0: none */
	uint32_t width, height; /* px */
	int fd;                 /* owned; -1 for grants */
	uint32_t *refs;         /* owned; NULL for a descriptor */
	size_t refs_count;
};

/*
 * Buffers that the daemon has been told of and may still have mapped, oldest first.  The
 * acknowledgement of one means that its predecessors are unmapped.
 */
#define HOLDS_MAX 3
struct holds {
	uint32_t ids[HOLDS_MAX];
	size_t count;
	size_t unacked; /* of the newest */
};

/* What the daemon is owed for a CONFIGURE of its own: one of ours with what came of it.
 */
enum window_answer {
	ANSWER_NONE,
	ANSWER_AFTER_X, /* X has been asked, and its event is still to come */
	ANSWER_NOW,
};

struct window {
	uint32_t id; /* X's */
	enum window_kind kind;

	/* What it is. */
	struct rect area; /* with its border, px from the root window's corner */
	uint32_t border;  /* px */
	bool override_redirect;
	bool docked; /* holds an application's icon: for the desktop's tray */
	bool mapped;
	bool withdrawing; /* the window manager's properties are still to go */
	bool remapped;    /* unmapped and mapped again since the daemon was told */
	bool placed; /* shown before, to another end: its area is the person's choice */
	uint32_t transient_for;
	uint32_t flags; /* enum window_flags */
	char title[WINDOW_TITLE_BYTES];
	bool has_utf8_title; /* _NET_WM_NAME, which wins over WM_NAME */
	char res_class[WINDOW_CLASS_BYTES], res_name[WINDOW_CLASS_BYTES];
	struct window_hints hints;

	/* How it takes part, ICCCM 4.1.7 and 4.2.8. */
	bool no_input; /* its input hint is False */
	bool takes_focus, deletes;

	/* Questions to X under way: bits of x_props.c. */
	uint32_t props_pending, props_again;
	bool buffer_pending, buffer_again;
	bool buffer_skipped; /* the last answer was stale, and dropped */

	/* What the daemon knows. */
	bool told, told_mapped, told_override_redirect;
	struct rect told_area;
	uint32_t told_flags;
	uint32_t changed; /* enum window_change */
	enum window_answer answer;
	struct rect asked_area;    /* of X, for ANSWER_AFTER_X */
	uint16_t asked_at;         /* the request's number */
	struct buffer told_buffer; /* the newest told of; no fd, no refs */
	struct holds holds;

	struct buffer fresh;   /* described by X, not told of */
	uint32_t damage_id;    /* XDamage's; 0 none */
	struct region *damage; /* owned; px from the window's outer corner */

	bool is_dirty, is_damaged, is_waiting, is_unshared;
	TAILQ_ENTRY(window) in_order; /* windows.all, .gone or .ghosts */
	TAILQ_ENTRY(window) in_dirty, in_damaged, in_waiting, in_unshared;
	SLIST_ENTRY(window) in_bucket;
};

TAILQ_HEAD(window_list, window);
SLIST_HEAD(window_bucket, window);

#define WINDOWS_BUCKETS 256

struct windows {
	struct window_list all;    /* alive, oldest first */
	struct window_list gone;   /* destroyed, the daemon not yet told */
	struct window_list ghosts; /* told of their end, not yet acknowledged */
	struct window_list dirty;  /* of all: something to tell */
	struct window_list damaged;
	struct window_list waiting;  /* to be asked for their buffers */
	struct window_list unshared; /* had none: pages had run out */
	struct window_bucket buckets[WINDOWS_BUCKETS];
};

void windows_init(struct windows *windows);
void windows_finish(struct windows *windows); /* destroys every window */

/* NULL when there is none, or only one that is gone. */
struct window *windows_find(const struct windows *windows, uint32_t id);

/* A new window at the end of the order.  NULL when out of memory.  The id must be new. */
MUST_USE struct window *windows_add(struct windows *windows, uint32_t id);

/* The window has ended in X: forgotten, or kept as gone when the daemon knows of it. */
void windows_remove(struct windows *windows, struct window *window);

/* A destroyed window whose end the daemon has not acknowledged; NULL when none. */
struct window *windows_find_ghost(const struct windows *windows, uint32_t id);

void windows_to_ghost(struct windows *windows, struct window *gone);
void windows_bury(struct windows *windows, struct window *ghost); /* destroys it */

/* Something to tell of; nothing happens at a second call. */
void windows_mark_dirty(struct windows *windows, struct window *window);
void windows_clear_dirty(struct windows *windows, struct window *window);

/* Adds r, px from the outer corner, to what is to be drawn anew. */
void windows_mark_damaged(struct windows *windows, struct window *window, struct rect r);
void windows_clear_damage(struct windows *windows, struct window *window);

/* In and out of windows.waiting; nothing happens where it is so already. */
void windows_mark_waiting(struct windows *windows, struct window *window);
void windows_clear_waiting(struct windows *windows, struct window *window);

/* Likewise of windows.unshared. */
void windows_mark_unshared(struct windows *windows, struct window *window);
void windows_clear_unshared(struct windows *windows, struct window *window);

/*
 * No daemon knows anything any more: every window is as never told, every ghost is gone.
 * The holds must have been released.
 */
void windows_forget_told(struct windows *windows);

/* Closes and frees what b owns and makes it none.  Does not release it in X. */
void buffer_finish(struct buffer *b);

/* True while another buffer may be told of: one more would be too many unacknowledged. */
bool holds_has_room(const struct holds *holds);
void holds_add(struct holds *holds, uint32_t id);

/* One acknowledgement: returns the id that may be released now, 0 for none. */
MUST_USE uint32_t holds_acknowledge(struct holds *holds);

/* Takes one id out, whatever is acknowledged; 0 when there is none. */
MUST_USE uint32_t holds_take(struct holds *holds);

#endif
