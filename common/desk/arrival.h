/*
 * Waits for a file to appear, or to be made anew, without looking again and again
 * (inotify).  Folders on the way to it may be missing, too.
 * Does not open the file; says too often rather than too seldom.
 */
#ifndef DESK_ARRIVAL_H
#define DESK_ARRIVAL_H

#include "common/base/base.h"

#include <ev.h>

struct arrival {
	struct ev_loop *loop; /* borrowed */
	const char *path;     /* borrowed; absolute, or from the working folder */
	int fd;               /* owned: of inotify; -1 while it does not wait */
	ev_io readable;
	void (*changed)(void *data); /* something happened there: look now */
	void *data;                  /* borrowed */
};

/* Fills *arrival, whose address must not change until arrival_stop(). */
void arrival_init(struct arrival *arrival, struct ev_loop *loop, const char *path,
    void (*changed)(void *data), void *data);

/*
 * Waits from now on, for one change after another.  Look at the file after this, not
 * before: so nothing is missed.  False with errno when it cannot.
 */
MUST_USE bool arrival_start(struct arrival *arrival);
void arrival_stop(struct arrival *arrival); /* as often as one likes */

#endif
