#include "replay/binary.h"

#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"
#include "replay/form.h"

#include <string.h>

#define MAGIC "PVREPLAY"
#define MAGIC_BYTES 8
#define VERSION 1
#define START_BYTES (MAGIC_BYTES + 4)
#define EVENT_BYTES (4 * 4 + 8 + 4 + EVENT_FD_NAME_BYTES + 4 * 4 + 2 * 8)
#define FLAG_ANY_TAIL 1u
#define FLAG_MASK 2u

/* --- writing ----------------------------------------------------------------------- */

static void
put_u64(struct wire_writer *w, uint64_t value)
{
	wire_put_u32(w, (uint32_t)value);
	wire_put_u32(w, (uint32_t)(value >> 32));
}

void
binary_write_start(FILE *out)
{
	uint8_t start[START_BYTES];
	struct wire_writer w = wire_writer_init(start, sizeof(start));

	wire_put_bytes(&w, MAGIC, MAGIC_BYTES);
	wire_put_u32(&w, VERSION);
	fwrite(start, 1, sizeof(start), out);
}

void
binary_write_event(FILE *out, const struct event *event)
{
	uint8_t head[EVENT_BYTES];
	struct wire_writer w = wire_writer_init(head, sizeof(head));
	bool has_mask = event->any.len > 0;

	wire_put_u32(&w, event->kind);
	wire_put_u32(&w, event->piece);
	wire_put_u32(&w, event->from);
	wire_put_u32(
	    &w, (event->any_tail ? FLAG_ANY_TAIL : 0) | (has_mask ? FLAG_MASK : 0));
	put_u64(&w, event->delay_us);
	wire_put_u32(&w, (uint32_t)event->bytes.len);
	wire_put_text(&w, event->fd, EVENT_FD_NAME_BYTES);
	wire_put_u32(&w, event->file.kind);
	wire_put_u32(&w, event->file.is_sealed);
	wire_put_u32(&w, event->file.fill);
	wire_put_u32(&w, event->file.colour);
	put_u64(&w, event->file.size);
	put_u64(&w, event->file.hash);
	fwrite(head, 1, sizeof(head), out);
	bytes_write(out, &event->bytes);
	bytes_write(out, &event->any);
}

/* --- reading ----------------------------------------------------------------------- */

static uint32_t
take_u32(struct wire_reader *r)
{
	return guest_u32_for_log(wire_take_u32(r));
}

static uint64_t
take_u64(struct wire_reader *r)
{
	uint64_t low = take_u32(r);

	return low | (uint64_t)take_u32(r) << 32;
}

/* n bytes where they lie; NULL when there are not so many. */
static const uint8_t *
take_bytes(struct wire_reader *r, size_t n)
{
	if (n > r->left) {
		return NULL;
	}
	const uint8_t *at = r->at;
	r->at += n;
	r->left -= n;
	return at;
}

static void
take_memfile(struct wire_reader *r, struct memfile *out)
{
	uint32_t kind = take_u32(r);
	uint32_t is_sealed = take_u32(r);
	uint32_t fill = take_u32(r);

	out->colour = take_u32(r);
	out->size = take_u64(r);
	out->hash = take_u64(r);
	out->kind = kind < MEMFILE_N_KINDS ? (enum memfile_kind)kind : MEMFILE_N_KINDS;
	out->fill = fill < MEMFILE_N_FILLS ? (enum memfile_fill)fill : MEMFILE_N_FILLS;
	out->is_sealed = is_sealed == 1;
}

/* The fixed part; the length of the bytes behind it, and whether a mask follows. */
static bool
take_head(struct wire_reader *r, struct event *e, size_t *len, bool *has_mask)
{
	uint32_t kind = take_u32(r);
	uint32_t piece = take_u32(r);
	uint32_t from = take_u32(r);
	uint32_t flags = take_u32(r);

	e->delay_us = take_u64(r);
	*len = take_u32(r);
	const uint8_t *name = take_bytes(r, EVENT_FD_NAME_BYTES);
	if (name) {
		memcpy(e->fd, name, EVENT_FD_NAME_BYTES);
	}
	take_memfile(r, &e->file);
	e->kind = (enum event_kind)(kind < EVENT_N_KINDS ? kind : EVENT_N_KINDS);
	e->piece = (enum piece_kind)(piece < PIECE_N_KINDS ? piece : PIECE_N_KINDS);
	e->from = from == SIDE_AGENT ? SIDE_AGENT : SIDE_DAEMON;
	e->any_tail = flags & FLAG_ANY_TAIL;
	*has_mask = flags & FLAG_MASK;
	return !r->short_read && name && from <= SIDE_DAEMON &&
	    flags <= (FLAG_ANY_TAIL | FLAG_MASK);
}

static bool
is_note(const struct bytes *text)
{
	for (size_t i = 0; i < text->len; i++) {
		if ((text->at[i] < ' ' && text->at[i] != '\t') || text->at[i] == 0x7f) {
			return false;
		}
	}
	return text->len == 0 || text->at[0] == '#';
}

static bool
is_good_fd(const struct event *e, const struct capture *before)
{
	size_t len = strnlen(e->fd, EVENT_FD_NAME_BYTES);

	if (len == 0) {
		return e->kind != EVENT_FD;
	}
	return event_is_fd_name(e->fd, len) &&
	    !capture_find_fd(before, e->fd) == (e->kind == EVENT_FD);
}

static bool
is_good_memfile(const struct memfile *f)
{
	return f->kind < MEMFILE_N_KINDS && f->fill < MEMFILE_N_FILLS &&
	    f->size <= MEMFILE_MOST && f->colour <= 0xffffff &&
	    (f->fill != MEMFILE_NOISE || f->hash <= UINT32_MAX);
}

static bool
is_message_number(const struct bytes *bytes)
{
	struct wire_reader r = wire_reader_init(bytes->at, bytes->len);
	uint32_t number = take_u32(&r);

	return wire_reader_end(&r) && wire_message_find(number);
}

/* What the text could not say must not be in a capture. */
static const char *
check(const struct event *e, const struct capture *before)
{
	bool is_mark = e->piece == PIECE_END || e->piece == PIECE_NOTHING;

	if (e->kind >= EVENT_N_KINDS || e->piece >= PIECE_N_KINDS) {
		return "is of an unknown kind";
	}
	if (!is_good_fd(e, before) || !is_good_memfile(&e->file)) {
		return "has an impossible descriptor";
	}
	if (e->delay_us > EVENT_MOST_DELAY_US) {
		return "comes more than a day after the one before";
	}
	if (e->kind == EVENT_NOTE && (!is_note(&e->bytes) || e->delay_us > 0)) {
		return "is a comment that is none";
	}
	if (e->kind == EVENT_IGNORE && !is_message_number(&e->bytes)) {
		return "ignores what is no message";
	}
	if (is_mark && (e->bytes.len > 0 || !event_is_pattern(e))) {
		return "sends what cannot be sent";
	}
	if (e->kind == EVENT_WAIT && e->piece == PIECE_NOTHING) {
		return "waits for nothing";
	}
	return NULL;
}

static const char *
read_event(struct wire_reader *r, struct event *e, const struct capture *before)
{
	size_t len;
	bool has_mask;

	if (!take_head(r, e, &len, &has_mask) || len > FORM_MOST_BYTES) {
		return "is cut off or damaged";
	}
	const uint8_t *bytes = take_bytes(r, len);
	const uint8_t *mask = bytes && has_mask ? take_bytes(r, len) : NULL;
	if (!bytes || (has_mask && !mask)) {
		return "is cut off";
	}
	if (!bytes_copy(&e->bytes, bytes, len) ||
	    (mask && !bytes_copy(&e->any, mask, len))) {
		return "is too large: out of memory";
	}
	return check(e, before);
}

bool
binary_is(const uint8_t *at, size_t len)
{
	return len >= MAGIC_BYTES && memcmp(at, MAGIC, MAGIC_BYTES) == 0;
}

static bool
give_up(struct capture *out, struct complaint *complaint, const char *why)
{
	*complaint = (struct complaint){0};
	snprintf(complaint->text, sizeof(complaint->text),
	    "event %zu %s: record it anew, or cut the file before it", out->count + 1,
	    why);
	capture_finish(out);
	return false;
}

bool
binary_read(
    const uint8_t *at, size_t len, struct capture *out, struct complaint *complaint)
{
	struct wire_reader r = wire_reader_init(at, len);

	if (!take_bytes(&r, MAGIC_BYTES) || take_u32(&r) != VERSION) {
		*complaint = (struct complaint){0};
		snprintf(complaint->text, sizeof(complaint->text),
		    "a capture of another version: use the paravent-replay that made it");
		return false;
	}
	while (r.left > 0) {
		struct event e = {0};
		const char *why = read_event(&r, &e, out);

		if (why) {
			event_finish(&e);
			return give_up(out, complaint, why);
		}
		if (!capture_add(out, &e)) {
			return give_up(out, complaint, "is too much: out of memory");
		}
	}
	capture_number(out);
	return true;
}
