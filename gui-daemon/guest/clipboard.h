/*
 * The person's copy and paste chords on their way: what is asked of the guest and of the
 * daemon, and until when the answer counts (P14).
 * Decides nothing of policy but sizes; looks at no content, and logs none.
 */
#ifndef GUEST_CLIPBOARD_H
#define GUEST_CLIPBOARD_H

#include "gui-daemon/control.h"
#include "gui-daemon/guest/chords.h"
#include "protocol/wire/messages.h"

#include <ev.h>

struct link;

enum clipboard_phase {
	CLIPBOARD_IDLE,
	CLIPBOARD_COPYING, /* the guest's answer is awaited */
	CLIPBOARD_PASTING, /* the daemon's is */
};

struct clipboard {
	struct ev_loop *loop;               /* borrowed */
	struct link *link;                  /* borrowed */
	const struct domain_policy *policy; /* borrowed */
	int control;                        /* borrowed: the daemon's end */
	uint32_t minor;                     /* of the guest's protocol */
	enum clipboard_phase phase;
	uint32_t serial; /* of the last chord */
	uint32_t window; /* in which it was pressed */
	uint32_t owed;   /* answers that the guest was asked for and has not given */
	ev_timer deadline;
};

/* *clipboard stays where it is until clipboard_finish(). */
void clipboard_init(struct clipboard *clipboard, struct ev_loop *loop, struct link *link,
    const struct domain_policy *policy, int control);
void clipboard_finish(struct clipboard *clipboard);

/* The person pressed a chord while window had the focus; one before is given up. */
void clipboard_chord(struct clipboard *clipboard, enum chord_kind kind, uint32_t window);

/* The domain has no focus: what was asked for is refused from now on. */
void clipboard_unfocused(struct clipboard *clipboard);

/* The guest's CLIPBOARD_DATA.  NULL, or why the session must end. */
MUST_USE const char *clipboard_answered(
    struct clipboard *clipboard, const struct guest_clipboard_data *data);

/* CONTROL_PASTE or CONTROL_PASTE_NONE; fd is borrowed. */
void clipboard_granted(
    struct clipboard *clipboard, const struct control_record *record, int fd);

#endif
