/*
 * What the C library promises of the functions that proved modules call (C11 7.24,
 * POSIX strnlen), in the words that the provers do best with.  For `make prove` alone,
 * before every source.
 */
#ifndef PROVE_LIBC_H
#define PROVE_LIBC_H

#define __FC_STRING_H_ /* in place of Frama-C's own string.h */
#define __FC_STDLIB
#include <stddef.h>

/* What it yields is nobody else's, which WP has no words for: only a caller that hands
 * it out as it is can be proved. */
/*@ assigns \result \from size;
    ensures \result == \null || \valid((char *)\result + (0 .. size - 1));
*/
void *malloc(size_t size);

//@ assigns \nothing;
void free(void *memory);

/*@ requires \valid((char *)to + (0 .. len - 1));
    requires \valid_read((const char *)from + (0 .. len - 1));
    requires \separated((char *)to + (0 .. len - 1), (const char *)from + (0 .. len - 1));
    assigns ((char *)to)[0 .. len - 1] \from ((const char *)from)[0 .. len - 1];
    assigns \result \from to;
    exits \false;
    ensures \result == to;
*/
void *memcpy(void *to, const void *from, size_t len);

/*@ requires \valid((char *)to + (0 .. len - 1));
    requires \valid_read((const char *)from + (0 .. len - 1));
    assigns ((char *)to)[0 .. len - 1] \from ((const char *)from)[0 .. len - 1];
    assigns \result \from to;
    exits \false;
    ensures \result == to;
*/
void *memmove(void *to, const void *from, size_t len);

/*@ requires \valid((char *)to + (0 .. len - 1));
    assigns ((char *)to)[0 .. len - 1] \from byte;
    assigns \result \from to;
    exits \false;
    ensures \result == to;
*/
void *memset(void *to, int byte, size_t len);

/* Asks for all of the room, which is more than the library does. */
/*@ requires \valid_read(text + (0 .. room - 1));
    assigns \result \from text[0 .. room - 1], room;
    exits \false;
    ensures \result <= room;
*/
size_t strnlen(const char *text, size_t room);

#endif
