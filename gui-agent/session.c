#include "gui-agent/session.h"

#include "common/base/log.h"
#include "gui-agent/channel.h"
#include "gui-agent/pace.h"
#include "gui-agent/x.h"
#include "gui-agent/x_buffer.h"
#include "gui-agent/x_events.h"
#include "gui-agent/x_focus.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_wm.h"

#include <ev.h>
#include <signal.h>
#include <unistd.h>

/* So often one turn looks whether more has come meanwhile, before others' turn. */
#define ROUNDS 4

struct session {
	struct ev_loop *loop; /* owned: the default loop */
	struct x x;
	struct channel channel;
	ev_io x_ready;
	ev_io buffers_ready;    /* the second connection */
	bool x_came;            /* there is something to read on the first one */
	ev_prepare before_wait; /* at EV_MAXPRI: before the link writes */
	ev_timer copying;       /* runs while the clipboard is read */
	ev_timer again;         /* at once: X has sent more than one turn's share */
	ev_timer beat;          /* runs while X is not listened to */
	struct pace pace;
	ev_signal end[3];
	enum agent_exit exit;
};

static void
on_ready(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct session *session = watcher->data;

	(void)loop, (void)events;
	session->x_came = true; /* read before the next wait */
}

static void
on_buffers_ready(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct session *session = watcher->data;

	(void)loop, (void)events;
	session->x.buffers_came = true;
	/* What X did before it described a buffer is known before its description. */
	session->x_came = session->x_came || ev_is_active(&session->beat);
}

static void
on_again(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop, (void)watcher, (void)events;
}

static void
on_beat(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct session *session = watcher->data;

	(void)events;
	ev_io_start(loop, &session->x_ready);
	session->x_came = true;
}

/* Each wake-up for a change costs what a dozen changes do. */
static void
keep_pace(struct session *session)
{
	if (ev_is_active(&session->beat)) {
		return; /* it read because of a buffer */
	}
	double wait = pace_spend(&session->pace, ev_now(session->loop));
	if (wait > 0.) {
		ev_io_stop(session->loop, &session->x_ready);
		ev_timer_set(&session->beat, wait, 0.);
		ev_timer_start(session->loop, &session->beat);
	}
}

static void
on_copying(struct ev_loop *loop, ev_timer *watcher, int events)
{
	struct session *session = watcher->data;

	(void)loop, (void)events;
	x_copy_expire(&session->x);
}

/* The clipboard's owner has so long, whatever else happens. */
static void
watch_copying(struct session *session)
{
	bool is_running = ev_is_active(&session->copying);

	if (x_copy_is_under_way(&session->x) && !is_running) {
		ev_timer_set(&session->copying, X_COPY_PATIENCE_S, 0.);
		ev_timer_start(session->loop, &session->copying);
	} else if (!x_copy_is_under_way(&session->x) && is_running) {
		ev_timer_stop(session->loop, &session->copying);
	}
}

static void
on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
	(void)watcher, (void)events;
	ev_break(loop, EVBREAK_ALL);
}

/* Takes what X has said, tells the daemon, and passes on what it has ordered. */
static bool
take_turn(struct session *session, bool read)
{
	struct x *x = &session->x;
	bool more = x_events_drain(x, read);

	channel_settle(&session->channel);
	tell_all(&session->channel.tell);
	x_buffer_settle(x);
	x_focus_settle(x);
	x_wm_settle(x);
	x_input_flush(x);
	xcb_flush(x->connection);
	xcb_flush(x->buffers);
	return more;
}

/*
 * XCB may have read events while it wrote: nothing on the socket would wake us for those,
 * so the last thing before the wait is to see that there are none.
 */
static void
on_before_wait(struct ev_loop *loop, ev_prepare *watcher, int events)
{
	struct session *session = watcher->data;
	bool has_read = session->x_came;
	bool more = true;

	(void)events;
	session->x.has_told_more = false;
	for (int i = 0; i < ROUNDS && more; i++) {
		more = take_turn(session, session->x_came);
		session->x_came = false;
	}
	watch_copying(session);
	more = more || x_events_drain(&session->x, false);
	if (x_events_is_gone(&session->x)) {
		log_error("the X connection is gone: error=%d, for buffers error=%d",
		    xcb_connection_has_error(session->x.connection),
		    xcb_connection_has_error(session->x.buffers));
		session->exit = AGENT_FAILED;
		ev_break(loop, EVBREAK_ALL);
	} else if (more) {
		ev_timer_set(&session->again, 0., 0.);
		ev_timer_start(loop, &session->again);
	} else if (has_read && !session->x.has_told_more) {
		keep_pace(session);
	}
}

static void
watch(struct session *session)
{
	static const int signals[] = {SIGTERM, SIGINT, SIGHUP};

	ev_io_init(&session->x_ready, on_ready,
	    xcb_get_file_descriptor(session->x.connection), EV_READ);
	session->x_ready.data = session;
	ev_io_start(session->loop, &session->x_ready);
	ev_io_init(&session->buffers_ready, on_buffers_ready,
	    xcb_get_file_descriptor(session->x.buffers), EV_READ);
	session->buffers_ready.data = session;
	ev_io_start(session->loop, &session->buffers_ready);
	ev_timer_init(&session->again, on_again, 0., 0.);
	ev_timer_init(&session->beat, on_beat, 0., 0.);
	session->beat.data = session;
	session->pace = pace_new(ev_now(session->loop));
	ev_timer_init(&session->copying, on_copying, 0., 0.);
	session->copying.data = session;
	ev_prepare_init(&session->before_wait, on_before_wait);
	ev_set_priority(&session->before_wait, EV_MAXPRI);
	session->before_wait.data = session;
	ev_prepare_start(session->loop, &session->before_wait);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		ev_signal_init(&session->end[i], on_signal, signals[i]);
		ev_signal_start(session->loop, &session->end[i]);
	}
}

/* One byte, and the end: nobody to read it is fine. */
static void
announce_ready(int fd)
{
	if (fd >= 0) {
		if (write(fd, "\n", 1) != 1) {
			log_debug("nobody waits for us to be ready");
		}
		close(fd);
	}
}

static enum agent_exit
run(struct session *session, const struct options *options)
{
	const char *why = x_init(&session->x, options->display);

	if (!why) {
		why =
		    channel_init(&session->channel, session->loop, options, &session->x);
	}
	if (why) {
		log_error("%s", why);
		return AGENT_CANNOT;
	}
	watch(session);
	announce_ready(options->ready_fd);
	ev_run(session->loop, 0);
	return session->exit;
}

enum agent_exit
session_run(const struct options *options)
{
	struct session session = {
	    .channel = {.listener = -1},
	    .exit = AGENT_ENDED,
	};

	session.loop = ev_default_loop(EVFLAG_AUTO);
	if (!session.loop) {
		log_error("no event loop");
		return AGENT_FAILED;
	}
	signal(SIGPIPE, SIG_IGN);
	enum agent_exit status = run(&session, options);
	channel_finish(&session.channel);
	x_finish(&session.x);
	ev_loop_destroy(session.loop);
	return status;
}
