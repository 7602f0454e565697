/*
 * One field's value as text: 300, -5, 0x1a, 1.8, "text\x00", [1,2,5..9], 00ff.
 * Knows fields' kinds, not which message they are of.
 */
#ifndef REPLAY_VALUE_H
#define REPLAY_VALUE_H

#include "replay/bytes.h"
#include "replay/form.h"

#include <stdio.h>

/* Prints the field's len bytes; what was printed is read back as the same bytes. */
void value_print(FILE *out, const struct field *field, const uint8_t *at, size_t len);

/* Any bytes as hex digits; "-" for none. */
void value_print_hex(FILE *out, const uint8_t *at, size_t len);

/*
 * Reads a value at *at, which ends before end, and appends its bytes (a fixed field: all
 * of its room).  Moves *at behind what was read, or to where it went wrong.  Returns NULL
 * or what is wrong and what would be right.
 */
const char *value_read(
    const struct field *field, const char **at, const char *end, struct bytes *out);
const char *value_read_hex(const char **at, const char *end, struct bytes *out);

/* A number in [least, most]; decimal, or hex after 0x. */
const char *value_read_number(
    const char **at, const char *end, int64_t least, int64_t most, int64_t *out);

#endif
