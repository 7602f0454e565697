#include "replay/mutate.h"

#include "protocol/wire/messages.h"
#include "protocol/wire/writer.h"
#include "replay/print.h"

#include <string.h>

#define LENGTH_AT 8    /* bytes from a header's start */
#define MOST_EXTRA 64u /* bytes that are appended */

/* splitmix64: every seed will do. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* In [0, n), n not 0. */
static size_t
random_below(uint64_t *state, size_t n)
{
	return (size_t)(next_random(state) % n);
}

static uint32_t
random_extreme(uint64_t *state)
{
	static const uint32_t extremes[] = {
	    0,
	    1,
	    2,
	    WIRE_MAX_HEIGHT,
	    WIRE_MAX_HEIGHT + 1,
	    WIRE_MAX_WIDTH,
	    WIRE_MAX_WIDTH + 1,
	    UINT16_MAX,
	    WIRE_MAX_REFS,
	    WIRE_MAX_CLIPBOARD + 1,
	    INT32_MAX,
	    INT32_MAX + UINT32_C(1),
	    UINT32_MAX - 1,
	    UINT32_MAX,
	};

	return extremes[random_below(state, ARRAY_LEN(extremes))];
}

static void
put_word(struct event *e, size_t at, uint32_t value)
{
	struct wire_writer w = wire_writer_init(e->bytes.at + at, 4);

	wire_put_u32(&w, value);
}

/* --- one message ------------------------------------------------------------------- */

typedef bool mutation(struct capture *capture, size_t i, uint64_t *random);

static bool
flip_bit(struct capture *capture, size_t i, uint64_t *random)
{
	struct bytes *b = &capture->events[i].bytes;

	if (b->len > 0) {
		size_t bit = random_below(random, 8 * b->len);

		b->at[bit / 8] = (uint8_t)(b->at[bit / 8] ^ 1u << bit % 8);
	}
	return true;
}

static bool
truncate_bytes(struct capture *capture, size_t i, uint64_t *random)
{
	struct bytes *b = &capture->events[i].bytes;

	b->len = b->len > 0 ? random_below(random, b->len) : 0;
	bytes_finish(&capture->events[i].any);
	return true;
}

static bool
append_bytes(struct capture *capture, size_t i, uint64_t *random)
{
	uint8_t extra[MOST_EXTRA];
	size_t len = 1 + random_below(random, MOST_EXTRA);

	for (size_t n = 0; n < len; n++) {
		extra[n] = (uint8_t)next_random(random);
	}
	bytes_finish(&capture->events[i].any);
	return capture->events[i].bytes.len + len > FORM_MOST_BYTES ||
	    bytes_add(&capture->events[i].bytes, extra, len);
}

static bool
lie_about_length(struct capture *capture, size_t i, uint64_t *random)
{
	struct event *e = &capture->events[i];

	if (e->piece == PIECE_MESSAGE && e->bytes.len >= WIRE_HEADER_BYTES) {
		size_t body = e->bytes.len - WIRE_HEADER_BYTES;
		bool is_near = next_random(random) & 1;

		put_word(e, LENGTH_AT,
		    is_near ? (uint32_t)(body + random_below(random, 9)) - 4
		            : random_extreme(random));
	}
	return true;
}

/* Where a word of the event's own begins, the window's included; SIZE_MAX: nowhere. */
static size_t
random_word(const struct event *e, uint64_t *random)
{
	size_t at;
	struct form form = event_form(e, &at);
	size_t words[32];
	size_t count = 0;

	if (form.kind == FORM_MESSAGE) {
		words[count++] = 4;
	}
	for (const struct field *f = form.fields; f->name; f++) {
		bool is_word = f->kind == FIELD_U32 || f->kind == FIELD_I32 ||
		    f->kind == FIELD_VERSION;

		if (is_word && count < ARRAY_LEN(words)) {
			words[count++] = at;
		}
		at += f->least;
	}
	return count > 0 ? words[random_below(random, count)] : SIZE_MAX;
}

static bool
set_extreme(struct capture *capture, size_t i, uint64_t *random)
{
	struct event *e = &capture->events[i];
	size_t at = random_word(e, random);

	if (at != SIZE_MAX) {
		put_word(e, at, random_extreme(random));
	}
	return true;
}

/* --- several ----------------------------------------------------------------------- */

static bool
duplicate(struct capture *capture, size_t i, uint64_t *random)
{
	(void)random;
	if (!capture_insert(capture, i + 1)) {
		return false;
	}
	return event_copy(&capture->events[i + 1], &capture->events[i]);
}

static bool
drop(struct capture *capture, size_t i, uint64_t *random)
{
	(void)random;
	capture_remove(capture, i);
	return true;
}

/* With a line of traffic behind it, if there is one. */
static bool
reorder(struct capture *capture, size_t i, uint64_t *random)
{
	size_t j = i + 1 + random_below(random, capture->count - i);

	if (j < capture->count && capture->events[j].kind == EVENT_TRAFFIC) {
		struct event e = capture->events[i];

		if (e.fd[0] || capture->events[j].fd[0]) {
			return true; /* a descriptor's line must stay above */
		}
		capture->events[i] = capture->events[j];
		capture->events[j] = e;
	}
	return true;
}

static bool
spoil_fd(struct capture *capture, size_t i, uint64_t *random)
{
	struct event *e = &capture->events[i];
	const struct event *found = e->fd[0] ? capture_find_fd(capture, e->fd) : NULL;

	if (!found) {
		return true;
	}
	struct memfile *file = &capture->events[found - capture->events].file;
	switch (random_below(random, 4)) {
	case 0:
		memset(e->fd, 0, sizeof(e->fd)); /* sent without it */
		break;
	case 1:
		file->is_sealed = false;
		break;
	case 2:
		file->size = random_below(random, file->size + 1);
		break;
	default:
		*file = (struct memfile){.kind = MEMFILE_NULL};
		break;
	}
	return true;
}

/* --- all --------------------------------------------------------------------------- */

/* Event number n of those that may be changed; count them with SIZE_MAX. */
static size_t
find_nth(const struct capture *capture, enum side from, size_t n, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < capture->count; i++) {
		const struct event *e = &capture->events[i];

		if (e->kind == EVENT_TRAFFIC && e->from == from && (*count)++ == n) {
			return i;
		}
	}
	return SIZE_MAX;
}

static bool
mutate_once(struct capture *capture, enum side from, uint64_t *random)
{
	static mutation *const mutations[] = {
	    flip_bit,
	    flip_bit,
	    truncate_bytes,
	    append_bytes,
	    lie_about_length,
	    set_extreme,
	    set_extreme,
	    set_extreme,
	    duplicate,
	    drop,
	    reorder,
	    spoil_fd,
	};
	size_t count, ignored;

	find_nth(capture, from, SIZE_MAX, &count);
	if (count == 0) {
		return true;
	}
	size_t i = find_nth(capture, from, random_below(random, count), &ignored);
	return mutations[random_below(random, ARRAY_LEN(mutations))](capture, i, random);
}

bool
mutate(struct capture *capture, const struct mutate_options *options)
{
	uint64_t random = options->seed;

	for (size_t i = capture->count; i > 0; i--) {
		if (event_is_pattern(&capture->events[i - 1])) {
			capture_remove(capture, i - 1);
		}
	}
	for (size_t n = 0; n < options->count; n++) {
		if (!mutate_once(capture, options->from, &random)) {
			return false;
		}
	}
	capture_number(capture);
	return true;
}
