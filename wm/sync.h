/*
 * EWMH, _NET_WM_SYNC_REQUEST: a live resize waits until its client has drawn the size
 * before, so that the two do not run apart; but never for long.
 * One window at a time.
 */
#ifndef WM_SYNC_H
#define WM_SYNC_H

#include "common/base/base.h"

#include <ev.h>
#include <xcb/sync.h>

struct wm;
struct client;

#define SYNC_PATIENCE_S 0.5

struct sync {
	struct client *client; /* borrowed; NULL: it does not take part */
	xcb_sync_alarm_t alarm;
	int64_t value;                 /* last asked for */
	bool awaits;                   /* the client has not come so far */
	bool has_newer;                /* a size was held back meanwhile */
	void (*resume)(struct wm *wm); /* gives it that size */
	ev_timer patience;
};

/* Finds the extension; once. */
void sync_init(struct wm *wm);

/* resume is called when a size that was held back may be given. */
void sync_start(struct wm *wm, struct client *client, void (*resume)(struct wm *wm));
void sync_stop(struct wm *wm);

/* May the client be given a size now?  If not, resume() follows. */
bool sync_may_resize(struct wm *wm);

void sync_take_alarm(struct wm *wm, const xcb_sync_alarm_notify_event_t *event);

#endif
