#include "wm/sync.h"

#include "common/x/message.h"
#include "wm/wm.h"

#include <stdlib.h>

static xcb_sync_int64_t
words_of(int64_t value)
{
	return (xcb_sync_int64_t){(int32_t)(value >> 32), (uint32_t)(uint64_t)value};
}

void
sync_init(struct wm *wm)
{
	const xcb_query_extension_reply_t *extension =
	    xcb_get_extension_data(wm->x->xcb, &xcb_sync_id);

	if (!extension || !extension->present) {
		return;
	}
	xcb_sync_initialize_reply_t *version = xcb_sync_initialize_reply(
	    wm->x->xcb, xcb_sync_initialize(wm->x->xcb, 3, 1), NULL);
	if (version) {
		wm->sync_event = extension->first_event;
		wm->sync_error = extension->first_error;
	}
	free(version);
}

/* The client came so far, or took too long. */
static void
go_on(struct wm *wm)
{
	ev_timer_stop(wm->loop, &wm->sync.patience);
	wm->sync.awaits = false;
	if (wm->sync.has_newer) {
		wm->sync.has_newer = false;
		wm->sync.resume(wm);
	}
}

static void
on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	go_on(timer->data);
}

void
sync_start(struct wm *wm, struct client *client, void (*resume)(struct wm *wm))
{
	struct sync *s = &wm->sync;

	if (!wm->sync_event || !client->sync_counter ||
	    !(client->protocols & PROTOCOL_SYNC)) {
		return;
	}
	xcb_sync_query_counter_reply_t *counter = xcb_sync_query_counter_reply(
	    wm->x->xcb, xcb_sync_query_counter(wm->x->xcb, client->sync_counter), NULL);
	if (!counter) {
		return;
	}
	*s = (struct sync){.client = client, .resume = resume};
	s->value = (int64_t)((uint64_t)(uint32_t)counter->counter_value.hi << 32 |
	    counter->counter_value.lo);
	free(counter);
	ev_timer_init(&s->patience, on_patience, SYNC_PATIENCE_S, 0.);
	s->patience.data = wm;
}

void
sync_stop(struct wm *wm)
{
	struct sync *s = &wm->sync;

	if (!s->client) {
		return;
	}
	ev_timer_stop(wm->loop, &s->patience);
	if (s->alarm) {
		xcb_sync_destroy_alarm(wm->x->xcb, s->alarm);
	}
	*s = (struct sync){.client = NULL};
}

/*
 * An alarm for the value that the client is asked to set its counter to.  It rings once:
 * the server would count a step of its own up to wherever the counter went.
 */
static void
await_value(struct wm *wm)
{
	struct sync *s = &wm->sync;
	const xcb_sync_create_alarm_value_list_t values = {
	    .counter = s->client->sync_counter,
	    .valueType = XCB_SYNC_VALUETYPE_ABSOLUTE,
	    .value = words_of(s->value),
	    .testType = XCB_SYNC_TESTTYPE_POSITIVE_COMPARISON,
	    .delta = {0, 0},
	    .events = 1,
	};

	if (s->alarm) {
		xcb_sync_destroy_alarm(wm->x->xcb, s->alarm);
	}
	s->alarm = xcb_generate_id(wm->x->xcb);
	xcb_sync_create_alarm_aux(wm->x->xcb, s->alarm,
	    XCB_SYNC_CA_COUNTER | XCB_SYNC_CA_VALUE_TYPE | XCB_SYNC_CA_VALUE |
	        XCB_SYNC_CA_TEST_TYPE | XCB_SYNC_CA_DELTA | XCB_SYNC_CA_EVENTS,
	    &values);
}

bool
sync_may_resize(struct wm *wm)
{
	struct sync *s = &wm->sync;

	if (!s->client) {
		return true;
	}
	if (s->awaits) {
		s->has_newer = true;
		return false;
	}
	s->value = (int64_t)((uint64_t)s->value + 1); /* the client's: any number */
	s->awaits = true;
	await_value(wm);
	uint32_t words[5] = {wm->atoms[A_SYNC_REQUEST], wm->time,
	    (uint32_t)(uint64_t)s->value, (uint32_t)((uint64_t)s->value >> 32), 0};
	message_send(wm->x, s->client->window, wm->atoms[A_WM_PROTOCOLS], words);
	ev_timer_set(&s->patience, SYNC_PATIENCE_S, 0.);
	ev_timer_start(wm->loop, &s->patience);
	return true;
}

void
sync_take_alarm(struct wm *wm, const xcb_sync_alarm_notify_event_t *event)
{
	if (wm->sync.client && event->alarm == wm->sync.alarm && wm->sync.awaits) {
		go_on(wm);
	}
}
