/*
 * A stand-in for Xen's library of grants, as the driver uses it: linked before it, it
 * counts and refuses.  Knows no pool.
 */
#ifndef TEST_DRIVER_GRANTS_H
#define TEST_DRIVER_GRANTS_H

#include "common/base/base.h"

#define GRANTS_DOMAIN 3

/* Whose addresses are handles have no other place for state. */
struct grants {
	bool is_there; /* the device */
	int table;     /* pages that can be shared at once */
	int shared;    /* now */
	int fewest;    /* shared, since the first share */
	int failures;  /* shares refused */
	int shares;    /* asked for, since */
	int refused;   /* this one of them whatever the table; 0: none */
	long now_s;    /* on the monotonic clock */
	bool is_open;
	bool is_misused; /* writable, to another domain, or not as shared */
	uint32_t last_ref;
};

extern struct grants xen;

struct pool;

/* A pool of at most limit pages, with a table of so many; NULL when it is refused. */
MUST_USE struct pool *grants_pool(size_t limit, int table);

/* Ends the pool; whether every grant is back, and was used as it should. */
MUST_USE bool grants_end(struct pool *pool);

#endif
