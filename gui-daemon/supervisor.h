/*
 * One worker for each domain that offers a channel: started, started again, ended.
 * Never looks at what a guest sends.
 */
#ifndef DAEMON_SUPERVISOR_H
#define DAEMON_SUPERVISOR_H

#include "gui-daemon/control.h"

struct config;
struct desk_server;
struct domain_ref;
struct ev_loop;
struct seat;
struct supervisor;

struct supervisor_options {
	const char *worker;       /* borrowed for ever: path of paravent-guest */
	struct desk_server *desk; /* borrowed; NULL: nobody is told of domains */
	uint8_t texture[CONTROL_TEXTURE_BYTES]; /* the session's secret */
	bool verbose;
};

/* Takes config.  loop must be libev's default one.  NULL when out of memory. */
MUST_USE struct supervisor *supervisor_create(struct ev_loop *loop,
    const struct supervisor_options *options, struct config *config);

/* Only when no worker runs: before any supervisor_add(), or after stopped().  NULL is
 * fine. */
void supervisor_destroy(struct supervisor *supervisor);

/*
 * From now on workers show windows there (copied); all that run for another seat end
 * first.  NULL, as at the beginning: nowhere, and no worker runs.
 */
void supervisor_seat(struct supervisor *supervisor, const struct seat *seat);

/* A domain offers its channel, perhaps anew; it no longer does. */
void supervisor_add(struct supervisor *supervisor, const struct domain_ref *ref);
void supervisor_remove(struct supervisor *supervisor, const struct domain_ref *ref);

/*
 * Takes config.  Workers whose domain's mark it changes start again; those that wait do
 * so now.
 */
void supervisor_reload(struct supervisor *supervisor, struct config *config);

/* What the strip says (desk_server.h), and the person about a domain. */
void supervisor_strip(struct supervisor *supervisor, bool has_strip);
void supervisor_covered(struct supervisor *supervisor, bool is_covered);
void supervisor_shown(struct supervisor *supervisor, uint32_t serial);
void supervisor_lock(struct supervisor *supervisor, bool is_locked);
void supervisor_reserve(struct supervisor *supervisor, const struct reserve *reserve);
void supervisor_pause(struct supervisor *supervisor, uint32_t id, bool pause);

/*
 * Ends all workers, and starts none from now on; stopped(data) comes when none is left,
 * perhaps before this returns.  Called a second time it kills them.
 */
void supervisor_stop(
    struct supervisor *supervisor, void (*stopped)(void *data), void *data);

#endif
