/*
 * Memory of the worker's own that its X server maps too: room for pixels on their way
 * where the server cannot map the guest's.  Room is taken and given back in order. Knows
 * neither X nor whose pixels they are.
 */
#ifndef BUFFER_STAGE_H
#define BUFFER_STAGE_H

#include "common/base/base.h"

#define STAGE_GRAIN 64u /* bytes: pieces begin at a cache line */

struct stage;

/* Of size bytes, a multiple of STAGE_GRAIN; takes real memory only when used.  NULL with
 * errno. */
MUST_USE struct stage *stage_create(size_t size);
void stage_destroy(struct stage *stage); /* NULL is fine */

/* For the server to map, read-only; borrowed. */
int stage_fd(const struct stage *stage);

/* How many bytes stage_take() gives at once just now. */
size_t stage_room(const struct stage *stage);

/* Room that lies at *offset for the server.  len is 1 to stage_room(). */
uint8_t *stage_take(struct stage *stage, size_t len, uint32_t *offset);

/* What was taken since the last time is one shipment; there was something. */
void stage_ship(struct stage *stage);

/* The oldest shipment has arrived: its room is free. */
void stage_arrived(struct stage *stage);

#endif
