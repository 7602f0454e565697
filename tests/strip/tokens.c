#include "tests/strip/tokens.h"

#include "common/base/fd.h"
#include "gui-daemon/token.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MEMORY "/memfd:paravent-token"
#define MOST 16u

/* Each word that the daemon has a descriptor of. */
static size_t
map_words(pid_t daemon, const _Atomic uint32_t *words[MOST])
{
	char path[300];
	char target[64];
	size_t count = 0;

	snprintf(path, sizeof(path), "/proc/%d/fd", daemon);
	DIR *folder = opendir(path);
	for (struct dirent *e; folder && count < MOST && (e = readdir(folder));) {
		snprintf(path, sizeof(path), "/proc/%d/fd/%s", daemon, e->d_name);
		ssize_t len = readlink(path, target, sizeof(target));
		if (len < (ssize_t)strlen(MEMORY) ||
		    strncmp(target, MEMORY, strlen(MEMORY)) != 0) {
			continue;
		}
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		words[count] = fd >= 0 ? token_map(&fd) : NULL;
		count += words[count] != NULL;
	}
	if (folder) {
		closedir(folder);
	}
	return count;
}

/* The only one that stands for a grant; NULL when none does, or several. */
static const _Atomic uint32_t *
find_held(const _Atomic uint32_t *const words[MOST], size_t count)
{
	const _Atomic uint32_t *found = NULL;
	size_t held = 0;

	for (size_t i = 0; i < count; i++) {
		if (atomic_load(words[i]) != 0) {
			found = words[i];
			held++;
		}
	}
	return held == 1 ? found : NULL;
}

bool
tokens_find(struct tokens *tokens, struct stage *stage)
{
	const _Atomic uint32_t *words[MOST];
	size_t count = map_words(fixture_daemon(&stage->fixture), words);

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		tokens->words[d] = stage_drain(stage, d) ? find_held(words, count) : NULL;
		if (!tokens->words[d]) {
			tap_diag("%s: its token is not found among %zu",
			    stage_domains[d].name, count);
			return false;
		}
	}
	return true;
}

struct tokens_held
tokens_look(const struct tokens *tokens)
{
	struct tokens_held held;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		held.grants[d] = atomic_load(tokens->words[d]);
	}
	return held;
}

unsigned
tokens_holder(const struct tokens_held *then, const struct tokens_held *now)
{
	unsigned holder = STAGE_NOBODY;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (now->grants[d] != 0 && now->grants[d] == then->grants[d]) {
			holder = holder == STAGE_NOBODY ? d : STAGE_DOMAINS + 1;
		}
	}
	return holder;
}
