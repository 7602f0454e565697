/*
 * The name of a family of letters, as configuration files give it and fontconfig finds
 * it. Pure; loads no font.
 */
#ifndef BASE_FAMILY_H
#define BASE_FAMILY_H

#include "common/base/base.h"

#define FAMILY_BYTES 64 /* with its NUL */

/*
 * Whether size bytes hold one, ended by NUL: not empty, and without what cairo and
 * fontconfig would read as something else (commas, numbers after colons ...).
 */
bool family_is_sane(const char *family, size_t size);

/* Likewise, or empty: the default. */
bool family_is_sane_or_none(const char *family, size_t size);

/* What a message says of one that is not sane. */
#define FAMILY_RULE "a family's name of at most 63 bytes, without , : \\ and \""

#endif
