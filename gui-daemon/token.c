#include "gui-daemon/token.h"

#include "common/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL)

bool
token_init(struct token *token)
{
	size_t size = sizeof(*token->word);
	int saved_errno;

	*token = (struct token){
	    .fd = memfd_create("paravent-token", MFD_CLOEXEC | MFD_ALLOW_SEALING),
	};
	if (token->fd < 0 || ftruncate(token->fd, (off_t)size) < 0) {
		goto fail;
	}
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, token->fd, 0);
	if (at == MAP_FAILED) {
		goto fail;
	}
	token->memory = at;
	token->word = at;
	/* Whoever maps it from now on can only read. */
	if (fcntl(token->fd, F_ADD_SEALS, SEALS) == 0) {
		return true;
	}
fail:
	saved_errno = errno;
	token_finish(token);
	errno = saved_errno;
	return false;
}

void
token_finish(struct token *token)
{
	if (token->memory) {
		munmap(token->memory, sizeof(*token->word));
		token->memory = NULL;
		token->word = NULL;
	}
	fd_close(&token->fd);
}

uint32_t
token_grant(struct token *token)
{
	token->last = token->last == TOKEN_FREE - 1 ? 1 : token->last + 1;
	atomic_store(token->word, token->last);
	return token->last;
}

void
token_revoke(struct token *token)
{
	atomic_store(token->word, 0);
}

void
token_free(struct token *token)
{
	atomic_store(token->word, TOKEN_FREE);
}

const _Atomic uint32_t *
token_map(int *fd)
{
	void *at = mmap(NULL, sizeof(_Atomic uint32_t), PROT_READ, MAP_SHARED, *fd, 0);
	int saved_errno = errno;

	fd_close(fd);
	errno = saved_errno;
	return at == MAP_FAILED ? NULL : at;
}
