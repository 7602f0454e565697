/* What a session says of itself: to the daemon (gui-daemon/control.h), and how it ends.
 */
#include "common/base/log.h"
#include "gui-daemon/guest/session-internal.h"

static void
tell_daemon(const struct control_record *record)
{
	/* Whether the daemon is still there, its end of the pair tells. */
	if (!control_send(CONTROL_FD, record, -1)) {
		log_debug("the daemon did not take a record of type %u", record->type);
	}
}

void
session_tell(enum control_type type, uint32_t number)
{
	tell_daemon(&(struct control_record){.type = type, .number = number});
}

void
session_tell_limit(struct session *session)
{
	if (!session->has_told_limit) {
		session->has_told_limit = true;
		session_tell(CONTROL_LIMITED, 0);
	}
}

void
session_tell_x_client(const struct x *x, uint32_t scale)
{
	const xcb_setup_t *setup = xcb_get_setup(x->xcb);
	struct control_record record = {
	    .type = CONTROL_X_CLIENT,
	    .x_client = {setup->resource_id_base, setup->resource_id_mask, scale},
	};

	tell_daemon(&record);
}

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
