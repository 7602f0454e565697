/*
 * What the daemon is told: the difference between what windows are and what it knows.
 * Sends messages; never asks X anything but to release buffers.
 */
#ifndef AGENT_TELL_H
#define AGENT_TELL_H

#include "gui-agent/x.h"

struct link;

struct tell {
	struct x *x;                          /* borrowed */
	struct link *link;                    /* borrowed; NULL while no daemon listens */
	bool acks_dumps;                      /* the daemon's version is 1.7 or later */
	bool acks_destroys;                   /* 1.5 or later */
	uint32_t cursor_window, cursor_shape; /* as last told */
	bool takes_large_copies;              /* 1.8 or later */
	size_t unacked; /* buffers told of and not acknowledged, of all windows */
};

/* A daemon of protocol 1.minor listens from now on: everything is told anew. */
void tell_start(struct tell *tell, struct link *link, uint32_t minor);

/* It has ended: nobody knows anything, and every buffer is given back. */
void tell_stop(struct tell *tell);

/* Tells all that is to be told, as far as the channel has room. */
void tell_all(struct tell *tell);

/* The acknowledgements of the daemon. */
void tell_dump_acknowledged(struct tell *tell, uint32_t window);
void tell_destroy_acknowledged(struct tell *tell, uint32_t window);

#endif
