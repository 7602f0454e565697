/* What desk programs are told, each as it has room. */
#include "common/base/log.h"
#include "gui-daemon/desk_server-internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

uint32_t
desk_outbox_bit(const struct program *program)
{
	return 1u << (program - program->server->programs);
}

struct program *
desk_outbox_find(struct desk_server *server, enum desk_role role)
{
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		if (server->programs[i].fd >= 0 && server->programs[i].role == role) {
			return &server->programs[i];
		}
	}
	return NULL;
}

/* --- telling ----------------------------------------------------------------------- */

/* False when it has to wait for room, or the program is gone. */
static bool
put(struct program *program, const struct desk_record *record)
{
	if (send(program->fd, record, sizeof(*record), MSG_DONTWAIT | MSG_NOSIGNAL) ==
	    (ssize_t)sizeof(*record)) {
		return true;
	}
	if (errno == EAGAIN || errno == EINTR || errno == ENOBUFS) {
		ev_io_start(program->server->loop, &program->writable);
	} else {
		shutdown(program->fd, SHUT_RDWR); /* its end is read, and dropped */
	}
	return false;
}

static void
fill_welcome(const struct desk_server *server, struct desk_record *record)
{
	record->welcome.version = DESK_VERSION;
	memcpy(record->welcome.texture, server->texture, sizeof(server->texture));
	record->welcome.scale = server->scale;
	memcpy(record->welcome.font, server->font, sizeof(server->font));
}

static void
fill_label(const struct desk_server *server, struct desk_record *record)
{
	record->label = server->label;
}

static void
fill_clipboard(const struct desk_server *server, struct desk_record *record)
{
	record->clipboard = server->clipboard;
}

static bool
put_news(struct program *program, enum news news, enum desk_type type,
    void (*fill)(const struct desk_server *server, struct desk_record *record))
{
	struct desk_record record = desk_record_of(type);

	if (!(program->news & news)) {
		return true;
	}
	if (fill) {
		fill(program->server, &record);
	}
	if (!put(program, &record)) {
		return false;
	}
	program->news &= ~(uint32_t)news;
	return true;
}

static bool
put_entry(struct program *program, struct entry *entry)
{
	uint32_t bit = desk_outbox_bit(program);
	struct desk_record record = desk_record_of(DESK_DOMAIN);

	if (!(entry->stale & bit)) {
		return true;
	}
	if (entry->is_gone) {
		record = desk_record_of(DESK_GONE);
		record.number = entry->domain.id;
	} else {
		record.domain = entry->domain;
	}
	/* One that came and went unheard needs no words. */
	if ((!entry->is_gone || entry->told & bit) && !put(program, &record)) {
		return false;
	}
	entry->stale &= ~bit;
	entry->told = entry->is_gone ? entry->told & ~bit : entry->told | bit;
	return true;
}

static void
forget_gone(struct desk_server *server)
{
	struct entry **at = &server->entries;

	while (*at) {
		struct entry *entry = *at;

		if (entry->is_gone && !entry->stale) {
			*at = entry->next;
			free(entry);
		} else {
			at = &entry->next;
		}
	}
}

/* A label comes after the domain that it names. */
static bool
put_all(struct program *program)
{
	struct desk_server *server = program->server;

	if (!put_news(program, NEWS_WELCOME, DESK_WELCOME, fill_welcome)) {
		return false;
	}
	for (struct entry *entry = server->entries; entry; entry = entry->next) {
		if (!put_entry(program, entry)) {
			return false;
		}
	}
	return put_news(program, NEWS_COMPLETE, DESK_COMPLETE, NULL) &&
	    put_news(program, NEWS_LABEL, DESK_LABEL, fill_label) &&
	    put_news(program, NEWS_CLIPBOARD, DESK_CLIPBOARD, fill_clipboard);
}

void
desk_outbox_flush(struct program *program)
{
	if (program->fd < 0 || !program->role || ev_is_active(&program->writable)) {
		return;
	}
	(void)!put_all(program);
}

void
desk_outbox_flush_all(struct desk_server *server)
{
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		desk_outbox_flush(&server->programs[i]);
	}
	forget_gone(server);
}

static void
on_writable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct program *program = watcher->data;

	(void)events;
	ev_io_stop(loop, watcher);
	desk_outbox_flush(program);
	forget_gone(program->server);
}

void
desk_outbox_init(struct program *program)
{
	ev_init(&program->writable, on_writable);
	program->writable.data = program;
}

/* --- what there is to tell --------------------------------------------------------- */

static struct entry *
find_entry(struct desk_server *server, uint32_t id)
{
	struct entry *entry = server->entries;

	while (entry && (entry->domain.id != id || entry->is_gone)) {
		entry = entry->next;
	}
	return entry;
}

/* Programs that have said HELLO. */
static uint32_t
everybody(const struct desk_server *server)
{
	uint32_t set = 0;

	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		if (server->programs[i].role) {
			set |= 1u << i;
		}
	}
	return set;
}

void
desk_server_tell(struct desk_server *server, const struct desk_domain *domain)
{
	struct entry *entry = find_entry(server, domain->id);

	if (entry && memcmp(&entry->domain, domain, sizeof(*domain)) == 0) {
		return;
	}
	if (!entry) {
		entry = calloc(1, sizeof(*entry));
		if (!entry) {
			log_error("out of memory: desk programs miss a domain");
			return;
		}
		entry->next = server->entries;
		server->entries = entry;
	}
	entry->domain = *domain;
	entry->stale = everybody(server);
	desk_outbox_flush_all(server);
}

void
desk_server_withdraw(struct desk_server *server, uint32_t id)
{
	struct entry *entry = find_entry(server, id);

	if (entry) {
		entry->is_gone = true;
		entry->stale = entry->told | entry->stale;
		desk_outbox_flush_all(server);
	}
}

void
desk_server_style(struct desk_server *server, uint32_t scale, const char *font)
{
	if (server->scale == scale && strcmp(server->font, font) == 0) {
		return;
	}
	server->scale = scale;
	memset(server->font, 0, sizeof(server->font)); /* nothing of ours leaks */
	snprintf(server->font, sizeof(server->font), "%s", font);
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		if (server->programs[i].role) {
			server->programs[i].news |= NEWS_WELCOME;
		}
	}
	desk_outbox_flush_all(server);
}

void
desk_server_label(struct desk_server *server, const struct desk_label *label)
{
	struct program *strip = desk_outbox_find(server, DESK_STRIP);

	server->label = *label;
	if (strip) {
		strip->news |= NEWS_LABEL;
		desk_outbox_flush(strip);
	}
}

void
desk_server_clipboard(struct desk_server *server, const struct desk_clipboard *clipboard)
{
	server->clipboard = *clipboard;
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		server->programs[i].news |= NEWS_CLIPBOARD;
	}
	desk_outbox_flush_all(server);
}
