#include "common/desk/client.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/desk/arrival.h"

#include <errno.h>
#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define RETRY_S 0.05      /* doubled each time, */
#define RETRY_MOST_S 60.0 /* up to this */
#define REFUSALS_MOST \
	12u /* by a socket that nobody listens at: then only its folder tells */

struct known {
	struct known *next; /* owned; in order of id */
	struct desk_domain domain;
};

struct desk_client {
	struct ev_loop *loop; /* borrowed */
	struct sockaddr_un address;
	enum desk_role role;
	struct desk_listener to; /* its data borrowed */
	int fd;                  /* owned; -1 while no daemon is there */
	struct known *known;     /* owned */
	bool has_waited;         /* said so already */
	bool is_welcome;         /* this daemon has said so */
	double wait_s;           /* before the next try */
	unsigned refusals;       /* one after another */
	ev_io readable;
	ev_timer retry;         /* runs while a try is due */
	struct arrival arrival; /* while no daemon is there */
};

/* --- what is known ----------------------------------------------------------------- */

/* Where a domain of this id is, or belongs. */
static struct known **
place_of(struct desk_client *client, uint32_t id)
{
	struct known **at = &client->known;

	while (*at && (*at)->domain.id < id) {
		at = &(*at)->next;
	}
	return at;
}

static void
take_domain(struct desk_client *client, const struct desk_record *record)
{
	struct known **at = place_of(client, record->domain.id);
	struct known *known = *at;
	bool is_new = !known || known->domain.id != record->domain.id;

	if (is_new) {
		known = calloc(1, sizeof(*known));
		if (!known) {
			log_error("out of memory: a domain is not known here");
			return;
		}
		known->next = *at;
		*at = known;
	}
	struct desk_domain before = known->domain;
	known->domain = record->domain;
	if (client->to.domain) {
		client->to.domain(
		    client->to.data, &known->domain, is_new ? NULL : &before);
	}
}

static void
forget(struct desk_client *client, struct known **at)
{
	struct known *known = *at;

	*at = known->next;
	if (client->to.gone) {
		client->to.gone(client->to.data, &known->domain);
	}
	free(known);
}

static void
take_gone(struct desk_client *client, const struct desk_record *record)
{
	struct known **at = place_of(client, record->number);

	if (*at && (*at)->domain.id == record->number) {
		forget(client, at);
	}
}

static void
take_welcome(struct desk_client *client, const struct desk_record *record)
{
	client->is_welcome = true;
	client->wait_s = RETRY_S;
	client->refusals = 0;
	if (client->to.welcome) {
		client->to.welcome(client->to.data, &record->welcome);
	}
}

static void
take_complete(struct desk_client *client, const struct desk_record *record)
{
	(void)record;
	if (client->to.complete) {
		client->to.complete(client->to.data);
	}
}

static void
take_label(struct desk_client *client, const struct desk_record *record)
{
	if (client->to.label) {
		client->to.label(client->to.data, &record->label);
	}
}

static void
take_clipboard(struct desk_client *client, const struct desk_record *record)
{
	if (client->to.clipboard) {
		client->to.clipboard(client->to.data, &record->clipboard);
	}
}

static void (*const takers[])(struct desk_client *, const struct desk_record *) = {
    [DESK_WELCOME] = take_welcome,
    [DESK_DOMAIN] = take_domain,
    [DESK_GONE] = take_gone,
    [DESK_COMPLETE] = take_complete,
    [DESK_LABEL] = take_label,
    [DESK_CLIPBOARD] = take_clipboard,
};

/* --- the connection ---------------------------------------------------------------- */

static void
send_record(struct desk_client *client, const struct desk_record *record)
{
	/* The daemon reads at once; one that does not is gone, and its end tells. */
	if (client->fd >= 0 &&
	    send(client->fd, record, sizeof(*record), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
		log_debug("the daemon does not take a record: %m");
	}
}

/* More and more seldom: a daemon that keeps turning us down is asked no faster. */
static void
retry_later(struct desk_client *client)
{
	ev_timer_stop(client->loop, &client->retry);
	ev_timer_set(&client->retry, client->wait_s, 0.);
	ev_timer_start(client->loop, &client->retry);
	client->wait_s =
	    client->wait_s * 2 < RETRY_MOST_S ? client->wait_s * 2 : RETRY_MOST_S;
}

static void
disconnect(struct desk_client *client)
{
	ev_io_stop(client->loop, &client->readable);
	fd_close(&client->fd);
	while (client->known) {
		forget(client, &client->known);
	}
	client->is_welcome = false;
	retry_later(client);
	if (client->to.lost) {
		client->to.lost(client->to.data);
	}
}

/* False when there is nothing more to read now. */
static bool
receive(struct desk_client *client)
{
	struct desk_record record;
	ssize_t len = recv(client->fd, &record, sizeof(record), MSG_DONTWAIT | MSG_TRUNC);

	if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
		return false;
	}
	if (len <= 0) {
		log_info("paravent-daemon has gone");
		disconnect(client);
		return false;
	}
	const char *why = desk_check_from_daemon(&record, (size_t)len);
	if (why) {
		log_error("paravent-daemon says nonsense: %s", why);
		disconnect(client);
		return false;
	}
	takers[record.type](client, &record);
	return client->fd >= 0;
}

void
desk_client_catch_up(struct desk_client *client)
{
	while (client->fd >= 0 && receive(client)) {
	}
}

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	(void)loop;
	(void)events;
	desk_client_catch_up(watcher->data);
}

static bool
connect_now(struct desk_client *client)
{
	client->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (client->fd < 0 ||
	    connect(client->fd, (const struct sockaddr *)&client->address,
	        sizeof(client->address)) < 0) {
		int saved_errno = errno;
		fd_close(&client->fd);
		errno = saved_errno;
		return false;
	}
	struct desk_record hello = desk_record_of(DESK_HELLO);
	hello.hello = (struct desk_hello){DESK_VERSION, client->role};
	send_record(client, &hello);
	ev_io_set(&client->readable, client->fd, EV_READ);
	ev_io_start(client->loop, &client->readable);
	return true;
}

/*
 * What is not there comes with an event in its folder.  A socket that is there and
 * refuses is a dead daemon's, or a new one's that does not listen yet.
 */
static void
wait_for_daemon(struct desk_client *client, int why)
{
	bool is_there = why != ENOENT && why != ENOTDIR;

	if (!client->has_waited) {
		client->has_waited = true;
		log_info("%s: waiting for paravent-daemon: %s", client->address.sun_path,
		    strerror(why));
	}
	if (client->arrival.fd < 0 || (is_there && client->refusals < REFUSALS_MOST)) {
		client->refusals++;
		retry_later(client);
	}
}

/* The folder first: nothing that happens after the try is missed. */
static void
try_now(struct desk_client *client)
{
	if (!arrival_start(&client->arrival)) {
		log_debug("%s: cannot be watched: %m", client->address.sun_path);
	}
	if (connect_now(client)) {
		client->has_waited = false;
		arrival_stop(&client->arrival);
	} else {
		wait_for_daemon(client, errno);
	}
}

static void
on_retry(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	try_now(timer->data);
}

static void
on_arrival(void *data)
{
	struct desk_client *client = data;

	ev_timer_stop(client->loop, &client->retry);
	client->refusals = 0;
	client->wait_s = RETRY_S;
	try_now(client);
}

const char *
desk_default_path(void)
{
	static char path[sizeof(((struct sockaddr_un *)NULL)->sun_path)];
	const char *named = getenv("PARAVENT_DESK");
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (named && named[0] != '\0') {
		return named;
	}
	if (runtime && runtime[0] == '/' &&
	    (size_t)snprintf(path, sizeof(path), "%s/paravent/" DESK_SOCKET_NAME,
	        runtime) < sizeof(path) &&
	    access(path, F_OK) == 0) {
		return path;
	}
	return PARAVENT_DESK_SOCKET;
}

struct desk_client *
desk_client_create(struct ev_loop *loop, const char *path, enum desk_role role,
    const struct desk_listener *listener)
{
	struct desk_client *client = calloc(1, sizeof(*client));
	const char *where = path ? path : desk_default_path();

	if (!client) {
		return NULL;
	}
	if (strlen(where) >= sizeof(client->address.sun_path)) {
		free(client);
		errno = ENAMETOOLONG;
		return NULL;
	}
	client->loop = loop;
	client->role = role;
	client->to = *listener;
	client->fd = -1;
	client->address.sun_family = AF_UNIX;
	memcpy(client->address.sun_path, where, strlen(where) + 1);
	ev_init(&client->readable, on_readable);
	client->readable.data = client;
	client->wait_s = RETRY_S;
	arrival_init(
	    &client->arrival, loop, client->address.sun_path, on_arrival, client);
	/* The first try is the loop's first act. */
	ev_timer_init(&client->retry, on_retry, 0., 0.);
	client->retry.data = client;
	ev_timer_start(loop, &client->retry);
	return client;
}

void
desk_client_destroy(struct desk_client *client)
{
	if (!client) {
		return;
	}
	client->to = (struct desk_listener){.data = NULL};
	ev_timer_stop(client->loop, &client->retry);
	arrival_stop(&client->arrival);
	ev_io_stop(client->loop, &client->readable);
	fd_close(&client->fd);
	while (client->known) {
		forget(client, &client->known);
	}
	free(client);
}

bool
desk_client_is_connected(const struct desk_client *client)
{
	return client->fd >= 0;
}

/* --- questions and words ----------------------------------------------------------- */

const struct desk_domain *
desk_client_find(const struct desk_client *client, uint32_t id)
{
	for (const struct known *known = client->known; known; known = known->next) {
		if (known->domain.id == id) {
			return &known->domain;
		}
	}
	return NULL;
}

const struct desk_domain *
desk_client_owner_of(const struct desk_client *client, uint32_t window)
{
	for (const struct known *known = client->known; known; known = known->next) {
		const struct desk_domain *domain = &known->domain;

		if (domain->x_mask && (window & ~domain->x_mask) == domain->x_base) {
			return domain;
		}
	}
	return NULL;
}

const struct desk_domain *
desk_client_next(const struct desk_client *client, const struct desk_domain *domain)
{
	const struct known *known = client->known;

	while (known && domain && known->domain.id <= domain->id) {
		known = known->next;
	}
	return known ? &known->domain : NULL;
}

static void
send_number(struct desk_client *client, enum desk_type type, uint32_t number)
{
	struct desk_record record = desk_record_of(type);

	record.number = number;
	send_record(client, &record);
}

void
desk_client_shown(struct desk_client *client, uint32_t serial)
{
	send_number(client, DESK_SHOWN, serial);
}

void
desk_client_covered(struct desk_client *client, bool is_covered)
{
	send_number(client, DESK_COVERED, is_covered);
}

void
desk_client_pause(struct desk_client *client, uint32_t domain, bool pause)
{
	struct desk_record record = desk_record_of(DESK_PAUSE);

	record.pause = (struct desk_pause){domain, pause};
	send_record(client, &record);
}

void
desk_client_reserve(struct desk_client *client, const struct reserve *reserve)
{
	struct desk_record record = desk_record_of(DESK_RESERVE);

	record.reserve = *reserve;
	send_record(client, &record);
}

void
desk_client_locked(struct desk_client *client, bool is_locked)
{
	send_number(client, DESK_LOCKED, is_locked);
}
