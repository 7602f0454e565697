/*
 * File descriptors: flags, closing, and passing over UNIX sockets.
 * Must not know what a descriptor is for.
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "common/base/base.h"

#include <sys/types.h>

/* Closes *fd if it is open (>= 0) and sets it to -1. */
void fd_close(int *fd);

/* False with errno when the kernel refuses. */
MUST_USE bool fd_set_nonblock(int fd);
MUST_USE bool fd_set_cloexec(int fd, bool cloexec);

/*
 * One sendmsg() of len bytes, carrying fd with the first of them unless fd is -1.
 * The caller keeps fd.  Returns as send() does; never raises SIGPIPE.
 */
ssize_t fd_send(int socket, const void *bytes, size_t len, int fd);

/*
 * One recvmsg() of up to size bytes.  Descriptors that came with them are stored in fds
 * (room for max of them; the caller owns them, close-on-exec) and counted in *count.
 * Descriptors beyond max are closed and make the call fail with errno EMSGSIZE.
 * Returns as recv() does.
 */
ssize_t fd_receive(
    int socket, void *bytes, size_t size, int *fds, size_t max, size_t *count);

#endif
