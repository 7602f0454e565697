#include "gui-daemon/session/lender.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/base/user_socket.h"

#include <errno.h>
#include <ev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct lender {
	struct ev_loop *loop;      /* borrowed */
	struct lender_owner owner; /* its data borrowed */
	char *path;                /* owned */
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

static void
on_arriving(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct lender *lender = watcher->data;
	int session = user_socket_accept(lender->listener, lender->user, "loan");

	(void)events;
	if (session < 0) {
		return;
	}
	lender->session = session;
	ev_io_stop(loop, &lender->arriving);
	ev_io_set(&lender->readable, session, EV_READ);
	ev_io_start(loop, &lender->readable);
}

/* --- the socket -------------------------------------------------------------------- */

struct lender *
lender_create(
    struct ev_loop *loop, const char *path, uid_t user, const struct lender_owner *owner)
{
	struct lender *lender = calloc(1, sizeof(*lender));

	if (!lender || !(lender->path = strdup(path))) {
		log_error("out of memory");
		free(lender);
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
	lender->listener = user_socket_listen(path, user);
	if (lender->listener < 0) {
		log_error("%s: no session can lend its display: %m", path);
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
	user_socket_close(&lender->listener, lender->path);
	free(lender->path);
	free(lender);
}
