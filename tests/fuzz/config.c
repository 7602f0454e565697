/* The input is a paravent.conf. */
#include "gui-daemon/config.h"
#include "tests/fuzz/target.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every word is one line of text that a person can read. */
static void
hear(void *data, enum log_level level, const char *text)
{
	(void)data;
	if (level > LOG_ERROR || strchr(text, '\n')) {
		abort();
	}
}

/* What a worker will be given is within its ranges, whatever stood there. */
static void
check(const struct config *config, const char *name)
{
	struct domain_mark mark = config_mark_of(config, name);
	struct domain_policy policy = config_policy_of(config, name);

	if (!domain_policy_is_sane(&policy) ||
	    !memchr(mark.label, 0, sizeof(mark.label)) || mark.colour > 0xffffff) {
		abort();
	}
	(void)config_may_copy(config, name);
	(void)config_may_paste(config, name, "work");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct config_listener listener = {.say = hear};
	int fd = memfd_create("paravent.conf", MFD_CLOEXEC);
	char path[64];

	if (fd < 0 || fchmod(fd, 0600) < 0 || write(fd, data, size) != (ssize_t)size) {
		abort();
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	struct config *config = config_load(path, true, &listener);
	if (config) {
		check(config, "work");
		check(config, "untrusted");
		check(config, "none-of-the-file");
		(void)config_chords(config);
	}
	config_destroy(config);
	close(fd);
	return 0;
}
