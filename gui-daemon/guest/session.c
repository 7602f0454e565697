#include "gui-daemon/guest/session-internal.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/guest/bounds.h"
#include "gui-daemon/guest/deadlines.h"
#include "gui-daemon/guest/dispatch.h"

#include <signal.h>

#define SLOW_MS 20 /* at least, so that slowing a guest is cheap */
#define MINOR_VERSION_REPLY 4

void
session_end(struct session *session, enum worker_exit status, const char *why)
{
	if (session->phase == PHASE_ENDED) {
		return;
	}
	session->phase = PHASE_ENDED;
	session->status = status;
	if (status == WORKER_ENDED) {
		log_info("session ended: %s", why);
	} else {
		log_error("session ended: %s", why);
	}
	ev_break(session->loop, EVBREAK_ALL);
}

/* --- handshake --------------------------------------------------------------------- */

static void
send_xconf(struct session *session)
{
	struct rect screen = session->desktop.present.desk->screen;
	uint32_t width = (screen.width + 7) & ~7u;
	struct wire_xconf xconf = {
	    .width = width,
	    .height = screen.height,
	    .depth = session->desktop.x->screen->root_depth,
	    .mem = (uint32_t)((uint64_t)width * screen.height * 4 / 1024 + 1),
	};
	uint8_t bytes[WIRE_XCONF_BYTES];

	wire_encode_xconf(bytes, &xconf);
	link_send_raw(session->link, bytes, sizeof(bytes));
}

static void
shake_hands(struct session *session)
{
	const uint8_t *raw = link_take_raw(session->link, WIRE_VERSION_BYTES);

	if (!raw) {
		return;
	}
	const char *why = admit_version(wire_decode_guest_version(raw), &session->minor);
	if (why) {
		session_end(session, WORKER_GUEST_BAD, why);
		return;
	}
	if (session->minor >= MINOR_VERSION_REPLY) {
		uint8_t bytes[WIRE_VERSION_BYTES];

		wire_encode_version(bytes, WIRE_MAJOR << 16 | session->minor);
		link_send_raw(session->link, bytes, sizeof(bytes));
	}
	send_xconf(session);
	session->phase = PHASE_RUNNING;
	session->clipboard.minor = session->minor;
	ev_timer_stop(session->loop, &session->silence);
	log_info("session begins: protocol 1.%u, pixels %s", session->minor,
	    session->desktop.present.shm.is_usable ? "shared" : "copied");
	session_tell(CONTROL_READY, 0);
}

/* --- rates ------------------------------------------------------------------------- */

/*
 * Too many messages are left in the channel until there are tokens again: only their
 * sender waits, which is all that it is told.
 */
static bool
may_read(struct session *session)
{
	int64_t now_ms = desktop_now_ms(&session->desktop);
	int64_t wait = bucket_wait_ms(&session->messages, now_ms);
	int64_t other = bucket_wait_ms(&session->creates, now_ms);

	wait = other > wait ? other : wait;
	if (wait == 0) {
		return true;
	}
	if (!session->was_slowed) {
		log_warn("the guest sends too fast, and is slowed");
		session->was_slowed = true;
		session_tell_limit(session);
	}
	if (!ev_is_active(&session->slow)) {
		ev_timer_set(&session->slow,
		    (double)(wait > SLOW_MS ? wait : SLOW_MS) / 1000., 0.);
		ev_timer_start(session->loop, &session->slow);
	}
	return false;
}

/* Each of these costs the X server windows, and the window manager work. */
static bool
is_costly(uint32_t type)
{
	return type == MSG_CREATE || type == MSG_MAP || type == MSG_DESTROY;
}

static void
charge(struct session *session, uint32_t type)
{
	bucket_spend(&session->messages);
	if (is_costly(type)) {
		bucket_spend(&session->creates);
	}
}

/* --- what wakes it ----------------------------------------------------------------- */

void
session_read(void *data)
{
	struct session *session = data;
	enum frame_status status = FRAME_NONE;
	struct frame frame;

	if (session->phase == PHASE_VERSION) {
		shake_hands(session);
	}
	while (session->phase == PHASE_RUNNING && !session->desktop.is_paused &&
	    may_read(session) &&
	    (status = link_next(session->link, &frame)) == FRAME_READY) {
		charge(session, frame.type);
		const char *why = dispatch(session, &frame);

		if (why) {
			const struct wire_message *m = wire_message_find(frame.type);

			log_warn("bad message type=%s window=0x%x", m ? m->name : "?",
			    guest_u32_for_log(frame.window));
			session_end(session, WORKER_GUEST_BAD, why);
		}
	}
	if (status == FRAME_BAD) {
		session_end(session, WORKER_GUEST_BAD, link_why(session->link));
	}
}

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
