/*
 * A window that is managed: what it asked for, what should be, and what the X server was
 * last told.  Changes here are pushed by present.c, once in a turn.
 * Makes no request of its own but in manage.c, which takes and lets go of windows.
 */
#ifndef WM_CLIENT_H
#define WM_CLIENT_H

#include "wm/frame.h"
#include "wm/hints.h"
#include "wm/home.h"
#include "wm/place.h"
#include "wm/stack.h"
#include "wm/text.h"
#include "wm/trust.h"

#include <xcb/xcb.h>

struct wm;

/* EWMH, _NET_WM_STATE; the bit's number is the row in ewmh_states.c's table. */
enum client_state {
	STATE_MODAL = 1 << 0,
	STATE_STICKY = 1 << 1,
	STATE_MAXIMIZED_VERT = 1 << 2,
	STATE_MAXIMIZED_HORZ = 1 << 3,
	STATE_SHADED = 1 << 4,
	STATE_SKIP_TASKBAR = 1 << 5,
	STATE_SKIP_PAGER = 1 << 6,
	STATE_HIDDEN = 1 << 7,
	STATE_FULLSCREEN = 1 << 8,
	STATE_ABOVE = 1 << 9,
	STATE_BELOW = 1 << 10,
	STATE_ATTENTION = 1 << 11,
	STATE_FOCUSED = 1 << 12,
	STATE_MAXIMIZED = STATE_MAXIMIZED_VERT | STATE_MAXIMIZED_HORZ,
};

enum client_type {
	TYPE_NORMAL,
	TYPE_DESKTOP,
	TYPE_DOCK,
	TYPE_TOOLBAR,
	TYPE_MENU,
	TYPE_UTILITY,
	TYPE_SPLASH,
	TYPE_DIALOG,
	TYPE_POPUP, /* menus, tooltips, notifications, combos, drags */
};

enum client_protocol {
	PROTOCOL_DELETE = 1,
	PROTOCOL_TAKE_FOCUS = 2,
	PROTOCOL_PING = 4,
	PROTOCOL_SYNC = 8,
};

#define WORKSPACE_ALL UINT32_MAX

/* What the server was told; has_* tells whether anything was. */
struct client_shown {
	bool is_placed;
	struct rect client; /* px, on the root */
	struct insets insets;
	bool frame_mapped, client_mapped;
	bool is_shaded;
	uint32_t states;
	uint32_t workspace;
	uint32_t wm_state; /* ICCCM 4.1.3.1; UINT32_MAX: nothing yet */
	uint32_t actions;
	bool has_extents;
	struct insets extents;
	bool has_visible_name;
};

enum client_dirt {
	DIRT_PLACE = 1,
	DIRT_TITLE = 2,
	DIRT_STATE = 4,
	DIRT_MAP = 8,
	DIRT_NOTIFY = 16, /* it asked, and hears where it is, changed or not */
	DIRT_ALL = 15,
};

struct client {
	struct client *next, *previous; /* in the order of mapping */
	xcb_window_t window;
	xcb_colormap_t colormap;
	struct frame frame;
	unsigned int framed_by; /* number of the request that put it into its frame */
	trust_owner owner;
	bool owner_known; /* somebody says that it is so: it may be marked */

	/* what it says */
	char title[TEXT_BYTES];
	struct size_hints size;
	struct wm_hints hints;
	struct motif_hints motif;
	enum client_type type;
	bool is_strip;              /* dom0's paravent-strip */
	xcb_window_t strip_top;     /* its popup (strip_top.h); 0: not known */
	xcb_window_t transient_for; /* 0: none; the root: of its group */
	uint32_t protocols;         /* enum client_protocol */
	bool has_strut;
	struct strut strut;
	uint32_t sync_counter; /* 0: none */
	bool has_user_time;
	uint32_t user_time;
	xcb_window_t user_time_window;
	uint32_t old_border; /* px */
	bool was_framed;     /* taken up where it stood: no gravity moves it */

	/* what should be */
	struct rect normal; /* px, on the root: the client when nothing special is on */
	struct home home;
	uint32_t states; /* enum client_state */
	enum tile tile;
	uint32_t workspace; /* from 0; WORKSPACE_ALL */
	bool has_fullscreen_monitors;
	struct rect fullscreen_area; /* px: what it asked to span */
	bool hidden_by_show_desktop;
	bool is_silent;       /* it was asked to close, and does not answer */
	int64_t sent_away_ms; /* when the person closed, minimised or moved it off; 0 */
	bool has_had_focus;

	/* pushing */
	uint32_t dirt; /* enum client_dirt */
	struct client_shown shown;
	uint32_t ignored_unmaps;
	uint64_t raised; /* grows: when it was raised last */
	bool wants_notify;
};

/* --- finding ----------------------------------------------------------------------- */

/* By its own window, its frame, or any part of that; NULL. */
struct client *client_find(const struct wm *wm, xcb_window_t window);
struct client *client_find_own(const struct wm *wm, xcb_window_t window);

/* --- life (manage.c) --------------------------------------------------------------- */

/* Takes a window under management, unless it does not want that.  NULL then. */
struct client *client_manage(struct wm *wm, xcb_window_t window, bool is_adopted);

enum client_release {
	CLIENT_GONE,      /* the window does not exist any more, or is somebody else's */
	CLIENT_WITHDRAWN, /* back to the root, unmapped, and nothing remembers us */
	CLIENT_HANDED_OVER, /* back to the root for the next manager, as it is */
};

void client_unmanage(struct wm *wm, struct client *client, enum client_release release);

/* --- what should be (client_change.c)
 * ---------------------------------------------------------------- */

/* Who asked for others in vain is told of those that it has. */
void client_repeat_states(struct client *client);
void client_set_states(
    struct wm *wm, struct client *client, uint32_t add, uint32_t remove);
void client_set_workspace(struct wm *wm, struct client *client, uint32_t workspace);
void client_set_tile(struct wm *wm, struct client *client, enum tile tile);
void client_raise(struct wm *wm, struct client *client);
void client_lower(struct wm *wm, struct client *client);

/*
 * Moves or resizes what is not held by a state: normal becomes so, as far as its size
 * hints allow and its title bar stays within reach.  A dock or a desktop window is where
 * it says.
 */
void client_set_normal(struct wm *wm, struct client *client, struct rect normal);

/* The person sends it away, just now: closes it, minimises it, to another workspace. */
void client_send_away(struct wm *wm, struct client *client);

/* Gives it the focus, whoever asks: trust was consulted before.  NULL: who has it gives
 * it up. */
void client_focus(struct wm *wm, struct client *client);

/* --- questions --------------------------------------------------------------------- */

bool client_is_on(const struct client *client, uint32_t workspace);
bool client_is_visible(const struct wm *wm, const struct client *client);
/* A dock or a desktop: it is where it says. */
bool client_is_fixture(const struct client *client);
bool client_may_focus(const struct client *client);
bool client_may_move(const struct client *client);
bool client_may_resize(const struct client *client);
bool client_has_bar(const struct client *client);
enum layer client_layer(const struct wm *wm, const struct client *client);

/* The parent that it is a dialog of, managed too; NULL. */
struct client *client_parent(const struct wm *wm, const struct client *client);

/* Something of it is to be pushed: enum client_dirt. */
void client_touch(struct client *client, uint32_t dirt);

#endif
