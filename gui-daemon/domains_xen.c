#include "common/base/log.h"
#include "gui-daemon/domain_name.h"
#include "gui-daemon/domains.h"
#include "protocol/wire/messages.h"

#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xenstore.h>

/*
 * A domain offers its channel by `/local/domain/ID/data/vchan/OURS/PORT/ring-ref` (Xen
 * tools/libs/vchan/init.c).  Below `data` the guest writes what it likes, so only whether
 * that node exists is looked at; the domain's id and name are ours.
 */

#define PATH_BYTES 128
#define DOMAINS_MAX 32768u /* ids end below DOMID_FIRST_RESERVED, 0x7ff0 */

/* A domain that exists, and whether it offers its channel. */
struct guest {
	struct guest *next; /* owned */
	struct domain_ref ref;
	bool is_offered;
	bool seen; /* by the last look */
};

struct xen {
	struct domain_source source;     /* first: they are cast into each other */
	struct ev_loop *loop;            /* borrowed */
	struct domain_listener listener; /* its data borrowed */
	struct xs_handle *store;         /* owned */
	uint32_t own;                    /* our domain's id */
	struct guest *guests;            /* owned */
	ev_io readable;
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

/* --- one domain -----------------------------------------------------------------------
 */

static void
set_offered(struct xen *xen, struct guest *guest, bool is_offered)
{
	if (guest->is_offered == is_offered) {
		return;
	}
	guest->is_offered = is_offered;
	if (is_offered) {
		xen->listener.appeared(xen->listener.data, &guest->ref);
	} else {
		xen->listener.vanished(xen->listener.data, &guest->ref);
	}
}

static void
look_at_guest(struct xen *xen, struct guest *guest)
{
	char channel[PATH_BYTES];
	char ring[PATH_BYTES + 16];

	channel_path(xen, guest->ref.domain, channel);
	snprintf(ring, sizeof(ring), "%s/ring-ref", channel);
	set_offered(xen, guest, exists(xen, ring));
}

/* The name that the toolstack gave; false when it cannot be one of ours. */
static bool
read_name(struct xen *xen, uint32_t id, char out[DOMAIN_NAME_BYTES])
{
	char path[PATH_BYTES];
	unsigned len = 0;

	snprintf(path, sizeof(path), "/local/domain/%u/name", id);
	char *name = xs_read(xen->store, XBT_NULL, path, &len);
	bool ok = name && strlen(name) == len && domain_name_is_valid(name);
	if (ok) {
		snprintf(out, DOMAIN_NAME_BYTES, "%s", name);
	} else if (name) {
		log_info("Xen domain %u: ignored: its name is not " DOMAIN_NAME_RULE, id);
	}
	free(name);
	return ok;
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

/* A domain is new: watches its channel, which makes one event at once. */
static void
add_guest(struct xen *xen, uint32_t id)
{
	struct guest *guest = calloc(1, sizeof(*guest));
	char path[PATH_BYTES];
	char token[16];

	if (!guest || !read_name(xen, id, guest->ref.name)) {
		free(guest);
		return;
	}
	guest->ref.xen = true;
	guest->ref.domain = id;
	guest->seen = true;
	guest->next = xen->guests;
	xen->guests = guest;
	channel_path(xen, id, path);
	snprintf(token, sizeof(token), "%u", id);
	if (!xs_watch(xen->store, path, token)) {
		log_error("Xen domain %u: its channel cannot be watched: %m", id);
	}
}

/* Takes the domain at *link off the list. */
static void
drop_guest(struct xen *xen, struct guest **link)
{
	struct guest *guest = *link;
	char path[PATH_BYTES];
	char token[16];

	*link = guest->next;
	channel_path(xen, guest->ref.domain, path);
	snprintf(token, sizeof(token), "%u", guest->ref.domain);
	xs_unwatch(xen->store, path, token);
	set_offered(xen, guest, false);
	free(guest);
}

/* --- all domains ----------------------------------------------------------------------
 */

static void
see_guest(struct xen *xen, const char *text)
{
	uint32_t id;

	if (!read_id(text, &id) || id == xen->own) {
		return;
	}
	struct guest *guest = find_guest(xen, id);
	if (guest) {
		guest->seen = true;
	} else {
		add_guest(xen, id);
	}
}

static void
look_at_all(struct xen *xen)
{
	unsigned count = 0;
	char **ids = xs_directory(xen->store, XBT_NULL, "/local/domain", &count);
	struct guest **link = &xen->guests;

	for (struct guest *guest = xen->guests; guest; guest = guest->next) {
		guest->seen = false;
	}
	for (unsigned i = 0; ids && i < count; i++) {
		see_guest(xen, ids[i]);
	}
	free(ids);
	while (*link) {
		if ((*link)->seen) {
			link = &(*link)->next;
		} else {
			drop_guest(xen, link);
		}
	}
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
		look_at_guest(xen, guest);
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
	ev_io_init(&xen->readable, on_readable, xs_fileno(xen->store), EV_READ);
	xen->readable.data = xen;
	ev_io_start(xen->loop, &xen->readable);
	return true;
}

static void
destroy(struct domain_source *source)
{
	struct xen *xen = (struct xen *)source;

	ev_io_stop(xen->loop, &xen->readable);
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
	xen->loop = loop;
	xen->listener = *listener;
	if (!watch(xen)) {
		destroy(&xen->source);
		return NULL;
	}
	look_at_all(xen);
	return &xen->source;
}
