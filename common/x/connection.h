/*
 * One connection to an X server: the screen, our atoms, and the errors that we expect.
 * Must not know what its user draws.
 */
#ifndef X_CONNECTION_H
#define X_CONNECTION_H

#include "common/base/base.h"

#include <xcb/xcb.h>

enum x_atom {
#define ATOM(NAME, string) ATOM_##NAME,
#include "common/x/atoms.def"
	X_N_ATOMS,
};

#define X_MAX_EXPECTED 64
#define X_MOST_INTERNED 160

/* A request of which an error is nothing to worry about. */
struct x_expected {
	uint32_t sequence;
	uint8_t code; /* the error's */
};

struct x {
	xcb_connection_t *xcb; /* owned */
	xcb_screen_t *screen;  /* borrowed from the connection */
	xcb_atom_t atoms[X_N_ATOMS];
	struct x_expected expected[X_MAX_EXPECTED]; /* oldest first */
	size_t n_expected;
};

/*
 * Connects to display ("" or NULL: $DISPLAY) and interns the atoms.  NULL with *why, a
 * constant string, on failure.
 */
MUST_USE struct x *x_open(const char *display, const char **why);
void x_close(struct x *x); /* NULL is fine */

/*
 * The server's atoms for count names (at most X_MOST_INTERNED), in one round trip.  False
 * when the server went away.
 */
MUST_USE bool x_intern(
    struct x *x, const char *const *names, size_t count, xcb_atom_t *out);

/* Declares that the request with this cookie's sequence may fail with this code. */
void x_expect_error(struct x *x, unsigned int sequence, uint8_t code);

/* True for an error that was declared; forgets it and all that came before it. */
MUST_USE bool x_take_expected(struct x *x, const xcb_generic_error_t *error);

/* Did the same X client make both?  By their ids ("Connection Setup", X 11 protocol). */
bool x_is_same_client(const struct x *x, xcb_window_t a, xcb_window_t b);

/* Is it a window of this connection's? */
bool x_is_own(const struct x *x, xcb_window_t window);

/* True when the server is on this machine and can be passed descriptors. */
bool x_is_local(const struct x *x);

#endif
