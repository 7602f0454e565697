/* Linked before a program of ours with ld --wrap: so only our own calls come here. */
#include "tests/oracle/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

/* Before main() nothing fails. */
static struct fault_room own = {.kind = FAULT_N};
static struct fault_room *room = &own;

static const char *const names[FAULT_N] = {
    "alloc", "map", "fd", "send", "request", "gone", "hangup"};

static void
enter_room(const char *number)
{
	int fd = (int)strtol(number, NULL, 10);
	void *at =
	    __real_mmap(NULL, sizeof(*room), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	close(fd);
	if (at != MAP_FAILED) {
		room = at;
	}
}

__attribute__((constructor)) static void
read_order(void)
{
	const char *text = getenv("PARAVENT_FAULT");
	const char *number = getenv("PARAVENT_FAULT_ROOM");

	if (number) {
		enter_room(number);
	}

	for (enum fault i = 0; text && i < FAULT_N; i++) {
		size_t len = strlen(names[i]);

		if (strncmp(text, names[i], len) == 0 && text[len] == ' ') {
			fault_order(room, i, (uint32_t)strtoul(text + len, NULL, 10));
		}
	}
}

struct fault_room *
fault_room(void)
{
	return room;
}

bool
fault_comes(enum fault kind)
{
	char line[64];

	if (kind != room->kind || ++room->count != room->at) {
		return false;
	}
	room->came = 1;
	int len = snprintf(line, sizeof(line), "fault %s %u\n", names[kind], room->at);
	return write(STDERR_FILENO, line, (size_t)len) > 0;
}

/* An allocation, which may have failed. */
static void *
counted(void *got)
{
	room->live += got != NULL;
	return got;
}

void *
__wrap_malloc(size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return counted(__real_malloc(size));
}

void *
__wrap_calloc(size_t count, size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return counted(__real_calloc(count, size));
}

void *
__wrap_realloc(void *old, size_t size)
{
	if (fault_comes(FAULT_ALLOC)) {
		errno = ENOMEM;
		return NULL;
	}
	return old ? __real_realloc(old, size) : counted(__real_malloc(size));
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
		return MAP_FAILED;
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
