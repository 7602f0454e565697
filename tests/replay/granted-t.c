/* Descriptors as grants: what a dump becomes on a vchan. */
#include "replay/granted.h"
#include "tests/unit/tap.h"

#include <string.h>

/* WINDOW_DUMP of type 1, 64x32, one reference; little-endian as on the wire. */
static const uint8_t dump[] = {147, 0, 0, 0, 5, 0, 0, 0, 20, 0, 0, 0, /* header */
    1, 0, 0, 0, 64, 0, 0, 0, 32, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0};

static const uint8_t wanted[] = {147, 0, 0, 0, 5, 0, 0, 0, 24, 0, 0, 0, /* header */
    0, 0, 0, 0, 64, 0, 0, 0, 32, 0, 0, 0, 24, 0, 0, 0, 7, 0, 0, 0, 0, 1, 0, 0};

/* What is like it but for one byte. */
static bool
is_dump_with(size_t at, uint8_t value)
{
	uint8_t copy[sizeof(dump)];

	memcpy(copy, dump, sizeof(dump));
	copy[at] = value;
	return granted_is_dump(&(struct bytes){copy, sizeof(copy), sizeof(copy)});
}

int
main(void)
{
	static const uint32_t refs[] = {7, 256};
	uint8_t copy[sizeof(dump)];
	struct bytes in = {copy, sizeof(copy), sizeof(copy)};
	struct bytes out = {NULL, 0, 0};

	memcpy(copy, dump, sizeof(dump));
	ok(granted_is_dump(&in));
	ok(!is_dump_with(0, 146)); /* another message */
	ok(!is_dump_with(12, 0));  /* of type 0 already */
	ok(is_dump_with(16, 65));  /* of another size */
	in.len = 27;               /* cut off */
	ok(!granted_is_dump(&in));
	in.len = sizeof(copy);
	ok(granted_rewrite(&in, refs, 2, &out));
	ok(out.len == sizeof(wanted) && memcmp(out.at, wanted, sizeof(wanted)) == 0);
	bytes_finish(&out);
	return done_testing();
}
