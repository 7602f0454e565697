/*
 * The table of messages.def as logic functions of a message's number, for the proofs.
 * Preprocessed, then ACSL marks become comments: see tests/prove/run.
 */
#define NEVER 0
#define AGENT_TO_DAEMON 1
#define DAEMON_TO_AGENT 2
#define BOTH_WAYS 3

ACSL
axiomatic wire_table {
predicate wire_is_known(integer n) =
#define MESSAGE(NAME, name, number, direction, fields, meaning) n == number ||
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"
    \false;

logic integer wire_direction(integer n) reads \nothing;
#define MESSAGE(NAME, name, number, direction, fields, meaning) axiom direction_of_##name: wire_direction(number) == direction;
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning)
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"

logic integer wire_least(integer n) reads \nothing;
#define MESSAGE(NAME, name, number, direction, fields, meaning) axiom least_of_##name: wire_least(number) == 0 fields;
#define U32(name, meaning) + 4
#define I32(name, meaning) + 4
#define TEXT(name, bytes, meaning) + bytes
#define BYTES(name, bytes, meaning) + bytes
#define WORDS(name, least, most, meaning) + 4 * least
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"

logic integer wire_most(integer n) reads \nothing;
#define MESSAGE(NAME, name, number, direction, fields, meaning) axiom most_of_##name: wire_most(number) == 0 fields;
#define U32(name, meaning) + 4
#define I32(name, meaning) + 4
#define TEXT(name, bytes, meaning) + bytes
#define BYTES(name, bytes, meaning) + bytes
#define WORDS(name, least, most, meaning) + 4 * most
#define DATA(name, most, meaning) + most
#include "protocol/wire/messages.def"

logic integer wire_step(integer n) reads \nothing;
#define MESSAGE(NAME, name, number, direction, fields, meaning) axiom step_of_##name: wire_step(number) == 1 fields;
#define U32(name, meaning)
#define I32(name, meaning)
#define TEXT(name, bytes, meaning)
#define BYTES(name, bytes, meaning)
#define WORDS(name, least, most, meaning) * 4
#define DATA(name, most, meaning)
#include "protocol/wire/messages.def"
}

predicate wire_length_is_legal(integer n, integer len) =
    wire_least(n) <= len <= wire_most(n) &&
    (wire_step(n) == 1 || wire_step(n) == 4 && (len - wire_least(n)) % 4 == 0);

predicate wire_is_legal(integer n, integer from, integer len) =
    wire_is_known(n) &&
    (wire_direction(n) == 3 || wire_direction(n) == from) &&
    wire_length_is_legal(n, len);
END_ACSL
