#include "gui-daemon/session/lender.h"

#include "common/base/fd.h"
#include "common/base/log.h"

#include <errno.h>
#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define QUEUE 4

struct lender {
	struct ev_loop *loop;      /* borrowed */
	struct lender_owner owner; /* its data borrowed */
	struct sockaddr_un address;
	uid_t user;
	int listener;   /* owned */
	int session;    /* owned; -1 while nobody lends */
	bool is_lent;   /* its record has come */
	ev_io arriving; /* runs while nobody lends */
	ev_io readable; /* runs while session is open */
};

/* --- one session ------------------------------------------------------------------- */

static void
end_session(struct lender *lender)
{
	bool was_lent = lender->is_lent;

	ev_io_stop(lender->loop, &lender->readable);
	fd_close(&lender->session);
	lender->is_lent = false;
	ev_io_start(lender->loop, &lender->arriving);
	if (was_lent) {
		log_info("the session has ended its loan");
		lender->owner.ended(lender->owner.data);
	}
}

static void
take_loan(struct lender *lender, const struct loan *loan, size_t len)
{
	static const char taken[] = {LOAN_TAKEN};
	const char *why = lender->is_lent ? "a second record" : loan_check(loan, len);

	if (why) {
		log_warn("a session's loan is refused: %s", why);
		end_session(lender);
		return;
	}
	lender->is_lent = true;
	log_info("the session lends display %s", loan->display);
	lender->owner.lent(lender->owner.data, loan);
	/* Only for its log: a session that is gone already tells by closing. */
	(void)!send(lender->session, taken, sizeof(taken), MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct lender *lender = watcher->data;
	struct loan loan;

	(void)loop;
	(void)events;
	ssize_t len =
	    recv(lender->session, &loan, sizeof(loan), MSG_DONTWAIT | MSG_TRUNC);
	if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	if (len <= 0) {
		end_session(lender);
		return;
	}
	take_loan(lender, &loan, (size_t)len);
}

/* --- arrival ----------------------------------------------------------------------- */

static bool
is_users(const struct lender *lender, int session)
{
	struct ucred peer = {.uid = (uid_t)-1};
	socklen_t len = sizeof(peer);

	if (getsockopt(session, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0) {
		log_warn("a session's user is unknown: %m");
		return false;
	}
	if (peer.uid != lender->user) {
		log_warn("user %u may not lend a display; user %u may",
		    (unsigned)peer.uid, (unsigned)lender->user);
		return false;
	}
	return true;
}

static void
on_arriving(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct lender *lender = watcher->data;
	int session = accept4(lender->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	(void)events;
	if (session < 0) {
		return;
	}
	if (!is_users(lender, session)) {
		fd_close(&session);
		return;
	}
	lender->session = session;
	ev_io_stop(loop, &lender->arriving);
	ev_io_set(&lender->readable, session, EV_READ);
	ev_io_start(loop, &lender->readable);
}

/* --- the socket -------------------------------------------------------------------- */

static void
remove_stale(const char *path)
{
	struct stat status;

	if (lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
		unlink(path);
	}
}

/* From its first moment nobody else's: the mode by umask, then the owner. */
static bool
bind_socket(const struct lender *lender)
{
	const char *path = lender->address.sun_path;
	mode_t before = umask(0177);
	int result = bind(lender->listener, (const struct sockaddr *)&lender->address,
	    sizeof(lender->address));
	int saved_errno = errno;

	umask(before);
	errno = saved_errno;
	return result == 0 &&
	    (lender->user == geteuid() || lchown(path, lender->user, (gid_t)-1) == 0) &&
	    listen(lender->listener, QUEUE) == 0;
}

static bool
open_socket(struct lender *lender, const char *path)
{
	int type = SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK;

	lender->address.sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(lender->address.sun_path)) {
		log_error("%s: longer than a socket's path may be", path);
		return false;
	}
	memcpy(lender->address.sun_path, path, strlen(path) + 1);
	remove_stale(path);
	lender->listener = socket(AF_UNIX, type, 0);
	if (lender->listener < 0 || !bind_socket(lender)) {
		log_error("%s: no session can lend its display: %m", path);
		return false;
	}
	return true;
}

struct lender *
lender_create(
    struct ev_loop *loop, const char *path, uid_t user, const struct lender_owner *owner)
{
	struct lender *lender = calloc(1, sizeof(*lender));

	if (!lender) {
		log_error("out of memory");
		return NULL;
	}
	lender->loop = loop;
	lender->owner = *owner;
	lender->user = user;
	lender->listener = -1;
	lender->session = -1;
	ev_init(&lender->readable, on_readable);
	lender->readable.data = lender;
	ev_init(&lender->arriving, on_arriving);
	lender->arriving.data = lender;
	if (!open_socket(lender, path)) {
		lender_destroy(lender);
		return NULL;
	}
	ev_io_set(&lender->arriving, lender->listener, EV_READ);
	ev_io_start(loop, &lender->arriving);
	return lender;
}

void
lender_destroy(struct lender *lender)
{
	if (!lender) {
		return;
	}
	ev_io_stop(lender->loop, &lender->arriving);
	ev_io_stop(lender->loop, &lender->readable);
	fd_close(&lender->session);
	if (lender->listener >= 0) {
		remove_stale(lender->address.sun_path);
	}
	fd_close(&lender->listener);
	free(lender);
}
