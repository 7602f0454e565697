#include "gui-daemon/guest/clipboard.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/guest/admit.h"
#include "gui-daemon/guest/deadlines.h"
#include "gui-daemon/guest/tell.h"
#include "gui-daemon/parcel.h"

#include <stdlib.h>
#include <string.h>

#define MINOR_LARGE 8

static uint32_t
most_bytes(const struct clipboard *clipboard)
{
	uint32_t most = clipboard->policy->clipboard_bytes;
	uint32_t wire =
	    clipboard->minor >= MINOR_LARGE ? WIRE_MAX_CLIPBOARD : WIRE_OLD_CLIPBOARD;

	return most < wire ? most : wire;
}

/* --- to the daemon ----------------------------------------------------------------- */

static void
tell_daemon(const struct clipboard *clipboard, enum control_type type,
    const struct control_clip *clip, int fd)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = type;
	record.clip = *clip;
	record.clip.serial = clipboard->serial;
	if (!control_send(clipboard->control, &record, fd)) {
		log_debug("the daemon was not told of the clipboard");
	}
}

static void
end_phase(struct clipboard *clipboard)
{
	clipboard->phase = CLIPBOARD_IDLE;
	ev_timer_stop(clipboard->loop, &clipboard->deadline);
}

static void
fail(struct clipboard *clipboard, enum clip_fault fault)
{
	bool was_paste = clipboard->phase == CLIPBOARD_PASTING;

	end_phase(clipboard);
	tell_daemon(clipboard, CONTROL_CLIP_FAILED,
	    &(struct control_clip){.fault = fault, .was_paste = was_paste}, -1);
}

static void
on_deadline(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	fail(timer->data, CLIP_LATE);
}

/* --- life -------------------------------------------------------------------------- */

void
clipboard_init(struct clipboard *clipboard, struct ev_loop *loop, struct link *link,
    const struct domain_policy *policy, int control)
{
	*clipboard = (struct clipboard){
	    .loop = loop,
	    .link = link,
	    .policy = policy,
	    .control = control,
	};
	ev_timer_init(&clipboard->deadline, on_deadline, 0., 0.);
	clipboard->deadline.data = clipboard;
}

void
clipboard_finish(struct clipboard *clipboard)
{
	ev_timer_stop(clipboard->loop, &clipboard->deadline);
}

/* --- chords ------------------------------------------------------------------------ */

void
clipboard_chord(struct clipboard *clipboard, enum chord_kind kind, uint32_t window)
{
	bool is_asked = clipboard->phase == CLIPBOARD_COPYING;

	end_phase(clipboard);
	clipboard->serial++;
	clipboard->window = window;
	if (kind == CHORD_COPY) {
		clipboard->phase = CLIPBOARD_COPYING;
		tell_daemon(clipboard, CONTROL_COPY_ASKED, &(struct control_clip){0}, -1);
		if (!is_asked) {
			clipboard->owed += clipboard->owed < UINT32_MAX;
			tell_clipboard_asked(clipboard->link, window);
		}
	} else {
		clipboard->phase = CLIPBOARD_PASTING;
		tell_daemon(clipboard, CONTROL_PASTE_ASKED,
		    &(struct control_clip){.bytes = most_bytes(clipboard)}, -1);
	}
	ev_timer_set(&clipboard->deadline, DEADLINE_CLIPBOARD_S, 0.);
	ev_timer_start(clipboard->loop, &clipboard->deadline);
	log_debug("clipboard: chord %u", clipboard->serial);
}

void
clipboard_unfocused(struct clipboard *clipboard)
{
	if (clipboard->phase != CLIPBOARD_IDLE) {
		fail(clipboard, CLIP_FOCUS_LEFT);
	}
}

/* --- copying ----------------------------------------------------------------------- */

static void
pass_on(struct clipboard *clipboard, const struct guest_clipboard_data *data, size_t len)
{
	void *bytes = malloc(len + 1);
	int fd = -1;

	if (bytes) {
		admit_clipboard(data, len, bytes);
		fd = parcel_seal(bytes, len);
		explicit_bzero(bytes, len);
		free(bytes);
	}
	if (fd < 0) {
		fail(clipboard, CLIP_BROKEN);
		return;
	}
	end_phase(clipboard);
	tell_daemon(clipboard, CONTROL_COPIED, &(struct control_clip){0}, fd);
	fd_close(&fd);
}

const char *
clipboard_answered(struct clipboard *clipboard, const struct guest_clipboard_data *data)
{
	size_t len = guest_bytes_len(data->content);

	if (clipboard->owed == 0) {
		return "clipboard that nobody asked for";
	}
	clipboard->owed--;
	if (clipboard->phase != CLIPBOARD_COPYING) {
		log_debug("clipboard: an answer that is too late");
	} else if (len > most_bytes(clipboard)) {
		fail(clipboard, CLIP_TOO_BIG);
	} else {
		pass_on(clipboard, data, len);
	}
	return NULL;
}

/* --- pasting ----------------------------------------------------------------------- */

static void
give(struct clipboard *clipboard, int fd)
{
	size_t most = most_bytes(clipboard);
	void *bytes = malloc(most);
	size_t len = 0;

	if (!bytes || parcel_read(fd, bytes, most, &len)) {
		free(bytes);
		fail(clipboard, CLIP_BROKEN);
		return;
	}
	end_phase(clipboard);
	tell_clipboard(clipboard->link, clipboard->minor, clipboard->window, bytes, len);
	explicit_bzero(bytes, len);
	free(bytes);
}

void
clipboard_granted(
    struct clipboard *clipboard, const struct control_record *record, int fd)
{
	/* What came of an earlier chord is nobody's any more. */
	if (clipboard->phase != CLIPBOARD_PASTING ||
	    record->clip.serial != clipboard->serial) {
		return;
	}
	if (record->type == CONTROL_PASTE) {
		give(clipboard, fd);
	} else {
		end_phase(clipboard);
	}
}
