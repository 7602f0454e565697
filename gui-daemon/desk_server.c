#include "gui-daemon/desk_server.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "common/base/user_socket.h"
#include "gui-daemon/desk_server-internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define WHAT "desk socket"

/* --- leaving ----------------------------------------------------------------------- */

static void
drop(struct program *program)
{
	struct desk_server *server = program->server;
	bool was_strip = program->role == DESK_STRIP;

	ev_io_stop(server->loop, &program->readable);
	ev_io_stop(server->loop, &program->writable);
	fd_close(&program->fd);
	program->role = 0;
	program->news = 0;
	for (struct entry *e = server->entries; e; e = e->next) {
		e->told &= ~desk_outbox_bit(program);
		e->stale &= ~desk_outbox_bit(program);
	}
	if (was_strip) {
		log_info("the strip has gone");
		server->owner.strip_left(server->owner.data);
		server->owner.reserved(server->owner.data, &(struct reserve){0});
		server->owner.locked(server->owner.data, false);
	}
}

/* --- hearing ----------------------------------------------------------------------- */

/* NULL, or why it cannot have this role. */
static const char *
take_hello(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;
	enum desk_role role = (enum desk_role)record->hello.role;

	if (program->role) {
		return "HELLO twice";
	}
	if (role != DESK_VIEWER && desk_outbox_find(server, role)) {
		return "there is such a program already";
	}
	program->role = role;
	program->news = NEWS_WELCOME | NEWS_COMPLETE | NEWS_CLIPBOARD;
	for (struct entry *entry = server->entries; entry; entry = entry->next) {
		entry->stale |= desk_outbox_bit(program);
	}
	desk_outbox_flush(program);
	if (role == DESK_STRIP && program->fd >= 0) {
		log_info("a strip is there");
		server->owner.strip_came(server->owner.data);
	}
	return NULL;
}

static const char *
take_shown(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;

	if (program->role != DESK_STRIP) {
		return "only the strip shows labels";
	}
	server->owner.shown(server->owner.data, record->number);
	return NULL;
}

static const char *
take_covered(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;

	if (program->role != DESK_STRIP) {
		return "only the strip can be covered";
	}
	server->owner.covered(server->owner.data, record->number == 1);
	return NULL;
}

static const char *
take_reserve(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;

	if (program->role != DESK_STRIP) {
		return "only the strip reserves its place";
	}
	server->owner.reserved(server->owner.data, &record->reserve);
	return NULL;
}

static const char *
take_locked(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;

	if (program->role != DESK_STRIP) {
		return "only the strip says that the screen is locked";
	}
	server->owner.locked(server->owner.data, record->number == 1);
	return NULL;
}

static const char *
take_pause(struct program *program, const struct desk_record *record)
{
	struct desk_server *server = program->server;

	if (program->role == DESK_VIEWER) {
		return "a viewer only looks";
	}
	server->owner.pause(
	    server->owner.data, record->pause.domain, record->pause.pause == 1);
	return NULL;
}

static const struct {
	uint32_t type;
	const char *(*take)(struct program *, const struct desk_record *);
} takers[] = {
    {DESK_HELLO, take_hello},
    {DESK_SHOWN, take_shown},
    {DESK_COVERED, take_covered},
    {DESK_PAUSE, take_pause},
    {DESK_RESERVE, take_reserve},
    {DESK_LOCKED, take_locked},
};

static const char *
take(struct program *program, const struct desk_record *record, size_t len)
{
	const char *why = desk_check_from_program(record, len);

	if (!why && !program->role && record->type != DESK_HELLO) {
		why = "words before HELLO";
	}
	for (size_t i = 0; i < ARRAY_LEN(takers) && !why; i++) {
		if (takers[i].type == record->type) {
			return takers[i].take(program, record);
		}
	}
	return why;
}

static void
on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct program *program = watcher->data;
	struct desk_record record;

	(void)loop;
	(void)events;
	ssize_t len =
	    recv(program->fd, &record, sizeof(record), MSG_DONTWAIT | MSG_TRUNC);
	if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
		return;
	}
	const char *why = len > 0 ? take(program, &record, (size_t)len) : NULL;
	if (why) {
		log_warn(WHAT ": a desk program is refused: %s", why);
	}
	if ((why || len <= 0) && program->fd >= 0) {
		drop(program);
	}
}

/* --- arriving ---------------------------------------------------------------------- */

static void
on_arriving(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct desk_server *server = watcher->data;
	int fd = user_socket_accept(server->listener, server->user, WHAT);
	struct program *program = server->programs;

	(void)events;
	if (fd < 0) {
		return;
	}
	while (program < server->programs + DESK_MOST_PROGRAMS && program->fd >= 0) {
		program++;
	}
	if (program == server->programs + DESK_MOST_PROGRAMS) {
		log_warn(
		    WHAT ": more than %u programs; one is refused", DESK_MOST_PROGRAMS);
		fd_close(&fd);
		return;
	}
	program->fd = fd;
	ev_io_set(&program->readable, fd, EV_READ);
	ev_io_set(&program->writable, fd, EV_WRITE);
	ev_io_start(loop, &program->readable);
}

/* --- life -------------------------------------------------------------------------- */

static void
prepare(struct desk_server *server)
{
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		struct program *program = &server->programs[i];

		program->server = server;
		program->fd = -1;
		ev_init(&program->readable, on_readable);
		program->readable.data = program;
		desk_outbox_init(program);
	}
	ev_io_init(&server->arriving, on_arriving, server->listener, EV_READ);
	server->arriving.data = server;
	ev_io_start(server->loop, &server->arriving);
}

struct desk_server *
desk_server_create(struct ev_loop *loop, const char *path, uid_t user,
    const uint8_t texture[DESK_TEXTURE_BYTES], const struct desk_server_owner *owner)
{
	struct desk_server *server = calloc(1, sizeof(*server));

	if (!server || !(server->path = strdup(path))) {
		log_error("out of memory");
		free(server);
		return NULL;
	}
	server->loop = loop;
	server->owner = *owner;
	server->user = user;
	memcpy(server->texture, texture, sizeof(server->texture));
	server->listener = user_socket_listen(path, user);
	if (server->listener < 0) {
		log_error("%s: no desk program can connect: %m", path);
		free(server->path);
		free(server);
		return NULL;
	}
	prepare(server);
	return server;
}

static void
free_entries(struct desk_server *server)
{
	while (server->entries) {
		struct entry *entry = server->entries;

		server->entries = entry->next;
		free(entry);
	}
}

void
desk_server_destroy(struct desk_server *server)
{
	if (!server) {
		return;
	}
	for (size_t i = 0; i < DESK_MOST_PROGRAMS; i++) {
		ev_io_stop(server->loop, &server->programs[i].readable);
		ev_io_stop(server->loop, &server->programs[i].writable);
		fd_close(&server->programs[i].fd);
	}
	ev_io_stop(server->loop, &server->arriving);
	user_socket_close(&server->listener, server->path);
	free_entries(server);
	free(server->path);
	free(server);
}
