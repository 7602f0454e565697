#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/domain_name.h"
#include "gui-daemon/domains.h"
#include "protocol/wire/messages.h"

#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <xenstore.h>

/*
 * A domain offers its channel by `/local/domain/ID/data/vchan/OURS/PORT/ring-ref` (Xen
 * tools/libs/vchan/init.c).  Below `data` the guest writes what it likes, as often as it
 * likes: so only whether that node exists is looked at, and no more often than the two
 * times below allow.  The domain's id and name are the toolstack's.
 */

#define PATH_BYTES 128
#define DOMAINS_MAX 32768u /* ids end below DOMID_FIRST_RESERVED, 0x7ff0 */
#define SETTLE_S 0.02      /* from the first event of many to the look at a domain */
#define AGAIN_S 0.5        /* between two times that one domain appears */

/* A domain that exists, and whether it offers its channel. */
struct guest {
	struct guest *next;    /* owned */
	struct domain_ref ref; /* name: "" while it cannot be one of ours */
	bool is_offered;
	bool seen;         /* by the last look at all */
	bool is_touched;   /* something was written since it was looked at */
	double appeared_s; /* on the loop's clock */
};

struct xen {
	struct domain_source source;     /* first: they are cast into each other */
	struct ev_loop *loop;            /* borrowed */
	struct domain_listener listener; /* its data borrowed */
	struct xs_handle *store;         /* owned */
	uint32_t own;                    /* our domain's id */
	struct guest *guests;            /* owned */
	int lifeline;                    /* owned: ends with xenstored; -1 for none */
	ev_io readable;
	ev_io ended;
	ev_timer settled;
};

/* Decimal digits and nothing else, below DOMAINS_MAX. */
static bool
read_id(const char *text, uint32_t *out)
{
	char *end = NULL;
	unsigned long id = strtoul(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end != '\0' || id >= DOMAINS_MAX) {
		return false;
	}
	*out = (uint32_t)id;
	return true;
}

static void
channel_path(const struct xen *xen, uint32_t id, char out[PATH_BYTES])
{
	snprintf(out, PATH_BYTES, "/local/domain/%u/data/vchan/%u/%u", id, xen->own,
	    WIRE_PORT);
}

static bool
exists(struct xen *xen, const char *path)
{
	unsigned len;
	char *value = xs_read(xen->store, XBT_NULL, path, &len);

	free(value);
	return value != NULL;
}

/* --- one domain -------------------------------------------------------------------- */

static void
appear(struct xen *xen, struct guest *guest)
{
	guest->is_offered = true;
	guest->appeared_s = ev_now(xen->loop);
	xen->listener.appeared(xen->listener.data, &guest->ref);
}

static void
vanish(struct xen *xen, struct guest *guest)
{
	if (guest->is_offered) {
		guest->is_offered = false;
		xen->listener.vanished(xen->listener.data, &guest->ref);
	}
}

/* The name that the toolstack gave; "" when it cannot be one of ours. */
static void
read_name(struct xen *xen, uint32_t id, char out[DOMAIN_NAME_BYTES])
{
	char path[PATH_BYTES];
	unsigned len = 0;

	snprintf(path, sizeof(path), "/local/domain/%u/name", id);
	char *name = xs_read(xen->store, XBT_NULL, path, &len);
	bool ok = name && strlen(name) == len && domain_name_is_valid(name);
	snprintf(out, DOMAIN_NAME_BYTES, "%s", ok ? name : "");
	if (name && !ok) {
		log_info("Xen domain %u: ignored: its name is not " DOMAIN_NAME_RULE, id);
	}
	free(name);
}

/* A domain of another name is another to those who listen. */
static void
look_at_name(struct xen *xen, struct guest *guest)
{
	char name[DOMAIN_NAME_BYTES];

	read_name(xen, guest->ref.domain, name);
	if (strcmp(name, guest->ref.name) != 0) {
		vanish(xen, guest);
		memcpy(guest->ref.name, name, sizeof(name));
	}
}

static void
look_at_channel(struct xen *xen, struct guest *guest)
{
	char channel[PATH_BYTES];
	char ring[PATH_BYTES + 16];

	channel_path(xen, guest->ref.domain, channel);
	snprintf(ring, sizeof(ring), "%s/ring-ref", channel);
	if (guest->ref.name[0] == '\0' || !exists(xen, ring)) {
		vanish(xen, guest);
		guest->is_touched = false;
	} else if (ev_now(xen->loop) - guest->appeared_s >= AGAIN_S) {
		guest->is_touched = false;
		appear(xen, guest);
	}
}

static void
on_settled(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct xen *xen = watcher->data;
	bool again = false;

	(void)loop;
	(void)events;
	for (struct guest *guest = xen->guests; guest; guest = guest->next) {
		if (guest->is_touched) {
			look_at_name(xen, guest);
			look_at_channel(xen, guest);
			again |= guest->is_touched;
		}
	}
	if (again) {
		ev_timer_set(&xen->settled, AGAIN_S, 0);
		ev_timer_start(xen->loop, &xen->settled);
	}
}

/* The wait for a domain that appeared a moment ago yields to any other. */
static void
touch(struct xen *xen, struct guest *guest)
{
	if (guest->is_touched) {
		return;
	}
	guest->is_touched = true;
	ev_timer_stop(xen->loop, &xen->settled);
	ev_timer_set(&xen->settled, SETTLE_S, 0);
	ev_timer_start(xen->loop, &xen->settled);
}

static struct guest *
find_guest(const struct xen *xen, uint32_t id)
{
	struct guest *guest = xen->guests;

	while (guest && guest->ref.domain != id) {
		guest = guest->next;
	}
	return guest;
}

/* What is watched of one domain; each makes one event at once. */
static void
watched_paths(
    const struct xen *xen, uint32_t id, char channel[PATH_BYTES], char name[PATH_BYTES])
{
	channel_path(xen, id, channel);
	snprintf(name, PATH_BYTES, "/local/domain/%u/name", id);
}

static void
add_guest(struct xen *xen, uint32_t id)
{
	struct guest *guest = calloc(1, sizeof(*guest));
	char channel[PATH_BYTES];
	char name[PATH_BYTES];
	char token[16];

	if (!guest) {
		log_error("Xen domain %u: out of memory: it gets no windows", id);
		return;
	}
	guest->ref.xen = true;
	guest->ref.domain = id;
	guest->seen = true;
	guest->appeared_s = -AGAIN_S;
	guest->next = xen->guests;
	xen->guests = guest;
	watched_paths(xen, id, channel, name);
	snprintf(token, sizeof(token), "%u", id);
	if (!xs_watch(xen->store, channel, token) || !xs_watch(xen->store, name, token)) {
		log_error("Xen domain %u: it cannot be watched: %m", id);
	}
}

/* Takes the domain at *link off the list. */
static void
drop_guest(struct xen *xen, struct guest **link)
{
	struct guest *guest = *link;
	char channel[PATH_BYTES];
	char name[PATH_BYTES];
	char token[16];

	*link = guest->next;
	watched_paths(xen, guest->ref.domain, channel, name);
	snprintf(token, sizeof(token), "%u", guest->ref.domain);
	xs_unwatch(xen->store, channel, token);
	xs_unwatch(xen->store, name, token);
	vanish(xen, guest);
	free(guest);
}

/* --- all domains ------------------------------------------------------------------- */

/* The id of a live domain but ours.  One that is being destroyed is not introduced. */
static bool
is_guest(struct xen *xen, const char *text, uint32_t *id)
{
	return read_id(text, id) && *id != xen->own &&
	    xs_is_domain_introduced(xen->store, *id);
}

static void
drop_unseen(struct xen *xen)
{
	struct guest **link = &xen->guests;

	while (*link) {
		if ((*link)->seen) {
			link = &(*link)->next;
		} else {
			drop_guest(xen, link);
		}
	}
}

/* Those that are gone first: a domain that was rebooted has its name again. */
static void
look_at_all(struct xen *xen)
{
	unsigned count = 0;
	char **ids = xs_directory(xen->store, XBT_NULL, "/local/domain", &count);
	uint32_t *live = calloc(count + 1, sizeof(*live));
	unsigned n = 0;

	for (struct guest *guest = xen->guests; guest; guest = guest->next) {
		guest->seen = false;
	}
	for (unsigned i = 0; ids && live && i < count; i++) {
		if (is_guest(xen, ids[i], &live[n])) {
			struct guest *guest = find_guest(xen, live[n]);
			if (guest) {
				guest->seen = true;
			} else {
				n++;
			}
		}
	}
	drop_unseen(xen);
	for (unsigned i = 0; i < n; i++) {
		add_guest(xen, live[i]);
	}
	free(live);
	free(ids);
}

static void
take_event(struct xen *xen, char **event)
{
	uint32_t id;

	if (event[XS_WATCH_PATH][0] == '@') {
		look_at_all(xen);
		return;
	}
	struct guest *guest =
	    read_id(event[XS_WATCH_TOKEN], &id) ? find_guest(xen, id) : NULL;
	if (guest) {
		touch(xen, guest);
	}
}

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct xen *xen = watcher->data;
	char **event;

	(void)loop;
	(void)events;
	while ((event = xs_check_watch(xen->store))) {
		take_event(xen, event);
		free(event);
	}
}

/* --- xenstored itself -------------------------------------------------------------- */

/*
 * libxenstore reads in a thread of its own, and does not tell when that has ended.  A
 * second connection, on which nobody asks anything, does.  -1 where xenstored has no
 * socket here: it is a domain of its own then.
 */
static int
lifeline_open(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", xs_daemon_socket());
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		fd_close(&fd);
	}
	return fd;
}

/* Windows stay: the domains may well live. */
static void
on_ended(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct xen *xen = watcher->data;

	(void)events;
	ev_io_stop(loop, watcher);
	ev_io_stop(loop, &xen->readable);
	ev_timer_stop(loop, &xen->settled);
	log_error("xenstored has ended: domains that start, end or are renamed go "
	          "unnoticed; once it is back, start paravent-daemon anew");
}

static void
watch_lifeline(struct xen *xen)
{
	xen->lifeline = lifeline_open();
	ev_io_init(&xen->ended, on_ended, xen->lifeline, EV_READ);
	xen->ended.data = xen;
	if (xen->lifeline >= 0) {
		ev_io_start(xen->loop, &xen->ended);
	}
}

static bool
read_own_id(struct xen *xen)
{
	unsigned len;
	char *text = xs_read(xen->store, XBT_NULL, "domid", &len);
	bool ok = text && read_id(text, &xen->own);

	free(text);
	return ok;
}

static bool
watch(struct xen *xen)
{
	xen->store = xs_open(0);
	if (!xen->store || !read_own_id(xen) ||
	    !xs_watch(xen->store, "@introduceDomain", "all") ||
	    !xs_watch(xen->store, "@releaseDomain", "all")) {
		log_error("--xen: xenstore cannot be read: %m");
		return false;
	}
	ev_timer_init(&xen->settled, on_settled, 0, 0);
	xen->settled.data = xen;
	ev_io_init(&xen->readable, on_readable, xs_fileno(xen->store), EV_READ);
	xen->readable.data = xen;
	ev_io_start(xen->loop, &xen->readable);
	watch_lifeline(xen);
	return true;
}

static void
destroy(struct domain_source *source)
{
	struct xen *xen = (struct xen *)source;

	ev_timer_stop(xen->loop, &xen->settled);
	ev_io_stop(xen->loop, &xen->readable);
	ev_io_stop(xen->loop, &xen->ended);
	fd_close(&xen->lifeline);
	while (xen->guests) {
		struct guest *guest = xen->guests;
		xen->guests = guest->next;
		free(guest);
	}
	if (xen->store) {
		xs_close(xen->store);
	}
	free(xen);
}

struct domain_source *
domains_xen_create(struct ev_loop *loop, const struct domain_listener *listener)
{
	struct xen *xen = calloc(1, sizeof(*xen));

	if (!xen) {
		log_error("out of memory");
		return NULL;
	}
	xen->source.destroy = destroy;
	xen->lifeline = -1;
	xen->loop = loop;
	xen->listener = *listener;
	if (!watch(xen)) {
		destroy(&xen->source);
		return NULL;
	}
	look_at_all(xen);
	return &xen->source;
}
