#include "gui-daemon/broker.h"

#include "common/base/fd.h"
#include "gui-daemon/parcel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ACTS 20 /* of one worker in a second: more than anybody's hands do */

struct broker {
	struct broker_policy policy;
	struct broker_owner owner;
	uint8_t *content; /* owned: PARCEL_MOST bytes */
	size_t len;
	char source[DOMAIN_NAME_BYTES]; /* "": there is no content */
	char asked[DOMAIN_NAME_BYTES];  /* whose answer is awaited; "": nobody's */
	uint32_t serial;                /* of what is awaited */
};

struct broker *
broker_create(const struct broker_policy *policy, const struct broker_owner *owner)
{
	struct broker *broker = calloc(1, sizeof(*broker));

	if (!broker) {
		return NULL;
	}
	broker->policy = *policy;
	broker->owner = *owner;
	broker->content = calloc(1, PARCEL_MOST);
	if (!broker->content) {
		broker_destroy(broker);
		return NULL;
	}
	return broker;
}

/* All of the room: a longer content that was there before goes too. */
static void
wipe(struct broker *broker)
{
	explicit_bzero(broker->content, PARCEL_MOST);
	broker->len = 0;
	broker->source[0] = '\0';
}

void
broker_destroy(struct broker *broker)
{
	if (!broker) {
		return;
	}
	if (broker->content) {
		wipe(broker);
	}
	free(broker->content);
	free(broker);
}

const char *
broker_source(const struct broker *broker)
{
	return broker->source;
}

/* --- what the person is told ------------------------------------------------------- */

static void
name(char out[DOMAIN_NAME_BYTES], const char *in)
{
	snprintf(out, DOMAIN_NAME_BYTES, "%s", in);
}

static void
tell_copy(struct broker *broker, enum broker_outcome outcome, const char *from,
    uint32_t bytes, const char *why)
{
	struct broker_event event = {.outcome = outcome, .bytes = bytes, .why = why};

	name(event.from, from);
	broker->owner.told(broker->owner.data, &event);
}

static void
tell_paste(struct broker *broker, enum broker_outcome outcome, const char *to,
    uint32_t bytes, const char *why)
{
	struct broker_event event = {
	    .outcome = outcome,
	    .is_paste = true,
	    .bytes = bytes,
	    .why = why,
	};

	name(event.from, broker->source);
	name(event.to, to);
	broker->owner.told(broker->owner.data, &event);
}

void
broker_describe(const struct broker_event *event, char out[BROKER_LINE_BYTES])
{
	const char *verb = event->is_paste ? "pasted into" : "copied from";
	const char *whom = event->is_paste ? event->to : event->from;

	switch (event->outcome) {
	case BROKER_COPIED:
		snprintf(out, BROKER_LINE_BYTES, "copied %u bytes from %s", event->bytes,
		    event->from);
		break;
	case BROKER_PASTED:
		snprintf(out, BROKER_LINE_BYTES,
		    "pasted %u bytes from %s into %s; nothing is left", event->bytes,
		    event->from, event->to);
		break;
	case BROKER_EMPTY:
		snprintf(out, BROKER_LINE_BYTES, "nothing %s %s: there was nothing", verb,
		    whom);
		break;
	case BROKER_DENIED:
		snprintf(out, BROKER_LINE_BYTES, "not %s %s: denied by paravent.conf%s%s",
		    verb, whom, event->is_paste ? " for what is from " : "",
		    event->is_paste ? event->from : "");
		break;
	case BROKER_REFUSED:
		snprintf(out, BROKER_LINE_BYTES, "not %s %s: %s", verb, whom, event->why);
		break;
	}
}

/* --- copying ----------------------------------------------------------------------- */

static void
copy_asked(struct broker *broker, const char *from, uint32_t serial)
{
	wipe(broker);
	name(broker->asked, from);
	broker->serial = serial;
}

/* True, and nothing is awaited any more, when it is the answer to the last copy chord. */
static bool
take_awaited(struct broker *broker, const char *from, uint32_t serial)
{
	bool is = strcmp(broker->asked, from) == 0 && broker->serial == serial;

	if (is) {
		broker->asked[0] = '\0';
	}
	return is;
}

static void
copied(struct broker *broker, const char *from, uint32_t serial, int fd)
{
	const struct broker_policy *p = &broker->policy;

	if (!take_awaited(broker, from, serial)) {
		tell_copy(broker, BROKER_REFUSED, from, 0,
		    "it is not the answer to the last copy chord");
		return;
	}
	if (!p->may_copy(p->data, from)) {
		tell_copy(broker, BROKER_DENIED, from, 0, NULL);
		return;
	}
	const char *why =
	    parcel_read(fd, broker->content, p->most_bytes(p->data, from), &broker->len);
	if (why || broker->len == 0) {
		wipe(broker);
		tell_copy(broker, why ? BROKER_REFUSED : BROKER_EMPTY, from, 0, why);
		return;
	}
	name(broker->source, from);
	tell_copy(broker, BROKER_COPIED, from, (uint32_t)broker->len, NULL);
}

/* --- pasting ----------------------------------------------------------------------- */

/* May `to`, which takes at most `most` bytes, have the content?  If not, says why. */
static bool
may_have(struct broker *broker, const char *to, uint32_t most)
{
	const struct broker_policy *p = &broker->policy;

	if (broker->len == 0) {
		tell_paste(broker, BROKER_EMPTY, to, 0, NULL);
		return false;
	}
	if (strcmp(broker->source, to) != 0 &&
	    !p->may_paste(p->data, broker->source, to)) {
		tell_paste(broker, BROKER_DENIED, to, 0, NULL);
		return false;
	}
	if (broker->len > most || broker->len > p->most_bytes(p->data, to)) {
		tell_paste(broker, BROKER_REFUSED, to, 0, "too big for it");
		return false;
	}
	return true;
}

/* A content that may not go there stays, for the person may mean another domain. */
static int
paste(struct broker *broker, const char *to, uint32_t most)
{
	if (!may_have(broker, to, most)) {
		return -1;
	}
	int fd = parcel_seal(broker->content, broker->len);
	if (fd < 0) {
		tell_paste(broker, BROKER_REFUSED, to, 0, "no memory file for it");
		return -1;
	}
	tell_paste(broker, BROKER_PASTED, to, (uint32_t)broker->len, NULL);
	wipe(broker);
	return fd;
}

/* --- records ----------------------------------------------------------------------- */

static const char *const faults[CLIP_N_FAULTS] = {
    [CLIP_LATE] = "the guest did not answer in time",
    [CLIP_TOO_BIG] = "too big",
    [CLIP_FOCUS_LEFT] = "the focus had left",
    [CLIP_BROKEN] = "the worker had no room for it",
};

static void
failed(struct broker *broker, const char *peer, const struct control_clip *clip)
{
	if (clip->was_paste) {
		tell_paste(broker, BROKER_REFUSED, peer, 0, faults[clip->fault]);
	} else if (take_awaited(broker, peer, clip->serial)) {
		tell_copy(broker, BROKER_REFUSED, peer, 0, faults[clip->fault]);
	}
}

/* A worker that was taken over neither fills the log nor keeps the daemon busy. */
static bool
is_too_busy(struct broker_peer *peer, int64_t now_ms)
{
	if (now_ms - peer->since_ms >= 1000 || now_ms < peer->since_ms) {
		peer->since_ms = now_ms;
		peer->acts = 0;
	}
	return ++peer->acts > MOST_ACTS;
}

int
broker_take(struct broker *broker, struct broker_peer *peer,
    const struct control_record *record, int fd, int64_t now_ms,
    struct control_record *answer)
{
	const struct control_clip *clip = &record->clip;
	int parcel = -1;

	memset(answer, 0, sizeof(*answer));
	if (is_too_busy(peer, now_ms)) {
		return -1;
	}
	switch (record->type) {
	case CONTROL_COPY_ASKED:
		copy_asked(broker, peer->name, clip->serial);
		break;
	case CONTROL_COPIED:
		copied(broker, peer->name, clip->serial, fd);
		break;
	case CONTROL_CLIP_FAILED:
		failed(broker, peer->name, clip);
		break;
	case CONTROL_PASTE_ASKED:
		parcel = paste(broker, peer->name, clip->bytes);
		answer->type = parcel >= 0 ? CONTROL_PASTE : CONTROL_PASTE_NONE;
		answer->clip.serial = clip->serial;
		break;
	default:
		break; /* not of the clipboard, or not to us */
	}
	return parcel;
}

void
broker_forget(struct broker *broker, const struct broker_peer *peer)
{
	if (strcmp(broker->asked, peer->name) == 0) {
		broker->asked[0] = '\0';
	}
}

void
broker_recheck(struct broker *broker)
{
	const struct broker_policy *p = &broker->policy;

	if (broker->len > 0 && !p->may_copy(p->data, broker->source)) {
		tell_copy(broker, BROKER_DENIED, broker->source, 0, NULL);
		wipe(broker);
	}
}
