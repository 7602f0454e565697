/*
 * Descriptors as grants: what stands for them where the transport is a vchan.
 * Offers pages and rewrites a dump; sends nothing.
 */
#ifndef REPLAY_GRANTED_H
#define REPLAY_GRANTED_H

#include "replay/bytes.h"

struct granted;

/* To that Xen domain; NULL with errno, ENOSYS where Xen is not built in. */
MUST_USE struct granted *granted_create(uint32_t domain);
void granted_destroy(struct granted *granted); /* NULL is fine; takes all pages back */

/*
 * Makes of a WINDOW_DUMP of type 1, whose buffer is fd's content, one of type 0 that
 * lists that content's pages, as many as the picture takes; they stay offered.  out must
 * be empty.  NULL or why not; static or borrowed.
 */
MUST_USE const char *granted_dump(
    struct granted *granted, const struct bytes *dump, int fd, struct bytes *out);

/* The same with given references: the rewriting alone.  False when out of memory. */
MUST_USE bool granted_rewrite(
    const struct bytes *dump, const uint32_t *refs, size_t count, struct bytes *out);

/* A whole header and fixed fields of a WINDOW_DUMP of type 1? */
bool granted_is_dump(const struct bytes *dump);

#endif
