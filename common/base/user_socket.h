/*
 * A listening SOCK_SEQPACKET socket that one user may connect to: mode 0600, that user's,
 * and the kernel's word on who connected (SO_PEERCRED, unix(7)) is checked besides.
 * Reads and writes nothing on it.
 */
#ifndef BASE_USER_SOCKET_H
#define BASE_USER_SOCKET_H

#include "common/base/base.h"

#include <sys/types.h>

/*
 * Listens at path, where a stale socket is replaced, for user.  Its folder must be one in
 * which only we may write.  The descriptor, close-on-exec and not blocking; -1 with
 * errno.
 */
MUST_USE int user_socket_listen(const char *path, uid_t user);

/*
 * The next connection, likewise close-on-exec and not blocking; -1 when there is none, or
 * when it was somebody else's, which is logged; what is the listener's purpose, for that.
 */
MUST_USE int user_socket_accept(int listener, uid_t user, const char *what);

/* Closes *fd, if it is open, and removes the path. */
void user_socket_close(int *fd, const char *path);

#endif
