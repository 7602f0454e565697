#include "tests/hostile/told.h"

#include "common/base/fd.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

/* --- hearing ----------------------------------------------------------------------- */

static void
note_domain(struct told *told, const struct desk_domain *domain)
{
	size_t i = 0;

	while (i < told->count && told->domains[i].id != domain->id) {
		i++;
	}
	if (i < TOLD_MOST) {
		told->domains[i] = *domain;
		told->count = i == told->count ? i + 1 : told->count;
	}
}

/* The next record; false when none comes before the deadline. */
static bool
hear(struct told *told, struct desk_record *out, int64_t deadline)
{
	struct pollfd wait = {.fd = told->fd, .events = POLLIN};
	int64_t left = deadline - clock_ms();

	if (poll(&wait, 1, left < 0 ? 0 : (int)left) != 1) {
		return false;
	}
	ssize_t len = recv(told->fd, out, sizeof(*out), MSG_TRUNC);
	if (len <= 0 || desk_check_from_daemon(out, (size_t)len)) {
		tap_diag("the daemon says nothing sane to a viewer");
		return false;
	}
	if (out->type == DESK_DOMAIN) {
		note_domain(told, &out->domain);
	}
	return true;
}

void
told_drain(struct told *told)
{
	struct desk_record record;

	while (told->fd >= 0 && hear(told, &record, clock_ms())) {
	}
}

/* --- life -------------------------------------------------------------------------- */

bool
told_open(struct told *told, const char *path, int64_t deadline)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct desk_record record = desk_record_of(DESK_HELLO);

	*told = (struct told){.fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)};
	record.hello = (struct desk_hello){DESK_VERSION, DESK_VIEWER};
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (connect(told->fd, (const struct sockaddr *)&address, sizeof(address)) != 0 ||
	    send(told->fd, &record, sizeof(record), MSG_NOSIGNAL) < 0) {
		tap_diag("no viewer at %s", path);
		return false;
	}
	while (hear(told, &record, deadline)) {
		if (record.type == DESK_COMPLETE) {
			return true;
		}
	}
	return false;
}

void
told_close(struct told *told)
{
	fd_close(&told->fd);
}

/* --- awaiting ---------------------------------------------------------------------- */

static const struct desk_domain *
find(const struct told *told, const char *name)
{
	for (size_t i = 0; i < told->count; i++) {
		if (strcmp(told->domains[i].name, name) == 0) {
			return &told->domains[i];
		}
	}
	return NULL;
}

static uint32_t
id_of(const struct told *told, const char *name)
{
	const struct desk_domain *domain = find(told, name);

	return domain ? domain->id : 0;
}

static bool
is_domain_so(const struct desk_domain *d, const char *words)
{
	static const struct {
		const char *words;
		uint32_t flag, flags;
		enum desk_state state;
	} known[] = {
	    {"attention", DESK_ATTENTION, DESK_ATTENTION, 0},
	    {"no-attention", DESK_ATTENTION, 0, 0},
	    {"limited", DESK_LIMITED, DESK_LIMITED, 0},
	    {"misbehaved", DESK_MISBEHAVED, DESK_MISBEHAVED, 0},
	    {"held-off", 0, 0, DESK_HELD_OFF},
	    {"running", 0, 0, DESK_RUNNING},
	};

	for (size_t i = 0; d && i < ARRAY_LEN(known); i++) {
		if (strcmp(known[i].words, words) == 0) {
			return (d->flags & known[i].flag) == known[i].flags &&
			    (!known[i].state || d->state == known[i].state);
		}
	}
	return false;
}

/* Whose content it is matters where it is held or pasted; where to, where pasted. */
static bool
is_clipboard_so(const struct told *told, const struct desk_record *record,
    const char *domain, const char *target, const char *words)
{
	static const char *const states[DESK_N_CLIPBOARD_STATES] = {
	    [DESK_CLIPBOARD_EMPTY] = "nothing",
	    [DESK_CLIPBOARD_HELD] = "held",
	    [DESK_CLIPBOARD_PASTED] = "pasted",
	    [DESK_CLIPBOARD_REFUSED] = "refused",
	};
	const struct desk_clipboard *c = &record->clipboard;
	char state[16] = "";
	uint32_t bytes = 0;

	sscanf(words, "%15s %u", state, &bytes);
	return record->type == DESK_CLIPBOARD && strcmp(states[c->state], state) == 0 &&
	    c->bytes == bytes && c->source == (c->state ? id_of(told, domain) : 0) &&
	    (c->state != DESK_CLIPBOARD_PASTED || c->target == id_of(told, target));
}

bool
told_await(struct told *told, const char *domain, const char *target, const char *words,
    int64_t deadline)
{
	struct desk_record record;

	if (is_domain_so(find(told, domain), words)) {
		return true;
	}
	while (hear(told, &record, deadline)) {
		if (is_domain_so(find(told, domain), words) ||
		    is_clipboard_so(told, &record, domain, target, words)) {
			return true;
		}
	}
	return false;
}
