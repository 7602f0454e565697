/*
 * Where windows are shown: a desktop's display, and the user whose it is.
 * Names them; opens nothing, and becomes nobody.
 */
#ifndef DAEMON_SEAT_H
#define DAEMON_SEAT_H

#include "common/base/base.h"

struct loan;

/* As in struct control_setup. */
struct seat {
	char display[64];
	char authority[256];
	uint32_t user; /* 0: who we are */
	uint32_t group;
};

/*
 * Our own display: "" for $DISPLAY.  False when there is none (why has been logged).
 */
MUST_USE bool seat_ours(struct seat *out, const char *display);

/*
 * The user called name, without a display as yet.  False when that cannot be: there is
 * no such user, or it is root, or we are neither root nor that user (why has been
 * logged).
 */
MUST_USE bool seat_of_user(struct seat *out, const char *name);

/* Its display, from a loan that was loan_check()ed. */
void seat_take_loan(struct seat *seat, const struct loan *loan);

#endif
