/*
 * The clipboard: the one content that was copied, whose it is, and who may have it (P14).
 * Policy is asked here and nowhere else.  Parses nothing of a content; logs nothing of
 * it.
 *
 * A content comes by a copy chord and goes by a paste chord, once.  A copy chord empties
 * first: nobody ever gets what is older than the last one.
 */
#ifndef DAEMON_BROKER_H
#define DAEMON_BROKER_H

#include "gui-daemon/control.h"

struct broker;

/* The matrix, and each domain's cap; asked anew for every chord. */
struct broker_policy {
	bool (*may_copy)(void *data, const char *from); /* to any other domain at all */
	bool (*may_paste)(void *data, const char *from, const char *to);
	uint32_t (*most_bytes)(void *data, const char *domain); /* 1..PARCEL_MOST */
	void *data;                                             /* borrowed */
};

enum broker_outcome {
	BROKER_COPIED,
	BROKER_PASTED,
	BROKER_EMPTY,  /* there was nothing to copy or paste */
	BROKER_DENIED, /* by policy */
	BROKER_REFUSED,
};

/* What the person is told.  Never holds any of the content. */
struct broker_event {
	enum broker_outcome outcome;
	bool is_paste;
	char from[DOMAIN_NAME_BYTES]; /* whose content; "" where there is none */
	char to[DOMAIN_NAME_BYTES];   /* of a paste */
	uint32_t bytes;               /* COPIED, PASTED */
	const char *why;              /* REFUSED: a constant */
};

struct broker_owner {
	void (*told)(void *data, const struct broker_event *event);
	void *data; /* borrowed */
};

/* One domain as the broker sees it.  Zeroed but for its name. */
struct broker_peer {
	const char *name; /* borrowed */
	int64_t since_ms; /* a second begins, */
	uint32_t acts;    /* in which it said so many things */
};

/* NULL when out of memory. */
MUST_USE struct broker *broker_create(
    const struct broker_policy *policy, const struct broker_owner *owner);
void broker_destroy(struct broker *broker); /* wipes; NULL is fine */

/*
 * A worker said record, of one of the CONTROL_ types of the clipboard, with fd (borrowed)
 * beside it; now_ms is of the monotonic clock.  The owner is told what came of it.
 * For CONTROL_PASTE_ASKED *answer is filled, and what is returned is to be sent with it
 * and closed: a parcel, or -1 where there is none.  Else -1, and answer->type is 0.
 */
MUST_USE int broker_take(struct broker *broker, struct broker_peer *peer,
    const struct control_record *record, int fd, int64_t now_ms,
    struct control_record *answer);

/* The domain's worker has ended: what was asked of it will not come. */
void broker_forget(struct broker *broker, const struct broker_peer *peer);

/* Policy has changed: a content whose source may no longer copy goes at once. */
void broker_recheck(struct broker *broker);

/* Whose content there is; "" for none. */
const char *broker_source(const struct broker *broker);

#define BROKER_LINE_BYTES 256

/* One line for the log and the person. */
void broker_describe(const struct broker_event *event, char out[BROKER_LINE_BYTES]);

#endif
