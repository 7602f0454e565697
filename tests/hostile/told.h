/*
 * What the daemon tells the person's programs, the strip among them: a viewer at its
 * desk socket.
 * Says nothing but HELLO.
 */
#ifndef HOSTILE_TOLD_H
#define HOSTILE_TOLD_H

#include "common/desk/desk.h"

#define TOLD_MOST 256 /* domains */

struct told {
	int fd; /* owned; -1: not connected */
	struct desk_domain domains[TOLD_MOST];
	size_t count; /* of those that were told of */
};

/* Connects to the socket at path, and hears of all that there is.  False with a
 * diagnostic. */
MUST_USE bool told_open(struct told *told, const char *path, int64_t deadline);
void told_close(struct told *told);

/* Takes what has been told so far, so that nothing later is lost. */
void told_drain(struct told *told);

/*
 * Waits until it is told what the words say; false at the deadline (clock_ms()).
 *   attention, no-attention, limited, misbehaved, held-off, running   of the domain
 *   held N, pasted N, refused, nothing   of the clipboard: N bytes, that are domain's,
 *                                        pasted into target
 */
MUST_USE bool told_await(struct told *told, const char *domain, const char *target,
    const char *words, int64_t deadline);

#endif
