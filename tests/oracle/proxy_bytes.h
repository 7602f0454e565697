/*
 * What the proxy has read of one end's stream and not yet passed on.
 * Knows nothing of requests.
 */
#ifndef ORACLE_PROXY_BYTES_H
#define ORACLE_PROXY_BYTES_H

#include "protocol/transport/transport.h"

struct proxy_bytes {
	uint8_t *data; /* owned */
	size_t head, tail, capacity;
};

/* False at the end of the stream. */
MUST_USE bool proxy_bytes_read(struct proxy_bytes *bytes, struct transport *from);

#endif
