/*
 * One domain's session: handshake, messages in, and how it ends.
 * The only struct that knows both the guest's side and the desktop's.
 */
#ifndef GUEST_SESSION_H
#define GUEST_SESSION_H

#include "gui-daemon/control.h"
#include "gui-daemon/guest/bucket.h"
#include "gui-daemon/guest/clipboard.h"
#include "gui-daemon/guest/desktop.h"
#include "protocol/transport/link.h"

/* What the guest may say; bits for dispatch.c's table are IN(phase). */
enum session_phase {
	PHASE_UNKNOWN, /* desk programs do not know our X client yet: it is not read */
	PHASE_VERSION, /* its version is awaited */
	PHASE_RUNNING,
	PHASE_ENDED,
};

struct grants;

struct session {
	struct ev_loop *loop;  /* borrowed */
	struct link *link;     /* owned */
	struct grants *grants; /* borrowed; NULL on the local transport */
	struct windows windows;
	struct domain_policy policy;
	struct desktop desktop;
	struct clipboard clipboard;
	enum session_phase phase;
	uint32_t minor;          /* negotiated */
	uint32_t refusals;       /* buffers refused, of which only the first are logged */
	bool has_told_limit;     /* to the daemon */
	bool has_refused_popup;  /* logged */
	bool has_refused_window; /* logged */
	uint32_t refused_flags;  /* logged; enum win_flag */
	ev_io control;           /* the daemon's end closes: so do we */
	ev_timer silence;        /* the handshake's deadline */
	ev_signal asked[2];      /* to end: SIGTERM, SIGINT */
	struct bucket messages, creates; /* how many more it may send now */
	ev_timer slow;                   /* runs while it sent too many */
	bool was_slowed;                 /* logged */
	enum worker_exit status;
};

/*
 * Sets up all that serving takes, and reads nothing from the guest yet.  transport is
 * taken, also on failure; loop, x, grants and token (NULL: keys need none) are borrowed
 * until session_finish(), for which the session must stay where it is.  The setup's scale
 * is told: not AUTO.  False when it cannot be, which is logged.
 */
MUST_USE bool session_init(struct session *session, struct ev_loop *loop,
    struct transport *transport, struct x *x, struct grants *grants,
    const struct control_setup *setup, const _Atomic uint32_t *token);
void session_finish(struct session *session);

/*
 * Serves the guest until the channel, the daemon or X ends; that and its reason is
 * logged.
 */
enum worker_exit session_run(struct session *session);

/*
 * A quota has refused or slowed something: the person is told.  Only the first call
 * counts.
 */
void session_tell_limit(struct session *session);

/* Only the first call counts. */
void session_end(struct session *session, enum worker_exit status, const char *why);

#endif
