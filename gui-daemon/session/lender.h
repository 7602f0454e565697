/*
 * The daemon's end of the loan: a socket on which one user's session lends its display.
 * Knows who lends and for how long; never opens the display or what the loan names.
 *
 * The socket belongs to that user and nobody else may connect (mode 0600); the kernel's
 * word on who did (SO_PEERCRED, unix(7)) is checked besides.  One loan at a time: who
 * comes second waits in the socket's queue until the first is over.
 */
#ifndef SESSION_LENDER_H
#define SESSION_LENDER_H

#include "gui-daemon/session/loan.h"

#include <sys/types.h>

struct ev_loop;
struct lender;

struct lender_owner {
	/* A loan begins; the record is loan_check()ed. */
	void (*lent)(void *data, const struct loan *loan);
	/* It is over: the session has ended, or took it back. */
	void (*ended)(void *data);
	void *data; /* borrowed */
};

/*
 * Listens at path, where a stale socket is replaced, for user.  Its folder must be one in
 * which only we may write.  NULL when it cannot be made (why has been logged).
 */
MUST_USE struct lender *lender_create(
    struct ev_loop *loop, const char *path, uid_t user, const struct lender_owner *owner);

/* Removes the socket; a loan ends without ended().  NULL is fine. */
void lender_destroy(struct lender *lender);

#endif
