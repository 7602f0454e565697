#include "protocol/wire/frame.h"

#include "protocol/wire/reader.h"

#include <stdlib.h>
#include <string.h>

#define MOST_MESSAGE (WIRE_HEADER_BYTES + WIRE_MOST_BODY) /* bytes */

/* Of the room at its end only what was once filled takes memory. */
struct frames {
	enum frame_side side;
	bool framed;             /* the handshake is over: what waits has a header */
	size_t head;             /* first byte that nobody took */
	size_t tail;             /* first byte that is free */
	size_t skip;             /* bytes of an unknown message's body still to come */
	size_t need;             /* of the message at head; 0: its header was not seen */
	uint32_t type;           /* of that message */
	struct guest_u32 window; /* likewise */
	const char *why;         /* not NULL: the stream is void */
	uint8_t bytes[MOST_MESSAGE + FRAME_SLACK];
};

/*@ logic integer waiting_of(struct frames *f) = f->tail - f->head;

    // What waits and may hold headers.
    logic integer unseen_of(struct frames *f) = f->need > 0 ? 0 : f->tail - f->head;

    // What may wait, with a message of need bytes at head.
    logic integer most_waiting(integer need) =
        need <= FRAME_SLACK ? FRAME_SLACK : need + FRAME_SLACK;

    predicate frames_legal(struct frames *f, integer type, integer len) =
        wire_is_legal(
            type, f->side == FRAME_AT_DAEMON ? AGENT_TO_DAEMON : DAEMON_TO_AGENT, len);

    predicate frames_are_bounded(struct frames *f) =
        (f->framed == 0 || f->framed == 1) &&
        (f->side == FRAME_AT_DAEMON || f->side == FRAME_AT_AGENT) &&
        f->head <= f->tail <= MOST_MESSAGE + FRAME_SLACK &&
        f->need <= MOST_MESSAGE && waiting_of(f) <= most_waiting(f->need);

    // At most one of: a void stream, a body that is skipped, a message that is known.
    predicate frames_are_sound(struct frames *f) =
        \valid(f) && frames_are_bounded(f) &&
        (f->why != \null ==> waiting_of(f) == 0 && f->skip == 0 && f->need == 0) &&
        (f->skip > 0 ==> f->need == 0) &&
        (f->need > 0 ==> f->framed && f->need >= WIRE_HEADER_BYTES &&
            frames_legal(f, f->type, f->need - WIRE_HEADER_BYTES));

    // Nothing can be learnt from what waits before more comes.
    predicate frames_are_seen(struct frames *f) =
        (f->skip > 0 ==> waiting_of(f) == 0) &&
        (f->framed && f->need == 0 ==> waiting_of(f) < WIRE_HEADER_BYTES);
*/

/*@ requires \valid(frames);
    assigns frames->head, frames->tail, frames->skip, frames->need;
    ensures frames->head == 0 && frames->tail == 0;
    ensures frames->skip == 0 && frames->need == 0;
*/
static void
empty(struct frames *frames)
{
	frames->head = frames->tail = 0;
	frames->skip = frames->need = 0;
}

/*@ requires side == FRAME_AT_DAEMON || side == FRAME_AT_AGENT;
    ensures \result == \null || frames_are_sound((struct frames *)\result) &&
        frames_are_seen((struct frames *)\result);
*/
struct frames *
frames_create(enum frame_side side)
{
	struct frames *frames = malloc(sizeof(*frames));

	if (frames) {
		frames->side = side;
		frames->framed = false;
		frames->why = NULL;
		empty(frames);
	}
	return frames;
}

//@ assigns \nothing;
void
frames_destroy(struct frames *frames)
{
	free(frames);
}

/*@ requires frames_are_sound(frames);
    assigns \nothing;
    ensures \result == waiting_of(frames);
*/
static size_t
waiting(const struct frames *frames)
{
	return frames->tail - frames->head;
}

/* The stream is void: nothing that came, or comes, matters any more. */
/*@ requires frames_are_sound(frames) && why != \null;
    assigns frames->why, frames->head, frames->tail, frames->skip, frames->need;
    ensures frames_are_sound(frames) && frames->why != \null;
*/
static void
fail(struct frames *frames, const char *why)
{
	frames->why = why;
	empty(frames);
}

/*@ requires frames_are_sound(frames);
    assigns frames->head, frames->skip;
    ensures frames_are_sound(frames);
    ensures frames->skip > 0 ==> waiting_of(frames) == 0;
    ensures \old(frames->head) <= frames->head;
    ensures \old(frames->skip) == 0 ==> frames->head == \old(frames->head);
*/
static void
throw_away(struct frames *frames)
{
	size_t held = waiting(frames);
	size_t len = frames->skip < held ? frames->skip : held;

	frames->head += len;
	frames->skip -= len;
}

/* Why a message's header ends the stream; NULL when its body may follow. */
/*@ requires frames_are_sound(frames);
    assigns \nothing;
    ensures \result == \null && wire_is_known(type) ==>
        frames_legal(frames, type, len) && len <= WIRE_MOST_BODY;
    ensures \result == \null && frames->side == FRAME_AT_DAEMON ==> wire_is_known(type);
*/
static const char *
judge(const struct frames *frames, uint32_t type, size_t len)
{
	const struct wire_message *message = wire_message_find(type);
	bool at_daemon = frames->side == FRAME_AT_DAEMON;
	enum wire_direction legal = at_daemon ? AGENT_TO_DAEMON : DAEMON_TO_AGENT;

	if (!message) {
		return at_daemon ? "unknown message type" : NULL;
	}
	if (message->direction == NEVER) {
		return "obsolete message type";
	}
	if (message->direction != legal && message->direction != BOTH_WAYS) {
		return "message of the other direction";
	}
	return wire_message_fits(message, len) ? NULL : "wrong body length";
}

/* What becomes of the message at head, whose body is len bytes. */
/*@ requires frames_are_sound(frames) && frames->framed && frames->why == \null;
    requires frames->need == 0 && frames->skip == 0;
    requires waiting_of(frames) >= WIRE_HEADER_BYTES;
    assigns frames->head, frames->tail, frames->skip, frames->need, frames->why;
    ensures frames_are_sound(frames);
    ensures frames->skip > 0 ==> waiting_of(frames) == 0;
    ensures unseen_of(frames) < \old(unseen_of(frames));
*/
static void
await_body(struct frames *frames, size_t len)
{
	const char *why = judge(frames, frames->type, len);

	if (why) {
		fail(frames, why);
	} else if (wire_message_find(frames->type)) {
		frames->need = WIRE_HEADER_BYTES + len;
	} else {
		frames->head += WIRE_HEADER_BYTES;
		frames->skip = len;
		throw_away(frames);
	}
}

/* The header at head is complete: takes note of it, and returns its body's bytes. */
/*@ requires frames_are_sound(frames) && waiting_of(frames) >= WIRE_HEADER_BYTES;
    assigns frames->type, frames->window;
    ensures \result <= UINT32_MAX;
*/
static size_t
read_header(struct frames *frames)
{
	struct wire_reader r =
	    wire_reader_init(frames->bytes + frames->head, WIRE_HEADER_BYTES);

	frames->type = wire_take_u32(&r).guest_raw;
	frames->window = wire_take_u32(&r);
	return wire_take_u32(&r).guest_raw;
}

/*@ requires frames_are_sound(frames);
    assigns \nothing;
    ensures \result <==> frames->framed && frames->why == \null && frames->need == 0 &&
        frames->skip == 0 && waiting_of(frames) >= WIRE_HEADER_BYTES;
*/
static bool
has_new_header(const struct frames *frames)
{
	return frames->framed && !frames->why && frames->need == 0 && frames->skip == 0 &&
	    waiting(frames) >= WIRE_HEADER_BYTES;
}

/* Looks at the header at head as soon as it is complete. */
/*@ requires frames_are_sound(frames);
    assigns frames->head, frames->tail, frames->skip, frames->need, frames->type,
        frames->window, frames->why;
    ensures frames_are_sound(frames) && frames_are_seen(frames);
    ensures \old(frames->need) > 0 ==> frames->need == \old(frames->need) &&
        frames->head == \old(frames->head) && frames->tail == \old(frames->tail) &&
        frames->type == \old(frames->type);
    ensures !frames->framed ==> frames->need == 0 && frames->tail == \old(frames->tail);
    ensures \old(frames->why) != \null ==> frames->why != \null;
*/
static void
look(struct frames *frames)
{
	throw_away(frames);
	// WP takes a variant from variables only.
	//@ ghost size_t unseen = frames->need > 0 ? 0 : frames->tail - frames->head;
	/*@ loop invariant frames_are_sound(frames);
	    loop invariant unseen == unseen_of(frames);
	    loop invariant frames->skip > 0 ==> waiting_of(frames) == 0;
	    loop invariant \at(frames->need, LoopEntry) > 0 ==>
	        frames->need == \at(frames->need, LoopEntry) &&
	        frames->head == \at(frames->head, LoopEntry) &&
	        frames->tail == \at(frames->tail, LoopEntry) &&
	        frames->type == \at(frames->type, LoopEntry);
	    loop invariant \at(frames->why, LoopEntry) != \null ==> frames->why != \null;
	    loop invariant !frames->framed ==> frames->need == 0 &&
	        frames->tail == \at(frames->tail, LoopEntry);
	    loop assigns unseen, frames->head, frames->tail, frames->skip, frames->need,
	        frames->type, frames->window, frames->why;
	    loop variant unseen;
	*/
	while (has_new_header(frames)) {
		await_body(frames, read_header(frames));
		//@ ghost unseen = frames->need > 0 ? 0 : frames->tail - frames->head;
	}
}

/* Moves what waits to the front. */
/*@ requires frames_are_sound(frames);
    assigns frames->head, frames->tail, frames->bytes[0 .. frames->tail - 1];
    ensures frames_are_sound(frames) && frames->head == 0;
    ensures waiting_of(frames) == \old(waiting_of(frames));
    ensures frames->framed == \old(frames->framed);
*/
static void
make_room(struct frames *frames)
{
	size_t len = waiting(frames);

	if (frames->head > 0) {
		memmove(frames->bytes, frames->bytes + frames->head, len);
		frames->head = 0;
		frames->tail = len;
	}
}

/*@ requires frames_are_sound(frames) && \valid(room) && \separated(room, frames);
    assigns *frames, *room;
    ensures frames_are_sound(frames);
    ensures frames_are_seen(frames);
    ensures \valid((uint8_t *)\result + (0 .. *room - 1));
    ensures *room == most_waiting(frames->need) - waiting_of(frames);
    ensures *room == 0 ==> !frames->framed || 0 < frames->need <= waiting_of(frames);
*/
void *
frames_space(struct frames *frames, size_t *room)
{
	look(frames);
	make_room(frames);
	size_t most =
	    frames->need > FRAME_SLACK ? frames->need + FRAME_SLACK : FRAME_SLACK;
	*room = most - frames->tail;
	/* So that the provers see it piece by piece. */
	//@ assert frames_are_bounded(frames);
	//@ assert frames->skip > 0 ==> frames->need == 0;
	//@ assert frames->need > 0 ==> frames->framed;
	//@ assert frames->need > 0 ==> frames->need >= WIRE_HEADER_BYTES;
	/*@ assert frames->need > 0 ==>
	        frames_legal(frames, frames->type, frames->need - WIRE_HEADER_BYTES);
	*/
	return frames->bytes + frames->tail;
}

/*@ requires frames_are_sound(frames) && frames->head == 0;
    requires len <= most_waiting(frames->need) - waiting_of(frames);
    assigns frames->tail;
    ensures frames_are_sound(frames);
    ensures frames->why == \null ==> waiting_of(frames) == \old(waiting_of(frames)) + len;
*/
void
frames_filled(struct frames *frames, size_t len)
{
	if (!frames->why) {
		frames->tail += len;
	}
}

/*@ requires frames_are_sound(frames);
    assigns frames->head;
    ensures frames_are_sound(frames);
    ensures \result != \null ==> !frames->framed && \valid_read(\result + (0 .. len - 1));
    ensures \result != \null ==> \result == &frames->bytes[\old(frames->head)] &&
        waiting_of(frames) == \old(waiting_of(frames)) - len;
    ensures \result == \null ==> frames->head == \old(frames->head);
*/
const uint8_t *
frames_take_raw(struct frames *frames, size_t len)
{
	if (frames->framed || waiting(frames) < len) {
		return NULL;
	}
	const uint8_t *at = frames->bytes + frames->head;
	frames->head += len;
	return at;
}

/*@ requires frames_are_sound(frames) && \valid(out) && \separated(out, frames);
    assigns *out, frames->framed, frames->head, frames->tail, frames->skip, frames->need,
        frames->type, frames->window, frames->why;
    ensures frames_are_sound(frames) && frames_are_seen(frames) && frames->framed;
    ensures \old(frames->why) != \null ==> \result == FRAME_BAD;
    ensures \result == FRAME_BAD ==> frames->why != \null;
    ensures \result == FRAME_READY ==> frames_legal(frames, out->type, out->len);
    ensures \result == FRAME_READY ==> \valid_read(out->body + (0 .. out->len - 1));
    ensures \result == FRAME_NONE ==>
        frames->need == 0 || waiting_of(frames) < frames->need;
*/
enum frame_status
frames_next(struct frames *frames, struct frame *out)
{
	frames->framed = true;
	look(frames);
	if (frames->why) {
		return FRAME_BAD;
	}
	if (frames->need == 0 || waiting(frames) < frames->need) {
		return FRAME_NONE;
	}
	out->type = frames->type;
	out->window = frames->window;
	out->len = frames->need - WIRE_HEADER_BYTES;
	out->body = frames->bytes + frames->head + WIRE_HEADER_BYTES;
	frames->head += frames->need;
	frames->need = 0;
	look(frames); /* so that frames_is_partial() knows; out's bytes stay */
	return FRAME_READY;
}

/*@ requires frames_are_sound(frames);
    assigns \nothing;
    ensures \result != \null;
*/
const char *
frames_why(const struct frames *frames)
{
	return frames->why ? frames->why : "nothing wrong";
}

/*@ requires frames_are_sound(frames);
    assigns \nothing;
    ensures \result <==> frames->skip > 0 ||
        waiting_of(frames) > 0 && waiting_of(frames) < frames->need ||
        waiting_of(frames) > 0 && frames->need == 0;
*/
bool
frames_is_partial(const struct frames *frames)
{
	bool complete = frames->need > 0 && waiting(frames) >= frames->need;

	return frames->skip > 0 || (waiting(frames) > 0 && !complete);
}
