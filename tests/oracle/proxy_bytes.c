#include "tests/oracle/proxy_bytes.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK 65536u /* bytes of one read */

static uint8_t *
make_room(struct proxy_bytes *bytes, size_t room)
{
	size_t len = bytes->tail - bytes->head;

	if (bytes->head > 0) {
		memmove(bytes->data, bytes->data + bytes->head, len);
		bytes->head = 0;
		bytes->tail = len;
	}
	if (bytes->capacity < len + room) {
		bytes->capacity = 2 * (len + room);
		bytes->data = realloc(bytes->data, bytes->capacity);
		if (!bytes->data) {
			bug("the proxy is out of memory");
		}
	}
	return bytes->data + bytes->tail;
}

bool
proxy_bytes_read(struct proxy_bytes *bytes, struct transport *from)
{
	ssize_t got = transport_read(from, make_room(bytes, CHUNK), CHUNK);

	bytes->tail += got > 0 ? (size_t)got : 0;
	return got >= 0;
}
