#include "tests/oracle/guest_flood.h"

#include <stdio.h>
#include <string.h>

#define TICK_S 0.001
#define TICK_MESSAGES 400
#define QUEUE_BYTES 65536u /* as much may wait for the worker */
#define CREATED_ID 900u
#define HALF_BYTES 7

static void
create_and_destroy(struct guest *guest)
{
	const struct guest_window window = {
	    .id = CREATED_ID, .area = {50, 50, 100, 80}, .fd = -1};

	guest_send_create(guest, &window);
	link_send(guest->link, MSG_DESTROY, CREATED_ID, NULL, 0);
}

/* Full screen is refused, and that is said. */
static void
ask(struct guest *guest)
{
	const struct msg_window_flags flags = {.set = 1};
	uint8_t body[8];

	link_send(guest->link, MSG_WINDOW_FLAGS, 1, body,
	    wire_encode_window_flags(body, sizeof(body), &flags));
}

static void
send_half(struct flood *flood)
{
	const uint8_t half[HALF_BYTES] = {MSG_CREATE};

	if (flood->has_halved) {
		flood->sent--;
		return;
	}
	link_send_raw(flood->guest->link, half, sizeof(half));
	flood->has_halved = true;
}

static void
send_one(struct flood *flood)
{
	struct guest *guest = flood->guest;
	const struct guest_window *first = guest_window_find(&guest->windows, 1);

	flood->sent++;
	switch (flood->kind) {
	case FLOOD_NONE:
	case FLOOD_N:
		break;
	case FLOOD_DAMAGE:
		if (first) {
			guest_send_damage(guest, first);
		}
		break;
	case FLOOD_CREATES:
		create_and_destroy(guest);
		break;
	case FLOOD_HALF:
		send_half(flood);
		break;
	case FLOOD_DEAF:
		ask(guest);
		break;
	}
}

static void
on_tick(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct flood *flood = timer->data;
	struct guest *guest = flood->guest;

	(void)loop;
	(void)events;
	if (!guest->shaken || flood->kind == FLOOD_NONE) {
		flood->has_halved = false;
		return;
	}
	for (int i = 0; i < TICK_MESSAGES && link_queued(guest->link) < QUEUE_BYTES;
	     i++) {
		send_one(flood);
	}
}

void
flood_init(struct flood *flood, struct guest *guest)
{
	*flood = (struct flood){.guest = guest};
	ev_timer_init(&flood->timer, on_tick, 0., TICK_S);
	flood->timer.data = flood;
}

bool
flood_start(struct flood *flood, const char *name)
{
	static const char *const names[FLOOD_N] = {
	    "none", "damage", "creates", "half", "deaf"};
	char line[64];

	snprintf(line, sizeof(line), "flooded %zu", flood->sent);
	flood->guest->say(line);
	flood->sent = 0;
	for (enum flood_kind kind = 0; kind < FLOOD_N; kind++) {
		if (strcmp(names[kind], name) == 0) {
			flood->kind = kind;
			flood->has_halved = false;
			flood->guest->is_deaf = kind == FLOOD_DEAF;
			ev_timer_start(flood->guest->loop, &flood->timer);
			return true;
		}
	}
	return false;
}

void
flood_stop(struct flood *flood)
{
	ev_timer_stop(flood->guest->loop, &flood->timer);
}
