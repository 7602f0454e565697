/*
 * One worker's focus token: a word of memory that the daemon writes and the worker reads
 * at each key, which costs neither a system call.  Taking it back is one store, and holds
 * for a worker that is stopped, too.
 * Decides nothing.
 *
 * A worker passes keys on while the word is the number of its last grant.  It counts a
 * grant only once its X server has answered it since: keys that are older were typed
 * before the label was on the screen.
 */
#ifndef DAEMON_TOKEN_H
#define DAEMON_TOKEN_H

#include "common/base/base.h"

#include <stdatomic.h>

#define TOKEN_FREE UINT32_MAX /* the word, while keys need no grant */

struct token {
	int fd;                 /* owned: the memory, for the worker; -1 */
	void *memory;           /* owned mapping of the word */
	_Atomic uint32_t *word; /* in it; 0: the worker has no token */
	uint32_t last;          /* grant */
};

/* False with errno. */
MUST_USE bool token_init(struct token *token);
void token_finish(struct token *token); /* what is all zero but fd -1 is fine */

/* The number of the new grant, never 0. */
uint32_t token_grant(struct token *token);
void token_revoke(struct token *token);
void token_free(struct token *token); /* keys flow, and need no grant */

/*
 * The worker's side: maps the word behind fd for the rest of the process's life, and
 * closes fd.  NULL with errno.
 */
MUST_USE const _Atomic uint32_t *token_map(int *fd);

#endif
