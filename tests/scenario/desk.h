/*
 * A person at a desktop, as an X client: sees windows and pixels, types and clicks.
 * Waits only for X events.  Knows nothing of who owns the windows.
 */
#ifndef SCENARIO_DESK_H
#define SCENARIO_DESK_H

#include "tests/scenario/picture.h"

#include <sys/types.h>
#include <xcb/damage.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

#define DESK_WINDOWS_MAX 1024
#define DESK_TITLE_BYTES 256

/* A window as it was when last looked at. */
struct desk_window {
	xcb_window_t id;
	xcb_window_t parent;
	int depth;        /* levels below the root: 1 for its children */
	struct rect area; /* px, on the root, without border */
	bool viewable;
	bool override_redirect;
	bool is_unseen;               /* an InputOnly window: nothing is drawn of it */
	char title[DESK_TITLE_BYTES]; /* _NET_WM_NAME, else WM_NAME, else "" */
	char class[DESK_TITLE_BYTES]; /* WM_CLASS: "instance class", else "" */
};

struct desk {
	xcb_connection_t *x; /* owned */
	const xcb_screen_t *screen;
	uint8_t damage_event;
	xcb_damage_damage_t damage; /* of the root and all below it */
	struct picture picture;     /* the last screenshot; pixels owned */
	xcb_shm_seg_t segment;
	void *shared; /* owned mapping of shared_bytes */
	size_t shared_bytes;
	xcb_atom_t net_wm_name;
	struct desk_window windows[DESK_WINDOWS_MAX]; /* below the root, bottom first */
	size_t count;
	xcb_keysym_t *keysyms; /* owned; per_keycode for each keycode from min_keycode */
	uint8_t per_keycode, min_keycode, max_keycode;
};

/* False, with a diagnostic, when the display cannot be had. */
MUST_USE bool desk_open(struct desk *desk, const char *display);
void desk_close(struct desk *desk);

xcb_atom_t desk_atom(struct desk *desk, const char *name);

/*
 * Asks again after each X event until the answer is true; false at the deadline
 * (clock_ms()).  Changes of windows, of their titles and of pixels are events.
 */
typedef bool desk_question(struct desk *desk, void *data);
MUST_USE bool desk_await(
    struct desk *desk, int64_t deadline, desk_question *is_so, void *data);

/* Looks at all windows anew. */
void desk_look(struct desk *desk);

/* The topmost viewable window with part in its title or class, after desk_look(); NULL.
 */
const struct desk_window *desk_find(const struct desk *desk, const char *part);
const struct desk_window *desk_by_id(const struct desk *desk, xcb_window_t id);

/*
 * The process that says it made the window (EWMH _NET_WM_PID), 0: none.  Tells an old
 * window from a new one: ids come again, with the place that their client had at X.
 */
pid_t desk_maker(struct desk *desk, xcb_window_t window);

/* The child of the root that holds it: the window manager's frame, or itself. */
const struct desk_window *desk_top_of(
    const struct desk *desk, const struct desk_window *window);

/* How many viewable windows have part in their title or class. */
size_t desk_count(const struct desk *desk, const char *part);

/* Waits until such a window is viewable; NULL at the deadline. */
MUST_USE const struct desk_window *desk_await_window(
    struct desk *desk, const char *part, int64_t deadline);

/* Waits until no such window is viewable. */
MUST_USE bool desk_await_gone(struct desk *desk, const char *part, int64_t deadline);

/* A new screenshot, valid until the next; NULL when the server refuses. */
const struct picture *desk_picture(struct desk *desk);

/* --- the person's hands (desk_input.c) -------------------------------------------- */

void desk_move(struct desk *desk, int32_t x, int32_t y);
void desk_button(struct desk *desk, uint8_t button, bool down);
void desk_click(struct desk *desk, int32_t x, int32_t y);

/* False when no key makes this character (Latin-1, '\n' is Return). */
MUST_USE bool desk_key_of(
    const struct desk *desk, uint32_t character, uint8_t *keycode, bool *shift);
void desk_key(struct desk *desk, uint8_t keycode, bool down);

/* Types text at keys_per_second (presses; 0: as fast as it goes). */
MUST_USE bool desk_type(struct desk *desk, const char *text, unsigned keys_per_second);

/* Gives the focus to a window, as a pager would without a window manager. */
void desk_focus(struct desk *desk, xcb_window_t window);

#endif
