/*
 * Whose a window is, and how that domain is marked.  Decided by the X client that made
 * the window, as paravent-daemon registered it; never by a property.
 * Decides nothing else.
 */
#ifndef WM_OWNER_H
#define WM_OWNER_H

#include "common/paint/mark.h"
#include "wm/trust.h"

struct owners;
struct ev_loop;

/* A domain whose worker has an X client. */
struct owner {
	trust_owner id;
	char label[64];
	uint32_t colour, pattern;
	uint32_t frame_width;  /* px of the worker's own frame */
	uint32_t label_height; /* likewise */
	uint32_t x_base;       /* of its worker's X client; 0: it has none now */
	struct trust_account account;
};

struct owner_listener {
	/* The answers for windows may be others than before, or a mark is. */
	void (*changed)(void *data);
	void *data; /* borrowed */
};

/*
 * desk: path of the daemon's desk socket; NULL: where it usually is.  NULL when out of
 * memory, or the path is too long (errno).
 */
MUST_USE struct owners *owners_create(
    struct ev_loop *loop, const char *desk, const struct owner_listener *listener);
void owners_destroy(struct owners *owners); /* NULL is fine */

/*
 * Runs the loop until a daemon that is there has told all, so that windows which are
 * there too are taken up as whose they are; for five seconds at most.
 */
void owners_await(struct owners *owners, struct ev_loop *loop);

/*
 * Takes what the daemon has said by now.  It says whose an X client is before that client
 * shows a window: after this, whoever has one is known.
 */
void owners_catch_up(struct owners *owners);

/* The window's domain; NULL: it is dom0's, or nobody knows. */
struct owner *owners_find(struct owners *owners, uint32_t window);

/* By number; NULL for dom0 and for one that is gone. */
struct owner *owners_of(struct owners *owners, trust_owner id);

/*
 * True while the daemon says who is who: what belongs to no domain is dom0's then, and
 * may be marked so.
 */
bool owners_are_known(const struct owners *owners);

/* The session's secret, which marks bear: MARK_TEXTURE_BYTES; all 0 until it is told. */
const uint8_t *owners_texture(const struct owners *owners);

#endif
