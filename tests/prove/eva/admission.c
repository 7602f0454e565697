/*
 * For Eva: what a guest may say, decoded and admitted, and each step of a window's state
 * and of a token bucket from any state that is sound.  Bodies are of given lengths, for
 * Eva knows no relation between a tail's length and its bytes.
 *
 * eva: -eva-precision 3 -eva-split-return auto
 */
#include "common/base/rect.h"
#include "gui-daemon/guest/admit.h"
#include "gui-daemon/guest/bucket.h"
#include "gui-daemon/guest/winstate.h"
#include "tests/prove/eva/any.h"

#define ROOM 64 /* bytes: more than each message that is driven, but for its tail */

static uint8_t body[ROOM];

/* One that can be reached is an alarm. */
void
bug_at(const char *file, int line, const char *format, ...)
{
	(void)line;
	(void)format;
	*(volatile char *)(uintptr_t)(file - file) = 0;
}

/* A body of len bytes, which ends where its memory does. */
static const uint8_t *
any_body(size_t len)
{
	return body + ROOM - len;
}

static struct rect
any_rect(void)
{
	return (struct rect){
	    (int32_t)any_word, (int32_t)any_word, (uint32_t)any_word, (uint32_t)any_word};
}

static void
drive_rects(void)
{
	struct rect r = rect_intersect(any_rect(), any_rect());

	(void)rect_equals(r, rect_bound(any_rect(), any_rect()));
	(void)rect_is_empty(rect_move(any_rect(), (int32_t)any_word, (int32_t)any_word));
}

static void
drive_windows(void)
{
	struct guest_create create;
	struct guest_configure configure;
	struct guest_map map;
	struct guest_window_flags flags;
	struct guest_window_hints hints;
	struct window_place place;
	struct window_map mapped;
	struct window_flags changed;
	struct window_hints admitted;

	if (wire_decode_guest_create(any_body(24), 24, &create)) {
		(void)admit_create(&create, &place);
	}
	if (wire_decode_guest_configure(any_body(20), 20, &configure)) {
		(void)admit_configure(&configure, &place);
	}
	if (wire_decode_guest_map(any_body(8), 8, &map)) {
		(void)admit_map(&map, &mapped);
	}
	if (wire_decode_guest_window_flags(any_body(8), 8, &flags)) {
		(void)admit_flags(&flags, &changed);
	}
	if (wire_decode_guest_window_hints(any_body(36), 36, &hints)) {
		(void)admit_hints(&hints, &admitted);
	}
}

static void
drive_buffer(size_t len, bool fds_allowed)
{
	struct guest_window_dump dump;
	struct guest_shmimage damage;
	struct buffer_dump admitted;
	uint32_t refs[ROOM / 4];

	/* An admitted dump has as many references as pages, or one. */
	if (wire_decode_guest_window_dump(any_body(len), len, &dump) &&
	    !admit_dump(&dump, fds_allowed, &admitted)) {
		admit_refs(&dump, (uint32_t)guest_words_count(dump.refs), refs);
	}
	if (wire_decode_guest_shmimage(any_body(16), 16, &damage)) {
		(void)admit_damage(&damage);
	}
}

static void
drive_clipboard(size_t len)
{
	struct guest_clipboard_data data;
	uint8_t content[ROOM];

	if (wire_decode_guest_clipboard_data(any_body(len), len, &data)) {
		admit_clipboard(&data, len, content);
	}
}

static void
drive_look(void)
{
	struct guest_cursor cursor;
	uint32_t glyph, minor;

	if (wire_decode_guest_cursor(any_body(4), 4, &cursor)) {
		(void)admit_cursor(&cursor, &glyph);
	}
	(void)admit_version(wire_decode_guest_version(any_body(4)), &minor);
}

static struct winstate
any_winstate(void)
{
	struct winstate s = winstate_new(any_byte & 1);

	s.state = (enum win_state)any_up_to(WIN_N_STATES - 1);
	s.flags = (uint32_t)any_up_to(WIN_ALL_FLAGS);
	return s;
}

static void
drive_winstate(void)
{
	struct winstate s = any_winstate();
	bool changed;

	(void)winstate_map(&s, any_byte & 1, &changed);
	s = any_winstate();
	(void)winstate_take(&s, (enum win_event)any_up_to(WIN_N_EVENTS - 1), &changed);
	s = any_winstate();
	(void)winstate_set_flags(&s, (uint32_t)any_word, (uint32_t)any_word);
	s = any_winstate();
	(void)winstate_told_flags(&s, (uint32_t)any_word);
	(void)winstate_is_mapped(&s);
	(void)winstate_is_docked(&s);
	(void)winstate_name(s.state);
}

/* Of a clock that counts from the machine's start, or from 1970. */
static int64_t
any_time_ms(void)
{
	return (int64_t)any_up_to((size_t)1 << 60);
}

/* Only how far the clock went, or was set back, counts. */
static void
drive_bucket(int64_t at_ms, int64_t now_ms)
{
	struct bucket bucket = bucket_new((uint32_t)any_up_to(999999) + 1, at_ms);

	bucket.tokens = (int64_t)any_up_to(1000000000);
	(void)bucket_wait_ms(&bucket, now_ms);
	if (bucket.tokens >= 1000) {
		bucket_spend(&bucket);
	}
}

void
drive(void)
{
	any_fill(body, sizeof(body));
	drive_rects();
	drive_windows();
	drive_buffer(16, any_byte & 1);
	drive_buffer(20, true);
	drive_buffer(20, false);
	drive_buffer(ROOM, any_byte & 1);
	drive_clipboard(0);
	drive_clipboard(ROOM);
	drive_look();
	drive_winstate();
	drive_bucket(0, any_time_ms());
	drive_bucket(any_time_ms(), 0);
}
