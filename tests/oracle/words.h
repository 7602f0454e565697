/*
 * The words of focus tokens (gui-daemon/token.h), read where the daemon has them: who may
 * have the keys now, whatever anybody says.
 * Only reads.
 */
#ifndef ORACLE_WORDS_H
#define ORACLE_WORDS_H

#include "common/base/base.h"

#include <stdatomic.h>
#include <sys/types.h>

#define WORDS_MOST 16u

struct words {
	size_t count;
	int fds[WORDS_MOST];                    /* the daemon's numbers */
	const _Atomic uint32_t *at[WORDS_MOST]; /* mapped as long as we live */
};

/* All that the daemon has now. */
void words_find(struct words *words, pid_t daemon);

/* The index of the only one that stands for a grant; count when none does, or several. */
size_t words_held(const struct words *words);

/* One of them in another process, by the daemon's number; NULL when it is not there. */
const _Atomic uint32_t *words_open(pid_t daemon, int fd);

#endif
