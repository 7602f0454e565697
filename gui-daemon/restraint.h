/*
 * What is held against a domain, as it decides when its next worker may start: how its
 * workers ended, and how often it offered its channel.  Remembered by the name that the
 * toolstack gave it, also while it offers none: nothing that a guest writes has it
 * forgotten.
 * Pure: is told the time, in seconds on the monotonic clock; starts nothing.
 */
#ifndef DAEMON_RESTRAINT_H
#define DAEMON_RESTRAINT_H

#include "gui-daemon/backoff.h"
#include "gui-daemon/control.h"

#define RESTRAINTS_KEPT 64u

struct restraint {
	struct backoff ends;     /* of workers */
	struct backoff misdeeds; /* of those the ones that the guest is to blame for */
	struct backoff offers;
	double offered_s; /* the last offer */
	double due_s;     /* no worker starts before */
	bool is_held;     /* for a misdeed: no offer brings it forward */
};

/* A worker that ran for ran_s ended. */
void restraint_end(
    struct restraint *restraint, double now_s, double ran_s, bool is_misdeed);

/* No worker for so long, or until a channel is offered. */
void restraint_pause(struct restraint *restraint, double now_s, double pause_s);

/*
 * A channel is offered, perhaps anew, as a new agent does: a worker may start at once,
 * unless offers come too often, or that would cut short what a misdeed has brought.
 */
void restraint_offer(struct restraint *restraint, double now_s);

/* A person, or the desktop, begins afresh. */
void restraint_forgive(struct restraint *restraint);

/* Seconds until a worker may start, 0 or more. */
double restraint_left(const struct restraint *restraint, double now_s);

/* Of domains that are not there now; the oldest gives way. */
struct restraints {
	struct {
		char name[DOMAIN_NAME_BYTES]; /* "": nothing */
		struct restraint restraint;
	} kept[RESTRAINTS_KEPT];
	size_t next;
};

void restraints_keep(
    struct restraints *all, const char *name, const struct restraint *restraint);

/* What is held against the domain that is back; nothing after BACKOFF_GOOD_S. */
struct restraint restraints_take(struct restraints *all, const char *name, double now_s);

#endif
