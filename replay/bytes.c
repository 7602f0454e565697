#include "replay/bytes.h"

#include <stdlib.h>
#include <string.h>

void
bytes_finish(struct bytes *b)
{
	free(b->at);
	*b = (struct bytes){NULL, 0, 0};
}

static bool
grow(struct bytes *b, size_t room)
{
	size_t wanted = b->room > 0 ? b->room : 32;

	while (wanted < room) {
		if (wanted > SIZE_MAX / 2) {
			return false;
		}
		wanted *= 2;
	}
	uint8_t *at = realloc(b->at, wanted);
	if (!at) {
		return false;
	}
	b->at = at;
	b->room = wanted;
	return true;
}

bool
bytes_add(struct bytes *b, const void *from, size_t len)
{
	if (len > SIZE_MAX - b->len ||
	    (b->len + len > b->room && !grow(b, b->len + len))) {
		return false;
	}
	if (len > 0 && from) {
		memcpy(b->at + b->len, from, len);
	} else if (len > 0) {
		memset(b->at + b->len, 0, len);
	}
	b->len += len;
	return true;
}

bool
bytes_copy(struct bytes *out, const void *from, size_t len)
{
	*out = (struct bytes){NULL, 0, 0};
	return bytes_add(out, from, len);
}

void
bytes_write(FILE *out, const struct bytes *b)
{
	if (b->len > 0) {
		fwrite(b->at, 1, b->len, out);
	}
}
