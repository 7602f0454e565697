/*
 * A guest window as it is on the desktop: its X windows and what was pushed to them.
 * For present*.c and pixels.c only.
 */
#ifndef GUEST_VIEW_H
#define GUEST_VIEW_H

#include "gui-daemon/guest/windows.h"
#include "gui-daemon/guest/x_buffer.h"
#include "gui-daemon/guest/x_window.h"

struct view {
	struct window *window; /* borrowed: lives longer */
	struct x_frame frame;
	uint32_t width, height; /* px, of the content window */
	uint32_t state;         /* enum x_state, as last asked for or heard of */
	uint32_t asked;         /* of a manager while mapped, last */
	uint32_t ever_asked;    /* bits of asked that mean anything */
	uint8_t visibility;     /* as X last said of the frame */
	bool is_mapped;
	bool was_guessed;   /* placed while mapped, as if its decoration were known */
	bool is_reparented; /* by a window manager: positions are relative */
	/* Px that the window manager's decoration adds at the left and top (EWMH). */
	uint32_t extent_left, extent_top;
	bool has_extents;      /* it has said so since this was mapped */
	xcb_window_t tray;     /* that an icon was given to; 0: none */
	bool is_in_flight;     /* pixels were put and are not yet shown */
	struct rect put;       /* what the last put covered all of; or empty */
	uint32_t put_sequence; /* number of its first request */
	struct view *next_outer, *next_content; /* borrowed; in present's buckets */
};

struct present;

/* --- present_change.c --------------------------------------------------------------- */

/* Nothing of the window is to be pushed any more. */
void present_forget_change(struct present *present, struct window *window);

/* --- present_view.c ----------------------------------------------------------------- */

/* False when out of memory.  The window has none. */
MUST_USE bool view_create(struct present *present, struct window *window);
void view_destroy(struct present *present, struct window *window); /* none is fine */

/*
 * Shows it; to a manager it says whether it may have the focus at once: only while a
 * window of the domain has it (P6).
 */
void view_map(struct present *present, struct window *window);

/* Its windows are gone already. */
void view_forget(struct present *present, struct window *window);

/*
 * A tray that ended took the frame's windows with it, or may have: requests for them are
 * under way, and their errors are nothing to worry about.
 */
void view_forgive(struct present *present, const struct x_frame *frame);

/* --- present_icon.c ----------------------------------------------------------------- */

/* Of a window without a view: may it have one beside the domain's other icons? */
bool icon_may_show(const struct present *present, const struct window *window);

/* Gives it to the tray, if there is one that does not have it. */
void icon_push(struct present *present, struct window *window);

/* Is this about a window that went with its tray? */
bool icon_was_lost(const struct present *present, const xcb_generic_error_t *error);

/* --- present_state.c ---------------------------------------------------------------- */

/* Shows what the guest wants: asks the manager, where it has a say. */
void state_push(struct present *present, struct window *window);

/* --- pixels.c ----------------------------------------------------------------------- */

/* Puts what is damaged, unless a frame is in flight. */
void pixels_push(struct present *present, struct window *window);

/*
 * The server wants part painted, as it said after request number sequence: of no concern
 * when a put that came after that paints all of it.
 */
void pixels_expose(
    struct present *present, struct window *window, struct rect part, uint32_t sequence);

/* The buffer is about to go, or to be replaced: the server lets go of it first. */
void pixels_drop(struct present *present, struct window *window);

#endif
