/*
 * Where the other side is: a UNIX socket's path, or vchan:DOMAIN[:PORT].
 * Every wait has an end.
 */
#ifndef REPLAY_ENDPOINT_H
#define REPLAY_ENDPOINT_H

#include "protocol/transport/transport.h"

/* CLOCK_MONOTONIC. */
int64_t endpoint_now_us(void);

/* Whether it is a vchan, and to which domain. */
bool endpoint_domain(const char *where, uint32_t *domain);

/*
 * As the agent: offers `where` and waits for one daemon until deadline_us, or until stop
 * (a descriptor, -1 for none) is readable.  NULL with *why.
 * A socket's file stays until endpoint_remove(): a daemon takes its end for the agent's.
 */
MUST_USE struct transport *endpoint_serve(
    const char *where, int64_t deadline_us, int stop, const char **why);
void endpoint_remove(const char *where);

/* As the daemon: tries until deadline_us.  NULL with *why. */
MUST_USE struct transport *endpoint_connect(
    const char *where, int64_t deadline_us, int stop, const char **why);

/* What to wait for on a transport. */
struct endpoint_watch {
	struct transport *transport; /* borrowed; NULL: nothing */
	bool read, write;
};

/*
 * Waits until something can move, `extra` (-1: none) is readable, or deadline_us.  True
 * when extra is.  That the other end is gone is for transport_read() to tell.
 */
bool endpoint_wait(
    const struct endpoint_watch *watches, size_t count, int extra, int64_t deadline_us);

#endif
