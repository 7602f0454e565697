/*
 * Puts fields, little-endian, one after the other into a room of fixed size.
 *
 * Pure: no I/O, no allocation, never writes past the room, leaves no byte of what it
 * covers undefined.  Failure sticks: once something did not fit nothing more is written,
 * so an encoder puts all its fields and asks wire_writer_end() once.
 */
#ifndef WIRE_WRITER_H
#define WIRE_WRITER_H

#include "common/base/base.h"

struct wire_writer {
	uint8_t *at; /* borrowed; must outlive the writer */
	size_t left; /* bytes */
	size_t done; /* bytes written */
	bool failed;
};

/* What is left can be written; no writer is ever without it. */
/*@ predicate writer_is_sound(struct wire_writer *w) =
        (w->failed == 0 || w->failed == 1) &&
        \valid(w->at + (0 .. w->left - 1)) &&
        \separated(w, w->at + (0 .. w->left - 1));

    predicate writer_stood{Before, After}(struct wire_writer *w) =
        \at(w->at, After) == \at(w->at, Before) &&
        \at(w->left, After) == \at(w->left, Before) &&
        \at(w->done, After) == \at(w->done, Before);

    // It wrote len bytes and went past them, or nothing and failed: then for good.
    predicate writer_put{Before, After}(struct wire_writer *w, integer len) =
        \at(!w->failed && w->left >= len, Before)
            ? \at(!w->failed, After) &&
                  \at(w->at, After) == \at(w->at, Before) + len &&
                  \at(w->left, After) == \at(w->left, Before) - len &&
                  \at(w->done, After) == \at(w->done, Before) + len
            : \at(w->failed, After) && writer_stood{Before, After}(w);
*/

/*@ requires \valid((uint8_t *)room + (0 .. size - 1));
    assigns \nothing;
    exits \false;
    ensures \result.at == room && \result.left == size;
    ensures \result.done == 0 && !\result.failed;
*/
struct wire_writer wire_writer_init(void *room, size_t size);

/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(4, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures writer_put{Pre, Here}(w, 4);
*/
void wire_put_u32(struct wire_writer *w, uint32_t value);

/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(4, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures writer_put{Pre, Here}(w, 4);
*/
void wire_put_i32(struct wire_writer *w, int32_t value);

/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    requires \valid_read((const uint8_t *)bytes + (0 .. len - 1));
    requires \separated((const uint8_t *)bytes + (0 .. len - 1),
        w->at + (0 .. w->left - 1));
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(len, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures writer_put{Pre, Here}(w, len);
*/
void wire_put_bytes(struct wire_writer *w, const void *bytes, size_t len);

/* Up to room - 1 bytes of text, then zeros: always a NUL inside the room. */
/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    requires \valid_read(text + (0 .. room - 1));
    requires \separated(text + (0 .. room - 1), w->at + (0 .. w->left - 1));
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(room, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures writer_put{Pre, Here}(w, room);
*/
void wire_put_text(struct wire_writer *w, const char *text, size_t room);

/* A tail; fails when its length is out of bounds. */
/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    requires \valid_read(words + (0 .. count - 1));
    requires \separated(words + (0 .. count - 1), w->at + (0 .. w->left - 1));
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(4 * count, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures least <= count <= most
        ? writer_put{Pre, Here}(w, 4 * count)
        : w->failed && writer_stood{Pre, Here}(w);
*/
void wire_put_words(struct wire_writer *w, const uint32_t *words, size_t count,
    size_t least, size_t most);

/*@ requires \valid(w) && writer_is_sound(w) && w->done + w->left <= SIZE_MAX;
    requires \valid_read(bytes + (0 .. len - 1));
    requires \separated(bytes + (0 .. len - 1), w->at + (0 .. w->left - 1));
    assigns w->at, w->left, w->done, w->failed, w->at[0 .. \min(len, w->left) - 1];
    exits \false;
    ensures writer_is_sound(w);
    ensures len <= most
        ? writer_put{Pre, Here}(w, len)
        : w->failed && writer_stood{Pre, Here}(w);
*/
void wire_put_data(struct wire_writer *w, const uint8_t *bytes, size_t len, size_t most);

/* Bytes written, or SIZE_MAX when something did not fit. */
/*@ requires \valid_read(w) && writer_is_sound(w);
    assigns \nothing;
    exits \false;
    ensures \result == (w->failed ? SIZE_MAX : w->done);
*/
MUST_USE size_t wire_writer_end(const struct wire_writer *w);

#endif
