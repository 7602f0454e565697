/*
 * The pages that a peer in a guest has shared, by number.  Knows no stream.
 */
#ifndef XEN_SHARES_H
#define XEN_SHARES_H

#include "common/base/base.h"

#define PAGE_WORDS 1024u

struct shares;

/* Granting to dom0; NULL with errno. */
MUST_USE struct shares *shares_create(void);
void shares_destroy(struct shares *shares); /* NULL is fine; gives all back */

/* Shares pages, filled from seed.  The references, borrowed; NULL when refused. */
MUST_USE const uint32_t *shares_add(
    struct shares *shares, uint32_t number, uint32_t pages, uint32_t seed);
void shares_fill(struct shares *shares, uint32_t number, uint32_t seed);
void shares_remove(struct shares *shares, uint32_t number);

/* Sets the limit of the kernel's module, in pages; false when it does not take it. */
MUST_USE bool shares_limit(uint32_t pages);

#endif
