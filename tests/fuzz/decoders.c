/* The first byte names a message, in the order of the list; the rest is its body. */
#include "tests/fuzz/decode.h"
#include "tests/fuzz/target.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct wire_message *m = size > 0 ? wire_message_at(data[0]) : NULL;

	/* A body is a message exactly when its length is legal. */
	if (m &&
	    fuzz_decode(m->number, data + 1, size - 1) !=
	        wire_message_fits(m, size - 1)) {
		abort();
	}
	return 0;
}
