#include "gui-daemon/guest/key_token.h"

#include "gui-daemon/token.h"

bool
key_token_holds(const struct key_token *token)
{
	if (!token->word) {
		return true;
	}
	uint32_t word = atomic_load(token->word);
	return word == TOKEN_FREE || (word != 0 && word == token->held);
}

void
key_token_granted(struct key_token *token, uint32_t grant)
{
	token->granted = grant;
}

void
key_token_answered(struct key_token *token, uint32_t grant)
{
	if (token->granted == grant) {
		token->held = grant;
	}
}

void
key_token_taken(struct key_token *token)
{
	token->granted = 0;
	token->held = 0;
}
