/*
 * Where domains come from: a directory of agents' sockets, or Xen.
 * Tells which are there and where their channel is; neither connects nor reads from one.
 */
#ifndef DAEMON_DOMAINS_H
#define DAEMON_DOMAINS_H

#include "gui-daemon/control.h"

struct ev_loop;
struct rundir;
struct domain_source;

/* A domain that offers a channel. */
struct domain_ref {
	char name[DOMAIN_NAME_BYTES]; /* domain_name_is_valid() */
	bool xen;
	uint32_t domain;  /* Xen's id, where xen */
	char socket[108]; /* path, where not xen */
};

struct domain_listener {
	/* A channel is offered, perhaps anew. */
	void (*appeared)(void *data, const struct domain_ref *ref);
	/* It is no longer offered; ref as it appeared. */
	void (*vanished)(void *data, const struct domain_ref *ref);
	/* The source itself is gone for good; why has been logged. */
	void (*lost)(void *data);
	void *data; /* borrowed */
};

/*
 * Sockets NAME.sock in dir.  Those that are there appear before this returns.  NULL when
 * it cannot be watched (why has been logged).
 */
MUST_USE struct domain_source *domains_local_create(struct ev_loop *loop,
    const struct rundir *dir, const struct domain_listener *listener);

/* Xen domains that publish a vchan for us on WIRE_PORT (only with --with-xen). */
MUST_USE struct domain_source *domains_xen_create(
    struct ev_loop *loop, const struct domain_listener *listener);

/* What every source starts with. */
struct domain_source {
	void (*destroy)(struct domain_source *source);
};

void domain_source_destroy(struct domain_source *source); /* NULL is fine */

#endif
