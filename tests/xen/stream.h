/*
 * Whole records over a transport, waiting for the other domain up to a deadline; and
 * what test and peer say to each other.  For tests only: the product never waits so.
 */
#ifndef XEN_STREAM_H
#define XEN_STREAM_H

#include "protocol/transport/transport.h"

int64_t stream_now_ms(void); /* since some fixed moment */

/* False when the stream ended or the deadline (stream_now_ms()) passed. */
MUST_USE bool stream_put(
    struct transport *t, const void *bytes, size_t len, int64_t deadline);
MUST_USE bool stream_get(struct transport *t, void *out, size_t len, int64_t deadline);

/* Waits for an event; false when the other end is gone or none came in time. */
MUST_USE bool stream_wait(struct transport *t, int64_t deadline);

/* The word at index of what seed stands for: shows any loss, repetition or mix-up. */
uint32_t stream_word(uint32_t seed, uint32_t index);

/* len (whole words) of that pattern, put out or compared as it comes. */
MUST_USE bool stream_put_pattern(
    struct transport *t, uint32_t seed, size_t len, int64_t deadline);
MUST_USE bool stream_get_pattern(
    struct transport *t, uint32_t seed, size_t len, int64_t deadline);

/* What the test in dom0 asks of its peer in a guest. */
enum peer_request_type {
	PEER_SINK =
	    1,       /* bytes of seed's pattern follow; answers whether they were right */
	PEER_SOURCE, /* send bytes of seed's pattern */
	PEER_ECHO,   /* send back so many bytes as they come */
	PEER_DUMPS,  /* as an agent: bytes WINDOW_DUMP messages of PEER_DUMP_REFS */
	PEER_CLOSE,  /* end the stream, then serve anew */
	PEER_DIE,    /* at once, by SIGKILL */
	PEER_STALL,  /* answers 1, then reads and writes no more */
	PEER_SHARE,  /* share `bytes` pages with seed's pattern; answers status, refs */
	PEER_FILL,   /* seed's pattern into share `share` */
	PEER_UNSHARE, /* give share `share` back */
	PEER_LIMIT,   /* the kernel module's limit becomes `bytes` pages */
};

struct peer_request {
	uint32_t type; /* enum peer_request_type */
	uint32_t bytes;
	uint32_t seed;
	uint32_t share; /* 0..PEER_SHARES_MAX - 1 */
};

#define PEER_DUMP_REFS 65536u /* four times what a ring of 64 KiB holds */
#define PEER_SHARES_MAX 64u

#endif
