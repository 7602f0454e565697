/*
 * Takes fields off the front of one complete message.
 *
 * Pure: no I/O, no allocation, never reads past the bytes it was given.
 * Failure sticks: once a field is missing every later take yields zero, so a decoder
 * takes all its fields and asks wire_reader_end() once.
 */
#ifndef WIRE_READER_H
#define WIRE_READER_H

#include "protocol/wire/guest.h"

struct wire_reader {
	const uint8_t *at; /* borrowed; must outlive the reader */
	size_t left;       /* bytes */
	bool short_read;
};

/* What is left can be read; no reader is ever without it. */
/*@ predicate reader_is_sound(struct wire_reader *r) =
        (r->short_read == 0 || r->short_read == 1) &&
        \valid_read(r->at + (0 .. r->left - 1)) &&
        \separated(r, r->at + (0 .. r->left - 1));

    predicate reader_took{Before, After}(struct wire_reader *r, integer len) =
        \at(!r->short_read && r->left >= len, Before)
            ? \at(!r->short_read, After) &&
                  \at(r->left, After) == \at(r->left, Before) - len
            : \at(r->short_read, After) &&
                  \at(r->left, After) == \at(r->left, Before);
*/

/*@ requires \valid_read((const uint8_t *)bytes + (0 .. len - 1));
    assigns \nothing;
    ensures \result.at == bytes && \result.left == len && !\result.short_read;
*/
struct wire_reader wire_reader_init(const void *bytes, size_t len);

/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r) && reader_took{Pre, Here}(r, 4);
*/
struct guest_u32 wire_take_u32(struct wire_reader *r);

/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r) && reader_took{Pre, Here}(r, 4);
*/
struct guest_i32 wire_take_i32(struct wire_reader *r);

/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r) && reader_took{Pre, Here}(r, room);
    ensures guest_text_is_there(\result);
    ensures r->short_read ? \result.guest_at == \null : \result.guest_at == \old(r->at);
    ensures \result.guest_room == (r->short_read ? 0 : room);
*/
struct guest_text wire_take_text(struct wire_reader *r, size_t room);

/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r) && reader_took{Pre, Here}(r, len);
    ensures guest_bytes_are_there(\result);
    ensures r->short_read ? \result.guest_at == \null : \result.guest_at == \old(r->at);
    ensures \result.guest_len == (r->short_read ? 0 : len);
*/
struct guest_bytes wire_take_bytes(struct wire_reader *r, size_t len);

/* All that is left; a number of words that is not whole, or out of [least, most], fails.
 */
/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r);
    ensures guest_words_are_there(\result) && \result.guest_count <= most;
    ensures r->short_read ? \result.guest_at == \null : \result.guest_at == \old(r->at);
    ensures !r->short_read ==> least <= \result.guest_count && r->left == 0;
    ensures !r->short_read <==> !\old(r->short_read) && \old(r->left) % 4 == 0 &&
        4 * least <= \old(r->left) <= 4 * most;
*/
struct guest_words wire_take_words(struct wire_reader *r, size_t least, size_t most);

/*@ requires \valid(r) && reader_is_sound(r);
    assigns r->at, r->left, r->short_read;
    ensures reader_is_sound(r);
    ensures guest_bytes_are_there(\result) && \result.guest_len <= most;
    ensures r->short_read ? \result.guest_at == \null : \result.guest_at == \old(r->at);
    ensures \result.guest_len == (r->short_read ? 0 : \old(r->left));
    ensures !r->short_read ==> r->left == 0;
    ensures !r->short_read <==> !\old(r->short_read) && \old(r->left) <= most;
*/
struct guest_bytes wire_take_data(struct wire_reader *r, size_t most);

/* True when every take succeeded and no byte is left over. */
/*@ requires \valid_read(r) && reader_is_sound(r);
    assigns \nothing;
    ensures \result <==> !r->short_read && r->left == 0;
*/
MUST_USE bool wire_reader_end(const struct wire_reader *r);

#endif
