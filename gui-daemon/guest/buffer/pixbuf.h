/*
 * A guest's pixels: pages that it shared, read-only here, of a size that was checked.
 * The only door to shared memory; what lies there may change at any moment.
 * Knows neither X nor the wire.
 */
#ifndef BUFFER_PIXBUF_H
#define BUFFER_PIXBUF_H

#include "common/base/rect.h"

struct pixbuf;

/*
 * Takes fd, also on failure.  NULL with *why, for the log, when it is not a sealed memfd
 * of at least width * height * 4 and at most max_pages pages.
 */
MUST_USE struct pixbuf *pixbuf_from_memfd(
    int fd, uint32_t width, uint32_t height, uint64_t max_pages, const char **why);

/* Unmaps; NULL is fine. */
void pixbuf_destroy(struct pixbuf *pixbuf);

uint32_t pixbuf_width(const struct pixbuf *pixbuf);  /* px */
uint32_t pixbuf_height(const struct pixbuf *pixbuf); /* px */
uint64_t pixbuf_pages(const struct pixbuf *pixbuf);  /* held, for accounts */

/* A descriptor that the X server can map, borrowed; -1 when pixels must be copied. */
int pixbuf_fd(const struct pixbuf *pixbuf);

/*
 * Copies the pixels of part, which must lie within the buffer, to out: rows of
 * part.width * 4 bytes.  False when they cannot be mapped.
 */
MUST_USE bool pixbuf_copy(struct pixbuf *pixbuf, struct rect part, uint8_t *out);

/* --- pixbuf_grant.c (only with --with-xen) ------------------------------------------ */

struct grants;

/* The grant device, opened before privileges are dropped; NULL with errno. */
MUST_USE struct grants *grants_open(uint32_t domain);
void grants_close(struct grants *grants); /* NULL is fine; after its last pixbuf */

/*
 * Maps count pages, which hold width * height * 4 bytes, read-only.  NULL with *why when
 * the hypervisor refuses.  grants is borrowed until pixbuf_destroy().
 */
MUST_USE struct pixbuf *pixbuf_from_grants(struct grants *grants, uint32_t *refs,
    uint32_t count, uint32_t width, uint32_t height, const char **why);

#endif
