/*
 * The way to the daemon: offered to one at a time, greeted, then read and written until
 * it ends; then offered anew (PROTOCOL.md). Knows no X but the screen's size; messages
 * are obey.c's and tell.c's.
 */
#ifndef AGENT_CHANNEL_H
#define AGENT_CHANNEL_H

#include "gui-agent/tell.h"

#include <ev.h>

struct options;

enum channel_phase {
	CHANNEL_OFFERED, /* nobody there */
	CHANNEL_VERSION, /* ours is sent, the daemon's awaited */
	CHANNEL_XCONF,
	CHANNEL_RUNNING,
	CHANNEL_ENDED, /* to be cleared away by channel_settle() */
};

struct channel {
	struct ev_loop *loop;          /* borrowed */
	const struct options *options; /* borrowed */
	struct tell tell;
	struct link *link; /* owned */
	int peer_fd;       /* borrowed from the link: to see a hang-up */
	int listener;      /* owned; -1 with Xen */
	ev_io listener_ready;
	enum channel_phase phase;
	uint32_t minor;
};

/* NULL when the channel is offered, else why not; channel_finish() either way. */
MUST_USE const char *channel_init(struct channel *channel, struct ev_loop *loop,
    const struct options *options, struct x *x);
void channel_finish(struct channel *channel);

/* Clears away what has ended, and offers the channel anew; once a turn. */
void channel_settle(struct channel *channel);

#endif
