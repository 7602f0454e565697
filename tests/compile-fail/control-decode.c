#include "protocol/wire/messages.h"
bool f(const void *body, size_t len, uint32_t *width);
bool
f(const void *body, size_t len, uint32_t *width)
{
	struct guest_create create;

	return wire_decode_guest_create(body, len, &create) &&
	    guest_u32_in(create.width, 1, WIRE_MAX_WIDTH, width);
}
