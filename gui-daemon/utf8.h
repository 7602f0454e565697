/*
 * Finds what a label or a line of configuration may not hold.
 * Pure; not for guests' text, which protocol/wire/text.h admits.
 */
#ifndef DAEMON_UTF8_H
#define DAEMON_UTF8_H

#include "common/base/base.h"

enum utf8_fault {
	UTF8_FINE,
	UTF8_BROKEN,  /* not UTF-8 (RFC 3629): overlong, surrogate, cut, out of range */
	UTF8_CONTROL, /* C0 but tab, DEL, C1 */
	UTF8_HIDDEN,  /* zero width, line or direction marks: text that is not what it
	                 seems */
};

/* The first fault in len bytes; *at is its offset. */
enum utf8_fault utf8_check(const char *text, size_t len, size_t *at);

#endif
