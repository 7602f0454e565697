/*
 * A transport around another one, which counts calls and misbehaves as told.
 */
#ifndef UNIT_SPY_H
#define UNIT_SPY_H

#include "protocol/transport/transport.h"

struct spy {
	struct transport *inner;        /* owned by the transport around it */
	enum transport_buffers buffers; /* what it says of itself */
	size_t most;                    /* bytes that one call moves; 0: any number */
	uint64_t seed;                  /* not 0: a random part of that */
	unsigned reads, writes;         /* calls that moved something */
};

/* Takes inner; spy must outlive what is returned. */
struct transport *spy_around(struct spy *spy, struct transport *inner);

#endif
