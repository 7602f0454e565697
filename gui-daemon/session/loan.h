/*
 * The record by which a user's session lends its display to paravent-daemon: one, on a
 * SOCK_SEQPACKET connection that stays open for as long as the loan lasts.
 * A plain value; opens nothing that it names.
 */
#ifndef SESSION_LOAN_H
#define SESSION_LOAN_H

#include "common/base/base.h"

#define LOAN_DISPLAY_BYTES 16    /* with NUL */
#define LOAN_AUTHORITY_BYTES 256 /* with NUL */

struct loan {
	char display[LOAN_DISPLAY_BYTES];     /* ":N" or ":N.S", on this machine */
	char authority[LOAN_AUTHORITY_BYTES]; /* path of its cookies; "" for none */
};

/* What the daemon answers when it takes a loan: one byte. */
#define LOAN_TAKEN 't'

/* NULL when these len bytes are a loan that can be used, else why not. */
MUST_USE const char *loan_check(const struct loan *loan, size_t len);

#endif
