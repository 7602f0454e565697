/*
 * The input is a capture of paravent-replay, as text or binary.  What is read can be
 * printed, and what was printed reads and prints as the same.
 */
#include "replay/binary.h"
#include "replay/print.h"
#include "tests/fuzz/target.h"

#include <stdlib.h>
#include <string.h>

struct printed {
	char *text; /* owned */
	size_t len;
};

static struct printed
print(const struct capture *capture)
{
	struct printed out = {0};
	FILE *file = open_memstream(&out.text, &out.len);

	if (!file) {
		abort();
	}
	print_capture(file, capture);
	if (fclose(file) != 0) {
		abort();
	}
	return out;
}

static void
check(const struct capture *capture)
{
	struct complaint complaint;
	struct capture again = {0};
	struct printed once = print(capture);

	if (!parse_text(once.text, once.len, &again, &complaint)) {
		abort();
	}
	struct printed twice = print(&again);
	if (once.len != twice.len || memcmp(once.text, twice.text, once.len) != 0) {
		abort();
	}
	free(once.text);
	free(twice.text);
	capture_finish(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct complaint complaint = {0};
	struct capture capture = {0};
	bool reads = binary_is(data, size)
	    ? binary_read(data, size, &capture, &complaint)
	    : parse_text((const char *)data, size, &capture, &complaint);

	if (reads) {
		check(&capture);
	} else if (!memchr(complaint.text, 0, sizeof(complaint.text))) {
		abort();
	}
	capture_finish(&capture);
	return 0;
}
