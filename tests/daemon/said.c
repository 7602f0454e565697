#include "tests/daemon/said.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
said_say(void *data, enum log_level level, const char *text)
{
	struct said *said = data;
	size_t room = sizeof(said->text) - said->len;
	size_t path = strlen(said->path);
	bool has_path = strncmp(text, said->path, path) == 0;

	said->len += (size_t)snprintf(said->text + said->len, room, "%c %s%s\n",
	    "DIWE"[level], has_path ? "FILE" : "", has_path ? text + path : text);
}

struct config *
said_load(const char *path, const void *bytes, size_t len, struct said *said)
{
	struct config_listener listener = {.say = said_say, .data = said};
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	*said = (struct said){.path = path};
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len || close(fd) < 0) {
		printf("Bail out! %s\n", path);
		exit(1);
	}
	return config_load(path, true, &listener);
}

int
said_run(said_test *const tests[], size_t count)
{
	struct tap tap = {.count = 0};
	char directory[] = "/tmp/paravent-XXXXXX";
	char path[64];

	if (!mkdtemp(directory)) {
		printf("Bail out! mkdtemp\n");
		return 1;
	}
	snprintf(path, sizeof(path), "%s/conf", directory);
	for (size_t i = 0; i < count; i++) {
		tests[i](&tap, path);
	}
	unlink(path);
	rmdir(directory);
	return tap_done(&tap);
}
