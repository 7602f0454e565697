/* What the daemon says to its worker (gui-daemon/control.h). */
#include "common/base/fd.h"
#include "gui-daemon/guest/bounds.h"
#include "gui-daemon/guest/session-internal.h"

#include <errno.h>

static void
take_paste(struct session *session, const struct control_record *record, int fd)
{
	clipboard_granted(&session->clipboard, record, fd);
}

static void
take_grant(struct session *session, const struct control_record *record, int fd)
{
	(void)fd;
	desktop_grant_keys(&session->desktop, record->number);
}

static void
take_taken(struct session *session, const struct control_record *record, int fd)
{
	(void)fd;
	desktop_take_keys(&session->desktop, record->number);
}

/* A paused guest is not read either: its windows stay as they are. */
static void
take_paused(struct session *session, const struct control_record *record, int fd)
{
	(void)fd;
	desktop_pause(&session->desktop, record->number == 1);
	link_hold(session->link, record->number == 1 || session->phase == PHASE_UNKNOWN);
	if (record->number == 0) {
		session_read(session);
	}
}

static void
take_locked(struct session *session, const struct control_record *record, int fd)
{
	(void)fd;
	desktop_lock(&session->desktop, record->number == 1);
}

static void
take_reserve(struct session *session, const struct control_record *record, int fd)
{
	(void)fd;
	bounds_reserve(session, &record->reserve);
}

/* From now on whoever sees a window of ours knows whose it is. */
static void
take_known(struct session *session, const struct control_record *record, int fd)
{
	(void)record;
	(void)fd;
	if (session->phase == PHASE_UNKNOWN) {
		session->phase = PHASE_VERSION;
		ev_now_update(session->loop);
		ev_timer_start(session->loop, &session->silence);
		link_hold(session->link, session->desktop.is_paused);
		session_read(session);
	}
}

static const struct {
	uint32_t type;
	void (*take)(struct session *, const struct control_record *, int fd);
} from_daemon[] = {
    {CONTROL_KNOWN, take_known},
    {CONTROL_PASTE, take_paste},
    {CONTROL_PASTE_NONE, take_paste},
    {CONTROL_KEYS_GRANTED, take_grant},
    {CONTROL_KEYS_TAKEN, take_taken},
    {CONTROL_PAUSED, take_paused},
    {CONTROL_RESERVE, take_reserve},
    {CONTROL_LOCKED, take_locked},
};

static void
take_record(struct session *session, const struct control_record *record, int fd)
{
	for (size_t i = 0; i < ARRAY_LEN(from_daemon); i++) {
		if (from_daemon[i].type == record->type) {
			from_daemon[i].take(session, record, fd);
			return;
		}
	}
	session_end(session, WORKER_FAILED, "the daemon says what nobody knows");
}

static void
on_control(struct ev_loop *loop, ev_io *io, int events)
{
	struct session *session = io->data;
	struct control_record record;
	int fd = -1;

	(void)loop;
	(void)events;
	ssize_t len = control_receive(CONTROL_FD, &record, &fd);
	if (len == sizeof(record)) {
		take_record(session, &record, fd);
	} else if (len >= 0 || (errno != EAGAIN && errno != EINTR)) {
		session_end(session, WORKER_ENDED, "the daemon has gone");
	}
	fd_close(&fd);
}

void
session_listen(struct session *session)
{
	ev_io_init(&session->control, on_control, CONTROL_FD, EV_READ);
	session->control.data = session;
	ev_io_start(session->loop, &session->control);
}
