/* The input is a text's room. */
#include "protocol/wire/text.h"
#include "tests/fuzz/target.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct shown_text out = text_admit((struct guest_text){data, size});
	size_t len = strnlen(out.shown, sizeof(out.shown));

	if (len == sizeof(out.shown) || len > size) {
		abort();
	}
	for (size_t i = 0; i < len; i++) {
		uint8_t c = (uint8_t)out.shown[i];

		if (c < 0x20 || c == 0x7f || c >= 0xf5) {
			abort();
		}
	}
	/* What was admitted is fit to be admitted, unchanged. */
	struct shown_text again =
	    text_admit((struct guest_text){(const uint8_t *)out.shown, len});
	if (memcmp(&out, &again, sizeof(out)) != 0) {
		abort();
	}
	return 0;
}
