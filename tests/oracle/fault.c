/*
 * Linked before a program of ours (ld --wrap): one call of a kind fails, as told by
 * $PARAVENT_FAULT, such as "alloc 17" for the 17th allocation.  Only calls from our own
 * code count, not those of libraries.  Says on standard error when it comes.
 *
 *   alloc  malloc, calloc, realloc      out of memory
 *   map    mmap, memfd_create           out of memory
 *   fd     fcntl for a copy             out of descriptors
 *   send   sendmsg                      takes one byte only
 */
#include "common/base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum fault {
	FAULT_ALLOC,
	FAULT_MAP,
	FAULT_FD,
	FAULT_SEND,
	FAULT_N,
};

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__real_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset);
void *__wrap_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset);
int __real_memfd_create(const char *name, unsigned flags);
int __wrap_memfd_create(const char *name, unsigned flags);
int __real_fcntl(int fd, int verb, ...);
int __wrap_fcntl(int fd, int verb, ...);
ssize_t __real_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *message, int flags);

/* Whether this call is the one. */
static bool
comes(enum fault kind)
{
	static const char *const names[FAULT_N] = {"alloc", "map", "fd", "send"};
	static unsigned long counts[FAULT_N];
	static bool is_read;
	static enum fault asked = FAULT_N;
	static unsigned long at;
	char line[64];

	if (!is_read) {
		const char *text = getenv("PARAVENT_FAULT");

		is_read = true;
		for (enum fault i = 0; text && i < FAULT_N; i++) {
			size_t len = strlen(names[i]);

			if (strncmp(text, names[i], len) == 0 && text[len] == ' ') {
				asked = i;
				at = strtoul(text + len, NULL, 10);
			}
		}
	}
	if (kind != asked || ++counts[kind] != at) {
		return false;
	}
	int len = snprintf(line, sizeof(line), "fault %s %lu\n", names[kind], at);
	return write(STDERR_FILENO, line, (size_t)len) > 0;
}

void *
__wrap_malloc(size_t size)
{
	if (comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	if (comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_calloc(count, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	if (comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return __real_realloc(old, size);
}

void *
__wrap_mmap(void *at, size_t len, int access, int flags, int fd, off_t offset)
{
	if (comes(FAULT_MAP)) {
		errno = ENOMEM;
		return (void *)-1;
	}
	return __real_mmap(at, len, access, flags, fd, offset);
}

int
__wrap_memfd_create(const char *name, unsigned flags)
{
	if (comes(FAULT_MAP)) {
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
	if (verb == F_DUPFD_CLOEXEC && comes(FAULT_FD)) {
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
	    comes(FAULT_SEND)) {
		part = (struct iovec){message->msg_iov[0].iov_base, 1};
		less.msg_iov = &part;
		less.msg_iovlen = 1;
	}
	return __real_sendmsg(fd, &less, flags);
}
