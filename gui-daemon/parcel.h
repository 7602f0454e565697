/*
 * A clipboard's content on its way between daemon and worker: a memory file of exactly
 * its length that nobody can change any more. Looks at no content.
 */
#ifndef DAEMON_PARCEL_H
#define DAEMON_PARCEL_H

#include "common/base/base.h"

#define PARCEL_MOST 256000u /* bytes, as CLIPBOARD_DATA holds at most */

/* A new close-on-exec one that holds a copy of len bytes.  -1 with errno. */
MUST_USE int parcel_seal(const void *bytes, size_t len);

/*
 * Copies one that somebody else made, of at most most bytes, to out, which has room for
 * so many.  NULL, and *len, or why it is not taken; out may hold rubbish then.
 */
MUST_USE const char *parcel_read(int fd, void *out, size_t most, size_t *len);

#endif
