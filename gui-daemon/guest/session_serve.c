/* What the guest says, as fast as it may: its version, then messages. */
#include "common/base/log.h"
#include "gui-daemon/guest/dispatch.h"
#include "gui-daemon/guest/session-internal.h"

#define SLOW_MS 20 /* at least, so that slowing a guest is cheap */
#define MINOR_VERSION_REPLY 4

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

/* --- messages ---------------------------------------------------------------------- */

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
