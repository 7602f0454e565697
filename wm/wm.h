/*
 * The window manager's session: everything that there is once, and what the parts of it
 * ask of each other.  What should be is changed anywhere; present.c pushes it once in a
 * turn.
 * No part keeps state outside of struct wm.
 */
#ifndef WM_WM_H
#define WM_WM_H

#include "common/x/loop.h"
#include "wm/client.h"
#include "wm/config.h"
#include "wm/drag.h"
#include "wm/focus.h"
#include "wm/monitor.h"
#include "wm/owner.h"
#include "wm/ping.h"
#include "wm/switcher.h"
#include "wm/sync.h"
#include "wm/theme.h"

#include <xcb/xcb_keysyms.h>

enum wm_atom {
#define WM_ATOM(NAME, string) A_##NAME,
#include "wm/atoms.def"
	A_N,
};

enum wm_end {
	WM_RUNS,
	WM_QUITS,    /* asked to, or replaced: a normal end */
	WM_RESTARTS, /* the program is to be started anew in its place */
	WM_FAILED,
};

enum wm_dirt {
	WM_DIRT_STACK = 1,
	WM_DIRT_FOCUS = 2,
	WM_DIRT_CLIENTS = 4,    /* lists on the root */
	WM_DIRT_WORKSPACES = 8, /* current, number */
	WM_DIRT_AREAS = 16,     /* monitors, struts */
	WM_DIRT_SHOWING = 32,
};

struct wm {
	struct ev_loop *loop; /* borrowed */
	struct x *x;          /* owned */
	struct x_loop *watch; /* owned */
	xcb_atom_t atoms[A_N];
	xcb_window_t root;
	xcb_window_t check; /* ours: owns WM_S0, and has the focus when nobody has */
	struct config config;
	const char *config_path; /* borrowed */
	bool config_must_exist;
	struct theme theme;
	struct owners *owners;      /* owned */
	xcb_key_symbols_t *keysyms; /* owned */
	uint16_t
	    lock_masks[4]; /* combinations of locks that do not count: 0, Caps, ... */
	struct client *first, *last; /* owned, in the order of mapping */
	size_t n_clients;
	uint64_t raises;
	struct focus_history history;
	struct client *focused;    /* borrowed: who is to have it; NULL: nobody */
	struct client *told_focus; /* borrowed: who was given it */
	bool focus_is_told;
	unsigned int focused_by; /* number of the request that gave it last */
	bool owes_take_focus;    /* WM_TAKE_FOCUS waits for a time of the server's */
	struct monitors monitors;
	uint32_t workspace, n_workspaces;
	bool showing_desktop;
	struct drag drag;
	struct switcher switcher;
	struct sync sync;
	struct ping ping;
	xcb_timestamp_t time;        /* of the last event that had one */
	xcb_timestamp_t selected_at; /* when WM_S0 became ours */
	xcb_window_t pressed_bar_of; /* whose title bar was pressed last, and when */
	xcb_timestamp_t pressed_bar_at;
	uint32_t dirt;       /* enum wm_dirt */
	uint8_t randr_event; /* 0: no RandR */
	uint8_t sync_event;  /* 0: no SYNC */
	uint8_t sync_error;  /* likewise: the first of its errors */
	enum wm_end end;
	bool was_restarted;
};

/* --- life (wm.c) ------------------------------------------------------------------- */

struct wm_options {
	const char *config; /* borrowed */
	bool config_must_exist;
	const char *desk;   /* borrowed; NULL: the daemon's usual desk socket */
	bool replace;       /* take over from another window manager */
	bool was_restarted; /* by ourselves: take up what was saved */
};

/* Takes over the screen and its windows.  NULL, after a line in the log. */
MUST_USE struct wm *wm_create(
    struct ev_loop *loop, struct x *x, const struct wm_options *options);

/* Gives windows back, as they are seen; NULL is fine.  Closes the connection. */
void wm_destroy(struct wm *wm);

/* When this turn of the loop began. */
static inline int64_t
wm_now_ms(const struct wm *wm)
{
	return (int64_t)(ev_now(wm->loop) * 1000);
}

/* Leaves the loop; the first reason counts. */
static inline void
wm_end(struct wm *wm, enum wm_end end)
{
	if (wm->end == WM_RUNS) {
		wm->end = end;
	}
	ev_break(wm->loop, EVBREAK_ALL);
}

/* --- events.c ---------------------------------------------------------------------- */

void events_take(struct wm *wm, const xcb_generic_event_t *event);

/* True for errors that the sudden end of something of a client's explains. */
bool events_forgive(struct wm *wm, const xcb_generic_error_t *error);

/* pointer.c: events as the server sent them. */
void pointer_press(struct wm *wm, const void *event);
void pointer_release(struct wm *wm, const void *event);
void pointer_motion(struct wm *wm, const void *event);
void pointer_crossing(struct wm *wm, const void *event);

/* messages.c: EWMH's and ICCCM's requests to the root. */
void messages_take(struct wm *wm, const xcb_client_message_event_t *event);

/* --- present.c --------------------------------------------------------------------- */

/* Pushes all that is to be pushed. */
void present_settle(struct wm *wm);

/* --- icccm.c: what clients say and hear (ICCCM 4) ---------------------------------- */

/* Reads all that a client says of itself. */
void icccm_read(struct wm *wm, struct client *client);
/* Only what its frame depends on: its type and _MOTIF_WM_HINTS. */
void icccm_read_look(struct wm *wm, struct client *client);
/* Its owner is another than was thought: what it may claim is, too (wm/trust.h). */
void icccm_read_claims(struct wm *wm, struct client *client);
/* One of its properties changed. */
void icccm_reread(struct wm *wm, struct client *client, xcb_atom_t property);
void icccm_set_state(struct wm *wm, xcb_window_t window, uint32_t state);
/* The state that is recorded on a window (ICCCM 4.1.3.1); 0 when none is. */
uint32_t icccm_get_state(struct wm *wm, xcb_window_t window);
void icccm_forget(struct wm *wm, xcb_window_t window);
/* ICCCM 4.1.5. */
void icccm_notify(struct wm *wm, const struct client *client);
void icccm_close(struct wm *wm, struct client *client);
/* Gives it the focus (NULL: nobody), as its model of input has it (ICCCM 4.1.7). */
void icccm_give_focus(struct wm *wm, const struct client *client);
/* The time of that is known now: whoever is to take it itself is told. */
void icccm_tell_focus(struct wm *wm);

/* --- ewmh.c: what EWMH has a window manager tell ----------------------------------- */

void ewmh_announce(struct wm *wm);
void ewmh_retire(struct wm *wm);
void ewmh_push_client(struct wm *wm, struct client *client);
void ewmh_push_root(struct wm *wm);
void ewmh_tell_extents(struct wm *wm, xcb_window_t window, struct insets insets);
/* What is said before mapping: states, workspace, type. */
void ewmh_read(struct wm *wm, struct client *client);
void ewmh_read_type(struct wm *wm, struct client *client);
void ewmh_read_strut(struct wm *wm, struct client *client);
void ewmh_read_user_time(struct wm *wm, struct client *client);
uint32_t ewmh_state_of(const struct wm *wm, xcb_atom_t atom); /* 0: none of ours */

/* --- actions and keys -------------------------------------------------------------- */

void act(struct wm *wm, enum action action, const char *argument, struct client *client);

void keys_take(struct wm *wm, const xcb_key_press_event_t *event);
uint32_t keys_keysym(struct wm *wm, xcb_keycode_t code);

/* --- admit.c: trust applied -------------------------------------------------------- */

enum trust_answer admit_new(struct wm *wm, struct client *client);
/* A window that asks to lie elsewhere: does it, or stays it where it is? */
bool admit_place(const struct wm *wm, const struct client *client, struct rect normal);
bool admit_focus(struct wm *wm, const struct client *client, enum trust_who who);
void admit_fullscreen(struct wm *wm, struct client *client, enum trust_who who);
/* Marks it as wanting the person. */
void admit_ask(struct wm *wm, struct client *client);

#endif
