/*
 * Serves what the person pasted into this guest: owns CLIPBOARD and PRIMARY, and answers
 * whoever asks (ICCCM 2.2, 2.7.2).  Never waits: who stalls has its own transfer given
 * up. Knows nothing of messages; logs no content.
 */
#ifndef AGENT_X_OFFER_H
#define AGENT_X_OFFER_H

#include "common/base/base.h"

#include <xcb/xcb.h>

struct x;

#define X_OFFER_TRANSFERS 16 /* at a time; one more ends the oldest */
#define X_OFFER_CHUNK 65536u /* bytes: longer ones go piece by piece */

enum x_offer_selection {
	X_OFFER_CLIPBOARD,
	X_OFFER_PRIMARY,
	X_OFFER_SELECTIONS,
};

/* A content, which transfers under way may outlive. */
struct x_text {
	size_t users, len;
	uint8_t bytes[];
};

/* Piece by piece to one requestor. */
struct x_transfer {
	struct x_text *text; /* counted; NULL: none */
	xcb_window_t requestor;
	xcb_atom_t property, type;
	size_t done; /* bytes */
	uint32_t age;
};

struct x_offer {
	xcb_window_t window; /* owned; 0 before the first */
	struct x_text *text; /* counted; NULL when neither selection is ours */
	bool is_owned[X_OFFER_SELECTIONS];
	bool awaits_time; /* the server's, to own them from */
	xcb_timestamp_t since;
	struct x_transfer transfers[X_OFFER_TRANSFERS];
	uint32_t age;
};

/* Copies the content; one before it goes. */
void x_offer_set(struct x *x, const void *bytes, size_t len);
void x_offer_finish(struct x *x);

void x_offer_requested(struct x *x, const xcb_selection_request_event_t *event);
void x_offer_cleared(struct x *x, const xcb_selection_clear_event_t *event);
void x_offer_property(struct x *x, const xcb_property_notify_event_t *event);

#endif
