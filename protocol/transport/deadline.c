#include "protocol/transport/deadline.h"

void
deadline_init(struct deadline *deadline, struct ev_loop *loop, double seconds,
    void (*passed)(struct ev_loop *, ev_timer *, int), void *data)
{
	deadline->loop = loop;
	deadline->seconds = seconds;
	ev_init(&deadline->timer, passed);
	deadline->timer.data = data;
}

void
deadline_start(struct deadline *deadline)
{
	if (deadline->seconds > 0. && !ev_is_active(&deadline->timer)) {
		/* What this turn did may have taken long. */
		ev_now_update(deadline->loop);
		ev_timer_set(&deadline->timer, deadline->seconds, 0.);
		ev_timer_start(deadline->loop, &deadline->timer);
	}
}

void
deadline_stop(struct deadline *deadline)
{
	ev_timer_stop(deadline->loop, &deadline->timer);
}
