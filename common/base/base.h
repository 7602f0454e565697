/*
 * Words that every module uses.
 * Holds no types and no functions of its own but bug().
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* An invariant of ours is broken: says which, and aborts.  Never for bad input. */
#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
/*@ requires \false; // what is proved never comes here
    assigns \nothing;
    ensures \false;
*/
__attribute__((noreturn))
PRINTF_LIKE(3, 4) void bug_at(const char *file, int line, const char *format, ...);

#endif
