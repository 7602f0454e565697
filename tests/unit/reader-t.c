/* Reader and writer by themselves; messages-t.c has them in use. */
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "tests/unit/tap.h"

#include <string.h>

static const uint8_t bytes[] = {1, 0, 0, 0x80, 0xff, 0xff, 0xff, 0xff, 'a', 'b'};

static void
takes_in_order(void)
{
	struct wire_reader r = wire_reader_init(bytes, sizeof(bytes));

	ok(wire_take_u32(&r).guest_raw == 0x80000001);
	ok(!wire_reader_end(&r));
	ok(wire_take_i32(&r).guest_raw == -1);
	struct guest_text text = wire_take_text(&r, 2);
	ok(text.guest_room == 2 && memcmp(text.guest_at, "ab", 2) == 0);
	ok(wire_reader_end(&r));
}

static void
failure_sticks(void)
{
	struct wire_reader r = wire_reader_init(bytes, 3);

	ok(wire_take_u32(&r).guest_raw == 0 && !wire_reader_end(&r));
	struct guest_bytes one =
	    wire_take_bytes(&r, 1); /* would fit, but comes too late */
	ok(one.guest_at == NULL && one.guest_len == 0 && !wire_reader_end(&r));
	ok(wire_take_data(&r, 3).guest_len == 0 && !wire_reader_end(&r));
	ok(wire_take_words(&r, 0, 3).guest_count == 0 && !wire_reader_end(&r));
}

static void
left_over_is_a_failure(void)
{
	struct wire_reader r = wire_reader_init(bytes, 5);

	(void)wire_take_u32(&r);
	ok(!wire_reader_end(&r));
	struct wire_reader nothing = wire_reader_init(NULL, 0);
	ok(wire_reader_end(&nothing));
}

static void
words_are_whole_and_bounded(void)
{
	static const struct {
		size_t len, least, most;
		bool fits;
	} cases[] = {{8, 0, 2, true}, {8, 2, 2, true}, {8, 0, 1, false}, {8, 3, 9, false},
	    {7, 0, 2, false}, {9, 0, 9, false}, {0, 0, 0, true}, {0, 1, 2, false}};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct wire_reader r = wire_reader_init(bytes, cases[i].len);
		struct guest_words w = wire_take_words(&r, cases[i].least, cases[i].most);

		ok(wire_reader_end(&r) == cases[i].fits &&
		    guest_words_count(w) == (cases[i].fits ? cases[i].len / 4 : 0));
	}
}

static void
guest_values_unwrap_in_bounds(void)
{
	uint32_t u = 77;
	int32_t i = 77;

	ok(!guest_u32_in((struct guest_u32){11}, 1, 10, &u) && u == 77);
	ok(!guest_u32_in((struct guest_u32){0}, 1, 10, &u) && u == 77);
	ok(guest_u32_in((struct guest_u32){10}, 1, 10, &u) && u == 10);
	ok(!guest_i32_in((struct guest_i32){-6}, -5, 5, &i) && i == 77);
	ok(guest_i32_in((struct guest_i32){-5}, -5, 5, &i) && i == -5);
	ok(guest_u32_clamp((struct guest_u32){UINT32_MAX}, 1, 10) == 10);
	ok(guest_u32_clamp((struct guest_u32){0}, 1, 10) == 1);
	ok(guest_i32_clamp((struct guest_i32){INT32_MIN}, -5, 5) == -5);
	ok(guest_i32_clamp((struct guest_i32){3}, -5, 5) == 3);
	ok(guest_u32_is_true((struct guest_u32){0x100}));
	ok(guest_u32_bits((struct guest_u32){0xff}, 0x105) == 5);
}

static void
writer_keeps_to_its_room(void)
{
	uint8_t room[8];
	struct wire_writer w = wire_writer_init(room, 7);

	memset(room, 0xee, sizeof(room));
	wire_put_u32(&w, 0x04030201);
	ok(wire_writer_end(&w) == 4);
	wire_put_i32(&w, -1);
	ok(wire_writer_end(&w) == SIZE_MAX);
	wire_put_bytes(&w, "x", 1); /* would fit, but comes too late */
	ok(wire_writer_end(&w) == SIZE_MAX);
	ok(memcmp(room, "\1\2\3\4\xee\xee\xee\xee", 8) == 0);

	w = wire_writer_init(room, 8);
	wire_put_text(&w, "longer", 4);
	wire_put_text(&w, "ab", 4);
	ok(wire_writer_end(&w) == 8 && memcmp(room, "lon\0ab\0\0", 8) == 0);
	w = wire_writer_init(NULL, 0);
	wire_put_bytes(&w, NULL, 0);
	ok(wire_writer_end(&w) == 0);
}

int
main(void)
{
	takes_in_order();
	failure_sticks();
	left_over_is_a_failure();
	words_are_whole_and_bounded();
	guest_values_unwrap_in_bounds();
	writer_keeps_to_its_room();
	return done_testing();
}
