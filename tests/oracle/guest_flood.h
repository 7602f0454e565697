/*
 * A guest that gives its worker all the trouble it can, as fast as the channel takes it.
 */
#ifndef ORACLE_GUEST_FLOOD_H
#define ORACLE_GUEST_FLOOD_H

#include "tests/oracle/guest_link.h"

enum flood_kind {
	FLOOD_NONE,
	FLOOD_DAMAGE,  /* all of window 1, again and again */
	FLOOD_CREATES, /* windows that come and go */
	FLOOD_HALF,    /* the first half of a message, to each worker that comes */
	FLOOD_DEAF,    /* asks for answers, and reads none */
	FLOOD_N,
};

struct flood {
	struct guest *guest; /* borrowed */
	enum flood_kind kind;
	struct ev_timer timer;
	bool has_halved; /* this worker */
	size_t sent;     /* messages of this kind */
};

void flood_init(struct flood *flood, struct guest *guest);

/*
 * Says "flooded N", of the messages of the kind before, and goes on with this one; false
 * for a name that no kind has.
 */
MUST_USE bool flood_start(struct flood *flood, const char *name);
void flood_stop(struct flood *flood);

#endif
