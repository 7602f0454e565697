/* paravent-session: lends the display of the session that runs it to paravent-daemon. */
#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/session/loan.h"

#include <config.h>
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <xcb/xcb.h>

#define RETRY_MS 1000 /* while no daemon listens */

enum exit_code {
	EXIT_SESSION_OVER = 0, /* the X server has gone */
	EXIT_NOT_OURS = 1,     /* the daemon serves another user */
	EXIT_USAGE = 2,        /* command line, environment, display */
};

struct session {
	struct sockaddr_un address;
	struct loan loan;
	xcb_connection_t *x; /* owned; nothing but a sign that the X server lives */
	int daemon;          /* owned; -1 while no daemon listens */
	bool has_waited;     /* said so already */
};

static const char usage[] =
    "Usage: paravent-session [OPTION]...\n"
    "Lends this session's display to paravent-daemon until the session ends.\n"
    "\n"
    "      --socket PATH   where the daemon listens (default: " PARAVENT_SESSION_SOCKET
    ")\n"
    "      --display D     the display to lend (default: $DISPLAY)\n"
    "  -h, --help          this text\n"
    "  -V, --version       the version\n";

/* --- the loan ---------------------------------------------------------------------- */

static bool
copy_text(char *out, size_t size, const char *text)
{
	int len = snprintf(out, size, "%s", text);

	return len >= 0 && (size_t)len < size;
}

/* Where X's cookies lie, as XauFileName(3) finds them; "" when there are none. */
static bool
find_authority(char *out, size_t size)
{
	const char *named = getenv("XAUTHORITY");
	const char *home = getenv("HOME");

	if (named && named[0] != '\0') {
		return copy_text(out, size, named);
	}
	if (!home || home[0] == '\0') {
		return copy_text(out, size, "");
	}
	int len = snprintf(out, size, "%s/.Xauthority", home);
	if (len < 0 || (size_t)len >= size) {
		return false;
	}
	return access(out, R_OK) == 0 || copy_text(out, size, "");
}

static bool
make_loan(struct loan *loan, const char *display)
{
	memset(loan, 0, sizeof(*loan));
	if (!display || display[0] == '\0') {
		log_error("no display to lend: set DISPLAY, or give --display");
		return false;
	}
	if (!copy_text(loan->display, sizeof(loan->display), display) ||
	    !find_authority(loan->authority, sizeof(loan->authority))) {
		log_error("the name of the display or of its cookies is too long");
		return false;
	}
	const char *why = loan_check(loan, sizeof(*loan));
	if (why) {
		log_error("display %s cannot be lent: %s", display, why);
		return false;
	}
	return true;
}

/* --- the daemon -------------------------------------------------------------------- */

/* A new socket with the loan on its way, or -1 with errno. */
static int
offer(const struct session *session)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd >= 0 &&
	    connect(fd, (const struct sockaddr *)&session->address,
	        sizeof(session->address)) == 0 &&
	    send(fd, &session->loan, sizeof(session->loan), MSG_NOSIGNAL) ==
	        (ssize_t)sizeof(session->loan)) {
		return fd;
	}
	int saved_errno = errno;
	fd_close(&fd);
	errno = saved_errno;
	return -1;
}

/* False when this daemon will never take our display. */
static bool
look_for_daemon(struct session *session)
{
	session->daemon = offer(session);
	if (session->daemon >= 0) {
		return true;
	}
	if (errno == EACCES) {
		log_error(
		    "%s: paravent-daemon serves another user", session->address.sun_path);
		return false;
	}
	if (!session->has_waited) {
		log_info(
		    "%s: waiting for paravent-daemon: %m", session->address.sun_path);
		session->has_waited = true;
	}
	return true;
}

static void
hear_daemon(struct session *session)
{
	char answer = 0;
	ssize_t len = recv(session->daemon, &answer, sizeof(answer), MSG_DONTWAIT);

	if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	if (len > 0 && answer == LOAN_TAKEN) {
		log_info("display %s is lent", session->loan.display);
		return;
	}
	log_info("paravent-daemon has ended the loan");
	session->has_waited = false;
	fd_close(&session->daemon);
}

/* --- the program ------------------------------------------------------------------- */

/* False when the X server has gone. */
static bool
hear_x(const struct session *session)
{
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(session->x))) {
		free(event);
	}
	return !xcb_connection_has_error(session->x);
}

static enum exit_code
lend(struct session *session)
{
	for (;;) {
		if (session->daemon < 0 && !look_for_daemon(session)) {
			return EXIT_NOT_OURS;
		}
		struct pollfd waits[] = {
		    {.fd = xcb_get_file_descriptor(session->x), .events = POLLIN},
		    {.fd = session->daemon, .events = POLLIN}, /* -1 is skipped */
		};
		poll(waits, ARRAY_LEN(waits), session->daemon < 0 ? RETRY_MS : -1);
		if (!hear_x(session)) {
			return EXIT_SESSION_OVER;
		}
		if (session->daemon >= 0 && waits[1].revents) {
			hear_daemon(session);
			/* A daemon that ends at once is not asked in a circle. */
			if (session->daemon < 0) {
				poll(waits, 1, RETRY_MS);
			}
		}
	}
}

struct settings {
	const char *socket;  /* borrowed */
	const char *display; /* borrowed; NULL: none */
};

enum {
	OPTION_SOCKET = 256,
	OPTION_DISPLAY,
};

static const struct option long_options[] = {
    {"socket", required_argument, NULL, OPTION_SOCKET},
    {"display", required_argument, NULL, OPTION_DISPLAY},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

/* -1 to go on, else the exit status. */
static int
read_options(int argc, char **argv, struct settings *out)
{
	int option;

	while ((option = getopt_long(argc, argv, "hV", long_options, NULL)) != -1) {
		switch (option) {
		case OPTION_SOCKET:
			out->socket = optarg;
			break;
		case OPTION_DISPLAY:
			out->display = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			return EXIT_SESSION_OVER;
		case 'V':
			puts("paravent-session " PACKAGE_VERSION);
			return EXIT_SESSION_OVER;
		default:
			fputs("Try paravent-session --help.\n", stderr);
			return EXIT_USAGE;
		}
	}
	if (optind < argc) {
		log_error("%s: no argument is expected; try --help", argv[optind]);
		return EXIT_USAGE;
	}
	return -1;
}

static bool
start(struct session *session, const struct settings *settings)
{
	session->address.sun_family = AF_UNIX;
	if (!copy_text(session->address.sun_path, sizeof(session->address.sun_path),
	        settings->socket)) {
		log_error(
		    "--socket %s: longer than a socket's path may be", settings->socket);
		return false;
	}
	if (!make_loan(&session->loan, settings->display)) {
		return false;
	}
	session->x = xcb_connect(settings->display, NULL);
	if (xcb_connection_has_error(session->x)) {
		log_error("display %s: cannot be reached", settings->display);
		return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct settings settings = {
	    .socket = PARAVENT_SESSION_SOCKET,
	    .display = getenv("DISPLAY"),
	};
	struct session session = {.daemon = -1};

	log_open("paravent-session", LOG_INFO);
	int done = read_options(argc, argv, &settings);
	if (done >= 0) {
		return done;
	}
	enum exit_code code = start(&session, &settings) ? lend(&session) : EXIT_USAGE;
	fd_close(&session.daemon);
	xcb_disconnect(session.x); /* NULL is fine */
	return (int)code;
}
