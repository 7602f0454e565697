#include "tests/oracle/words.h"

#include "gui-daemon/token.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MEMORY "/memfd:paravent-token"

const _Atomic uint32_t *
words_open(pid_t daemon, int fd)
{
	char path[64];
	char target[64] = "";

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", daemon, fd);
	ssize_t len = readlink(path, target, sizeof(target) - 1);
	if (len < 0 || strncmp(target, MEMORY, strlen(MEMORY)) != 0) {
		return NULL;
	}
	int own = open(path, O_RDONLY | O_CLOEXEC);
	return own >= 0 ? token_map(&own) : NULL;
}

void
words_find(struct words *words, pid_t daemon)
{
	char path[64];

	*words = (struct words){.count = 0};
	snprintf(path, sizeof(path), "/proc/%d/fd", daemon);
	DIR *folder = opendir(path);
	for (struct dirent *e; folder && (e = readdir(folder));) {
		int fd = atoi(e->d_name);
		const _Atomic uint32_t *word =
		    words->count < WORDS_MOST ? words_open(daemon, fd) : NULL;

		if (word) {
			words->fds[words->count] = fd;
			words->at[words->count++] = word;
		}
	}
	if (folder) {
		closedir(folder);
	}
}

size_t
words_held(const struct words *words)
{
	size_t found = words->count;
	size_t held = 0;

	for (size_t i = 0; i < words->count; i++) {
		if (atomic_load(words->at[i]) != 0) {
			found = i;
			held++;
		}
	}
	return held == 1 ? found : words->count;
}
