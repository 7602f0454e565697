/*
 * The worker's side of the focus token (gui-daemon/token.h): may what is typed go to the
 * guest now?
 * Pure but for one word of memory that the daemon writes.
 */
#ifndef GUEST_KEY_TOKEN_H
#define GUEST_KEY_TOKEN_H

#include "common/base/base.h"

#include <stdatomic.h>

struct key_token {
	const _Atomic uint32_t *word; /* borrowed; NULL: keys need no token */
	uint32_t granted; /* the last grant that was told; X has yet to answer it */
	uint32_t held;    /* the last one that X has answered; 0: none */
	bool wants;       /* as the daemon was told last: a window has the keyboard */
};

/* Asked for each key. */
bool key_token_holds(const struct key_token *token);

/* The daemon tells a grant; ask X something, and call the next with the answer. */
void key_token_granted(struct key_token *token, uint32_t grant);
void key_token_answered(struct key_token *token, uint32_t grant);

/* The daemon takes it back. */
void key_token_taken(struct key_token *token);

#endif
