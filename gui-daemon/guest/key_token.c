#include "gui-daemon/guest/key_token.h"

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
