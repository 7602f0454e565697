#include "gui-daemon/seat.h"

#include "common/base/log.h"
#include "gui-daemon/session/loan.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
seat_ours(struct seat *out, const char *display)
{
	const char *ours = getenv("DISPLAY");

	memset(out, 0, sizeof(*out));
	if (display[0] == '\0' && (!ours || ours[0] == '\0')) {
		log_error("no desktop: give --display, or set DISPLAY");
		return false;
	}
	if (strlen(display) >= sizeof(out->display)) {
		log_error("--display %s: too long", display);
		return false;
	}
	memcpy(out->display, display, strlen(display) + 1);
	return true;
}

bool
seat_of_user(struct seat *out, const char *name)
{
	errno = 0;
	const struct passwd *user = getpwnam(name);

	memset(out, 0, sizeof(*out));
	if (!user) {
		log_error(
		    "--user %s: %s", name, errno ? strerror(errno) : "no such user");
		return false;
	}
	if (user->pw_uid == 0) {
		log_error("--user %s: workers must not run as root", name);
		return false;
	}
	if (geteuid() != 0 && geteuid() != user->pw_uid) {
		log_error("--user %s: only root, or that user, can serve it", name);
		return false;
	}
	if (geteuid() == 0) {
		out->user = user->pw_uid;
		out->group = user->pw_gid;
	}
	return true;
}

void
seat_take_loan(struct seat *seat, const struct loan *loan)
{
	_Static_assert(sizeof(seat->display) >= sizeof(loan->display), "it fits");
	_Static_assert(sizeof(seat->authority) >= sizeof(loan->authority), "it fits");
	memset(seat->display, 0, sizeof(seat->display));
	memset(seat->authority, 0, sizeof(seat->authority));
	memcpy(seat->display, loan->display, sizeof(loan->display));
	memcpy(seat->authority, loan->authority, sizeof(loan->authority));
}
