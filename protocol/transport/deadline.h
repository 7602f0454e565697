/*
 * A time limit on an event loop: counts from the moment that something began to wait.
 * Knows nothing of what waits, and ends nothing itself.
 */
#ifndef TRANSPORT_DEADLINE_H
#define TRANSPORT_DEADLINE_H

#include "common/base/base.h"

#include <ev.h>

struct deadline {
	struct ev_loop *loop; /* borrowed */
	ev_timer timer;
	double seconds; /* 0: none */
};

/* passed gets the timer, whose data is data. */
void deadline_init(struct deadline *deadline, struct ev_loop *loop, double seconds,
    void (*passed)(struct ev_loop *, ev_timer *, int), void *data);

/* Unless it runs already. */
void deadline_start(struct deadline *deadline);
void deadline_stop(struct deadline *deadline);

#endif
