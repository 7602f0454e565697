/*
 * The door in the trusted boundary: what of a guest's numbers gets through.
 */
#include "gui-daemon/guest/admit.h"
#include "gui-daemon/guest/winstate.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

#define DECODE(name, body, len, out)                             \
	do {                                                     \
		if (!wire_decode_guest_##name(body, len, out)) { \
			abort();                                 \
		}                                                \
	} while (0)

/* clang-format off */
static const struct {
	const char *name;
	struct msg_create in;
	struct rect out;
	bool clamped;
} places[] = {
    {"ordinary", {10, -20, 300, 200, 0, 0}, {10, -20, 300, 200}, false},
    {"no size", {0, 0, 0, 0, 0, 0}, {0, 0, 1, 1}, true},
    {"largest", {0, 0, 16384, 6144, 0, 0}, {0, 0, 16384, 6144}, false},
    {"too large", {0, 0, 16385, 6145, 0, 0}, {0, 0, 16384, 6144}, true},
    {"all bits", {-1, -1, UINT32_MAX, UINT32_MAX, 0, 0}, {-1, -1, 16384, 6144}, true},
    {"far", {INT32_MAX, INT32_MIN, 1, 1, 0, 0}, {16127, -16384, 1, 1}, true},
};
/* clang-format on */

static void
test_places(void)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct guest_create create;
		struct guest_configure configure;
		struct window_place out;
		uint8_t body[24];

		size_t len = wire_encode_create(body, sizeof(body), &places[i].in);
		DECODE(create, body, len, &create);
		ok_named(!admit_create(&create, &out) &&
		        rect_equals(out.content, places[i].out) &&
		        out.was_clamped == places[i].clamped && !out.override_redirect,
		    places[i].name);
		struct msg_configure m = {places[i].in.x, places[i].in.y,
		    places[i].in.width, places[i].in.height, 1};
		len = wire_encode_configure(body, sizeof(body), &m);
		DECODE(configure, body, len, &configure);
		ok_named(!admit_configure(&configure, &out) &&
		        rect_equals(out.content, places[i].out) && !out.override_redirect,
		    places[i].name);
	}
}

static void
test_version(void)
{
	static const struct {
		uint32_t in, minor;
		bool refused;
	} cases[] = {
	    {0x10000, 0, false},
	    {0x10008, 8, false},
	    {0x10009, 8, false},
	    {0x1ffff, 8, false},
	    {0x20000, 0, true},
	    {0xffff, 0, true},
	    {UINT32_MAX, 0, true},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		uint8_t bytes[WIRE_VERSION_BYTES];
		uint32_t minor = 99;

		wire_encode_version(bytes, cases[i].in);
		const char *why = admit_version(wire_decode_guest_version(bytes), &minor);
		ok(cases[i].refused ? why && minor == 99
		                    : !why && minor == cases[i].minor);
	}
}

static void
test_dumps(void)
{
	static const uint32_t refs[16] = {0};
	static const uint32_t shifted[1] = {4096};
	/* clang-format off */
	static const struct {
		const char *name;
		struct msg_window_dump in;
		bool fds;
		bool refused;
		uint32_t pages;
	} cases[] = {
	    {"descriptor", {1, 64, 64, 24, refs, 1}, true, false, 4},
	    {"32 bits", {1, 64, 64, 32, refs, 1}, true, false, 4},
	    {"one more byte is one more page", {1, 1, 1025, 24, refs, 1}, true, false, 2},
	    {"references", {0, 64, 64, 24, refs, 4}, false, false, 4},
	    {"largest", {1, 16384, 6144, 24, refs, 1}, true, false, 98304},
	    {"descriptor where grants go", {1, 64, 64, 24, refs, 1}, false, true, 0},
	    {"grants where descriptors go", {0, 64, 64, 24, refs, 4}, true, true, 0},
	    {"unknown type", {2, 64, 64, 24, refs, 1}, true, true, 0},
	    {"no width", {1, 0, 64, 24, refs, 1}, true, true, 0},
	    {"no height", {1, 64, 0, 24, refs, 1}, true, true, 0},
	    {"too wide", {1, 16385, 64, 24, refs, 1}, true, true, 0},
	    {"too high", {1, 64, 6145, 24, refs, 1}, true, true, 0},
	    {"all bits", {1, UINT32_MAX, UINT32_MAX, 24, refs, 1}, true, true, 0},
	    {"25 bits", {1, 64, 64, 25, refs, 1}, true, true, 0},
	    {"16 bits", {1, 64, 64, 16, refs, 1}, true, true, 0},
	    {"too few references", {0, 64, 64, 24, refs, 3}, false, true, 0},
	    {"too many references", {0, 64, 64, 24, refs, 5}, false, true, 0},
	    {"no reference", {1, 64, 64, 24, refs, 0}, true, true, 0},
	    {"two descriptors", {1, 64, 64, 24, refs, 2}, true, true, 0},
	    {"an offset", {1, 64, 64, 24, shifted, 1}, true, true, 0},
	};
	/* clang-format on */

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct guest_window_dump in;
		struct buffer_dump out = {.pages = 77};
		uint8_t body[128];

		size_t len = wire_encode_window_dump(body, sizeof(body), &cases[i].in);
		DECODE(window_dump, body, len, &in);
		const char *why = admit_dump(&in, cases[i].fds, &out);
		ok_named(cases[i].refused ? why && out.pages == 77
		                          : !why && out.pages == cases[i].pages &&
		            out.width == cases[i].in.width,
		    cases[i].name);
	}
}

static void
test_damage(void)
{
	static const struct {
		struct msg_shmimage in;
		struct rect out;
	} cases[] = {
	    {{1, 2, 3, 4}, {1, 2, 3, 4}},
	    {{-5, -5, 10, 10}, {0, 0, 5, 5}},
	    {{INT32_MIN, INT32_MIN, UINT32_MAX, UINT32_MAX}, {0, 0, 16384, 6144}},
	    {{INT32_MAX, 0, UINT32_MAX, 1}, {0, 0, 0, 0}},
	    {{16383, 6143, UINT32_MAX, UINT32_MAX}, {16383, 6143, 1, 1}},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct guest_shmimage in;
		uint8_t body[16];

		size_t len = wire_encode_shmimage(body, sizeof(body), &cases[i].in);
		DECODE(shmimage, body, len, &in);
		ok(rect_equals(admit_damage(&in), cases[i].out));
	}
}

static void
test_hints(void)
{
	struct msg_window_hints m = {
	    .flags = UINT32_MAX,
	    .min_width = 500,
	    .min_height = 0,
	    .max_width = 100,
	    .max_height = UINT32_MAX,
	    .width_inc = 0,
	    .height_inc = UINT32_MAX,
	    .base_width = 0,
	    .base_height = UINT32_MAX,
	};
	struct guest_window_hints in;
	struct window_hints h;
	uint8_t body[36];

	size_t len = wire_encode_window_hints(body, sizeof(body), &m);
	DECODE(window_hints, body, len, &in);
	ok(!admit_hints(&in, &h));
	ok(h.has_position && h.has_user_position && h.has_min && h.has_max && h.has_inc &&
	    h.has_base);
	ok(h.min_width == 500 && h.max_width == 500);
	ok(h.min_height == 1 && h.max_height == WIRE_MAX_HEIGHT);
	ok(h.width_inc == 1 && h.height_inc == WIRE_MAX_HEIGHT);
	ok(h.base_width == 0 && h.base_height == WIRE_MAX_HEIGHT);
}

static void
test_looks(void)
{
	static const struct {
		uint32_t in, glyph;
		bool refused;
	} cursors[] = {
	    {0, ADMIT_NO_GLYPH, false},
	    {0x100, 0, false},
	    {0x199, 0x99, false},
	    {0x19a, 0, true},
	    {1, 0, true},
	    {0xff, 0, true},
	    {UINT32_MAX, 0, true},
	};
	struct msg_window_flags flags = {UINT32_MAX, 0};
	struct guest_window_flags in;
	struct window_flags out;
	uint8_t body[128];

	for (size_t i = 0; i < ARRAY_LEN(cursors); i++) {
		struct msg_cursor m = {cursors[i].in};
		struct guest_cursor cursor;
		uint32_t glyph = 4711;

		size_t len = wire_encode_cursor(body, sizeof(body), &m);
		DECODE(cursor, body, len, &cursor);
		const char *why = admit_cursor(&cursor, &glyph);
		ok(cursors[i].refused ? why && glyph == 4711
		                      : !why && glyph == cursors[i].glyph);
	}
	size_t len = wire_encode_window_flags(body, sizeof(body), &flags);
	DECODE(window_flags, body, len, &in);
	ok(!admit_flags(&in, &out) && out.set == WIN_ALL_FLAGS && out.unset == 0);
}

static void
test_texts(void)
{
	struct guest_wmname name;
	struct guest_wmclass class;
	struct shown_text title;
	struct window_class out;
	uint8_t body[128];

	memset(body, 'x', sizeof(body));
	DECODE(wmname, body, sizeof(body), &name);
	admit_title(&name, false, &title);
	ok(strlen(title.shown) == 128);
	memcpy(body, "a\x1b[1m\n\xff", 8);
	admit_title(&name, false, &title);
	ok(!strchr(title.shown, '\x1b') && !strchr(title.shown, '\n') &&
	    !strchr(title.shown, '\xff'));
	memcpy(body,
	    "Gr\xc3\xbc\xc3\x9f"
	    "e \xe2\x82\xac",
	    12);
	DECODE(wmname, body, sizeof(body), &name);
	admit_title(&name, true, &title);
	ok(strcmp(title.shown, "Gr__e _") == 0);
	DECODE(wmclass, body, sizeof(body), &class);
	admit_class(&class, false, &out);
	ok(!strchr(out.class.shown, '\n') && strlen(out.instance.shown) == 64);
}

int
main(void)
{
	test_places();
	test_version();
	test_dumps();
	test_damage();
	test_hints();
	test_looks();
	test_texts();
	return done_testing();
}
