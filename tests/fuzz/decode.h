/*
 * Runs a message's decoders and reads every byte that they hand out.  Aborts where the
 * decoders break their word; made from messages.def, so that none is forgotten.
 */
#ifndef FUZZ_DECODE_H
#define FUZZ_DECODE_H

#include "protocol/wire/messages.h"

/* Whether body is a message of this number, which must be known. */
bool fuzz_decode(uint32_t number, const uint8_t *body, size_t len);

#endif
