/* Linked before a program of ours with ld --wrap: so only our own calls come here. */
#include "tests/oracle/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
void *__real_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset);
int __real_memfd_create(const char *name, unsigned flags);
int __wrap_memfd_create(const char *name, unsigned flags);
int __real_fcntl(int fd, int verb, ...);
int __wrap_fcntl(int fd, int verb, ...);
ssize_t __real_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *message, int flags);

/* What is asked for; before main() nothing fails. */
static enum fault asked = FAULT_N;
static unsigned long asked_at;

static const char *const names[FAULT_N] = {
    "alloc", "map", "fd", "send", "request", "gone", "hangup"};

__attribute__((constructor)) static void
read_order(void)
{
	const char *text = getenv("PARAVENT_FAULT");

	for (enum fault i = 0; text && i < FAULT_N; i++) {
		size_t len = strlen(names[i]);

		if (strncmp(text, names[i], len) == 0 && text[len] == ' ') {
			asked_at = strtoul(text + len, NULL, 10);
			asked = i;
		}
	}
}

bool
fault_comes(enum fault kind)
{
	static unsigned long count;
	char line[64];

	if (kind != asked || ++count != asked_at) {
		return false;
	}
	int len = snprintf(line, sizeof(line), "fault %s %lu\n", names[kind], asked_at);
	return write(STDERR_FILENO, line, (size_t)len) > 0;
}

void *
__wrap_malloc(size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_calloc(count, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_realloc(old, size);
}

char *
__wrap_strdup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = __wrap_malloc(size);

	return copy ? memcpy(copy, text, size) : NULL;
}

void *
__wrap_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset)
{
	if (fault_comes(FAULT_MAP)) {
		errno = ENOMEM;
		return (void *)-1;
	}
	return __real_mmap(at, len, access, flags, fd, offset);
}

int
__wrap_memfd_create(const char *name, unsigned flags)
{
	if (fault_comes(FAULT_MAP)) {
		errno = ENOMEM;
		return -1;
	}
	return __real_memfd_create(name, flags);
}

int
__wrap_fcntl(int fd, int verb, ...)
{
	va_list args;

	va_start(args, verb);
	long value = va_arg(args, long);
	va_end(args);
	if (verb == F_DUPFD_CLOEXEC && fault_comes(FAULT_FD)) {
		errno = EMFILE;
		return -1;
	}
	return __real_fcntl(fd, verb, value);
}

ssize_t
__wrap_sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct msghdr less = *message;
	struct iovec part = {.iov_len = 0};

	if (message->msg_iovlen > 0 && message->msg_iov[0].iov_len > 0 &&
	    fault_comes(FAULT_SEND)) {
		part = (struct iovec){message->msg_iov[0].iov_base, 1};
		less.msg_iov = &part;
		less.msg_iovlen = 1;
	}
	return __real_sendmsg(fd, &less, flags);
}
