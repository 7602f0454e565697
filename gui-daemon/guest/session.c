#include "gui-daemon/guest/session-internal.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/guest/bounds.h"
#include "gui-daemon/guest/deadlines.h"

#include <signal.h>

/* --- what wakes it ----------------------------------------------------------------- */

static void
on_slow(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	session_read(timer->data);
}

static void
on_link_ended(void *data, const char *why)
{
	static const enum worker_exit by_fault[] = {
	    [LINK_FAULT_NONE] = WORKER_ENDED,
	    [LINK_FAULT_PEER] = WORKER_GUEST_BAD,
	    [LINK_FAULT_OURS] = WORKER_FAILED,
	};
	struct session *session = data;

	session_end(session, by_fault[link_fault(session->link)], why);
}

static void
on_desktop_ended(void *data, const char *why)
{
	session_end(data, WORKER_FAILED, why);
}

static void
on_silence(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	session_end(timer->data, WORKER_GUEST_BAD, "the agent does not say its version");
}

static void
on_chord(void *data, enum chord_kind kind, uint32_t window)
{
	struct session *session = data;

	if (session->phase == PHASE_RUNNING) {
		clipboard_chord(&session->clipboard, kind, window);
	}
}

static void
on_wants_keys(void *data, bool wants)
{
	(void)data;
	session_tell(CONTROL_KEYS_WANTED, wants);
}

static void
on_attention(void *data, bool wants)
{
	(void)data;
	session_tell(CONTROL_ATTENTION, wants);
}

static void
on_unfocused(void *data)
{
	struct session *session = data;

	clipboard_unfocused(&session->clipboard);
}

/* Else a popup's frame could be where no screen is any more (P10). */
static void
on_resized(void *data)
{
	bounds_settle(data);
}

static void
on_signal(struct ev_loop *loop, ev_signal *signal, int events)
{
	(void)loop;
	(void)events;
	session_end(signal->data, WORKER_ENDED, "told to end");
}

/* --- life -------------------------------------------------------------------------- */

static bool
open_desktop(struct session *session, const struct control_setup *setup)
{
	const struct domain_mark *told = &setup->mark;
	struct measure frame =
	    measure_frame(told->frame_width, told->letters, setup->scale);
	struct mark mark = {
	    .label = setup->mark.label,
	    .colour = setup->mark.colour,
	    .pattern = (enum mark_pattern)setup->mark.pattern,
	    .texture = setup->texture,
	    .font = setup->mark.font,
	    .zoom = frame.zoom,
	};
	const char *why;

	if (!desktop_init(&session->desktop, &mark, &frame, &session->policy, &why)) {
		log_error("session ended: %s", why);
		return false;
	}
	return true;
}

static void
watch(struct session *session)
{
	static const int numbers[] = {SIGTERM, SIGINT};

	for (size_t i = 0; i < ARRAY_LEN(session->asked); i++) {
		ev_signal_init(&session->asked[i], on_signal, numbers[i]);
		session->asked[i].data = session;
		ev_signal_start(session->loop, &session->asked[i]);
	}
	session_listen(session);
	ev_init(&session->slow, on_slow);
	session->slow.data = session;
	ev_timer_init(&session->silence, on_silence, DEADLINE_HANDSHAKE_S, 0.);
	session->silence.data = session;
}

static void
unwatch(struct session *session)
{
	ev_timer_stop(session->loop, &session->slow);
	ev_timer_stop(session->loop, &session->silence);
	ev_io_stop(session->loop, &session->control);
	for (size_t i = 0; i < ARRAY_LEN(session->asked); i++) {
		ev_signal_stop(session->loop, &session->asked[i]);
	}
}

bool
session_init(struct session *session, struct ev_loop *loop, struct transport *transport,
    struct x *x, struct grants *grants, const struct control_setup *setup,
    const _Atomic uint32_t *token)
{
	const struct link_owner owner = {
	    .readable = session_read,
	    .ended = on_link_ended,
	    .data = session,
	};

	*session = (struct session){
	    .loop = loop,
	    .grants = grants,
	    .policy = setup->policy,
	    .status = WORKER_FAILED,
	};
	session->link = link_create(loop, transport, FRAME_AT_DAEMON, &owner);
	if (!session->link) {
		log_error("session ended: out of memory");
		return false;
	}
	if (!fd_set_nonblock(CONTROL_FD)) {
		log_error("session ended: no control socket: %m");
		link_destroy(session->link);
		return false;
	}
	session->desktop = (struct desktop){
	    .loop = loop,
	    .x = x,
	    .windows = &session->windows,
	    .link = session->link,
	    .chords = chord_keys_new(&setup->chords),
	    .chord = on_chord,
	    .token = {.word = token},
	    .wants_keys = on_wants_keys,
	    .attention = on_attention,
	    .unfocused = on_unfocused,
	    .resized = on_resized,
	    .ended = on_desktop_ended,
	    .data = session,
	};
	clipboard_init(
	    &session->clipboard, loop, session->link, &session->policy, CONTROL_FD);
	link_set_patience(session->link, DEADLINE_HALF_MESSAGE_S);
	link_set_unread_patience(session->link, DEADLINE_UNREAD_S);
	link_hold(session->link, true); /* until take_known() */
	if (!open_desktop(session, setup)) {
		link_destroy(session->link);
		return false;
	}
	int64_t now_ms = desktop_now_ms(&session->desktop);
	session->messages = bucket_new(session->policy.message_rate, now_ms);
	session->creates = bucket_new(session->policy.create_rate, now_ms);
	watch(session);
	session_tell_x_client(x, setup->scale);
	return true;
}

void
session_finish(struct session *session)
{
	unwatch(session);
	clipboard_finish(&session->clipboard);
	desktop_finish(&session->desktop);
	windows_finish(&session->windows);
	link_destroy(session->link);
}

enum worker_exit
session_run(struct session *session)
{
	ev_run(session->loop, 0);
	return session->status;
}
