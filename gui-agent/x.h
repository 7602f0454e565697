/*
 * One guest X server as this agent uses it: the connection, and the state of each x_*
 * module.  x_* modules turn X into changes of windows, and orders into X requests; they
 * know nothing of messages, channels or daemons.
 */
#ifndef AGENT_X_H
#define AGENT_X_H

#include "gui-agent/windows.h"
#include "gui-agent/x_atoms.h"
#include "gui-agent/x_copy.h"
#include "gui-agent/x_offer.h"
#include "gui-agent/x_replies.h"
#include "gui-agent/x_tray.h"
#include "protocol/xext/paravent-x.h"

#include <xcb/xcb.h>

#define X_KEYS 256
#define X_BATCH_MAX 256 /* input events in one request */

/* Input under way to the guest; x_input.c. */
struct x_input {
	struct paravent_x_event batch[X_BATCH_MAX];
	size_t batched;
	uint8_t keys_down[X_KEYS / 8];     /* by us */
	uint16_t buttons_down;             /* bit n: X button n */
	uint8_t modifier_keys[X_KEYS / 8]; /* keycodes of modifiers that do not lock */
	uint8_t lock_keys[X_KEYS / 8];
	uint8_t locks; /* modifier bits that are locked in the guest */
};

/* Who has what in the guest; x_focus.c, x_stack.c. */
struct x_attention {
	uint32_t focus;     /* window that the daemon gave the focus; 0 none */
	uint32_t pointer;   /* window that the daemon's pointer is in; 0 none */
	bool focus_leaving; /* it shall go from there, unless another gets it this turn */
	uint32_t top;       /* window that nothing covers; 0 when not known */
	uint16_t first_raise, last_raise; /* sequence numbers of our requests */
	bool curtain_down; /* the curtain hides every window from the pointer */
};

/* x_cursor.c */
struct x_cursor {
	uint32_t shape;  /* as in CURSOR */
	uint32_t serial; /* of X's newest cursor */
	uint32_t names_count, names_added;
	struct x_cursor_name {
		xcb_atom_t name;
		uint32_t shape;
	} names[64];
};

struct x {
	xcb_connection_t *connection; /* owned */
	xcb_connection_t *buffers;    /* owned: for descriptors alone; x_buffer.c */
	int screen_number;
	xcb_window_t root;
	uint32_t width, height; /* px, of the root window */
	uint8_t root_depth;
	xcb_atom_t atoms[X_ATOMS];
	uint8_t damage_event, xfixes_event, xkb_event; /* first codes */
	uint8_t damage_error;
	bool buffers_are_grants;
	xcb_window_t check;       /* of _NET_SUPPORTING_WM_CHECK; owned */
	xcb_window_t curtain;     /* InputOnly, the root's size; owned */
	bool wants_buffers;       /* a daemon listens */
	size_t buffers_asked;     /* questions for buffers under way */
	uint32_t given_back;      /* counts what may have made pages free in the driver */
	uint32_t given_back_seen; /* by x_buffer_settle() */
	bool clients_changed;     /* _NET_CLIENT_LIST is stale */
	bool has_told_more; /* X: than of damage and geometry; whoever reads clears it */
	struct windows windows;
	struct x_replies replies;      /* on connection */
	struct x_replies descriptions; /* on buffers */
	bool buffers_came;             /* there is something to read on buffers */
	struct x_input input;
	struct x_attention attention;
	struct x_cursor cursor;
	struct x_copy copy;
	struct x_offer offer;
	struct x_tray tray;
};

/*
 * Connects to display (NULL: $DISPLAY) and takes the window manager's part.  NULL when
 * that worked, else why not; x_finish() either way.
 */
MUST_USE const char *x_init(struct x *x, const char *display);
void x_finish(struct x *x);

/* True for windows of our own, which nobody is told of. */
static inline bool
x_is_ours(const struct x *x, uint32_t window)
{
	return window == x->check || window == x->curtain;
}

#endif
