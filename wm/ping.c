#include "wm/ping.h"

#include "common/x/message.h"
#include "wm/wm.h"

static void
set_silent(struct client *client, bool is_silent)
{
	if (client->is_silent != is_silent) {
		client->is_silent = is_silent;
		client_touch(client, DIRT_TITLE);
	}
}

static void
on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct wm *wm = timer->data;

	(void)loop;
	(void)events;
	if (wm->ping.client) {
		log_info("window=0x%x does not answer", wm->ping.client->window);
		set_silent(wm->ping.client, true);
	}
}

void
ping_send(struct wm *wm, struct client *client)
{
	uint32_t words[5] = {wm->atoms[A_PING], wm->time, client->window};

	if (!(client->protocols & PROTOCOL_PING)) {
		return;
	}
	ev_timer_stop(wm->loop, &wm->ping.patience);
	wm->ping.client = client;
	message_send(wm->x, client->window, wm->atoms[A_WM_PROTOCOLS], words);
	ev_timer_init(&wm->ping.patience, on_patience, PING_PATIENCE_S, 0.);
	wm->ping.patience.data = wm;
	ev_timer_start(wm->loop, &wm->ping.patience);
}

void
ping_take(struct wm *wm, const xcb_client_message_event_t *event)
{
	struct client *client = client_find_own(wm, event->data.data32[2]);

	if (event->data.data32[0] != wm->atoms[A_PING] || !client) {
		return;
	}
	set_silent(client, false);
	if (wm->ping.client == client) {
		ev_timer_stop(wm->loop, &wm->ping.patience);
		wm->ping.client = NULL;
	}
}

void
ping_forget(struct wm *wm, const struct client *client)
{
	if (wm->ping.client == client) {
		ev_timer_stop(wm->loop, &wm->ping.patience);
		wm->ping.client = NULL;
	}
}
