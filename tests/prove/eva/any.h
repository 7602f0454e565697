/*
 * For Eva's drivers: numbers and bytes of which nothing is known, and the C library as
 * code, so that its accesses are looked at too (Eva is given no contracts).
 */
#ifndef PROVE_ANY_H
#define PROVE_ANY_H

#include <stddef.h>
#include <stdint.h>

static volatile uint64_t any_word; /* another one at each look */
static volatile uint8_t any_byte;

static inline size_t
any_up_to(size_t most)
{
	size_t word = any_word;

	return word < most ? word : most;
}

static inline void
any_fill(uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bytes[i] = any_byte;
	}
}

void *
memcpy(void *to, const void *from, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		((uint8_t *)to)[i] = ((const uint8_t *)from)[i];
	}
	return to;
}

/* Copies backwards where forwards would read what it wrote. */
void *
memmove(void *to, const void *from, size_t len)
{
	uint8_t *new = to;
	const uint8_t *old = from;

	if (new > old) {
		for (size_t i = len; i > 0; i--) {
			new[i - 1] = old[i - 1];
		}
		return to;
	}
	for (size_t i = 0; i < len; i++) {
		new[i] = old[i];
	}
	return to;
}

void *
memset(void *to, int byte, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		((uint8_t *)to)[i] = (uint8_t)byte;
	}
	return to;
}

size_t
strnlen(const char *text, size_t room)
{
	size_t len = 0;

	while (len < room && text[len]) {
		len++;
	}
	return len;
}

size_t
strlen(const char *text)
{
	return strnlen(text, SIZE_MAX);
}

#endif
