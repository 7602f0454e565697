/*
 * Rates and deadlines: a guest that sends too fast is slowed, and nothing else; one that
 * keeps the worker waiting ends its own session.
 */
#include "gui-daemon/guest/bucket.h"
#include "gui-daemon/guest/deadlines.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <poll.h>
#include <string.h>

#define ROUNDED_MS 10 /* clocks that differ in their last digits */
#define MANY 150u     /* sent within a second on the slowest machine */

/* clang-format off */
static const struct {
	const char *name;
	uint32_t rate;
	uint32_t spent;      /* tokens, at time 0 */
	int64_t now_ms, wait_ms;
} buckets[] = {
    {"full at first", 10, 0, 0, 0},
    {"the last token", 10, 9, 0, 0},
    {"empty", 10, 10, 0, 100},
    {"half a token later", 10, 10, 50, 50},
    {"one token later", 10, 10, 100, 0},
    {"almost one token later", 10, 10, 99, 1},
    {"rounded up", 3, 3, 0, 334},
    {"the least rate", 1, 1, 999, 1},
    {"the highest rate", 1000000, 1000000, 0, 1},
    {"the clock is set back", 10, 10, -5000, 100},
    {"the clock leaps", 10, 10, INT64_MAX, 0},
};
/* clang-format on */

static void
test_buckets(void)
{
	for (size_t i = 0; i < ARRAY_LEN(buckets); i++) {
		struct bucket b = bucket_new(buckets[i].rate, 0);

		for (uint32_t n = 0; n < buckets[i].spent; n++) {
			bucket_spend(&b);
		}
		ok_named(bucket_wait_ms(&b, buckets[i].now_ms) == buckets[i].wait_ms,
		    buckets[i].name);
	}
	struct bucket b = bucket_new(10, 0);
	bucket_wait_ms(&b, 1000000);
	for (int n = 0; n < 10; n++) {
		bucket_spend(&b);
	}
	ok_named(bucket_wait_ms(&b, 1000000) == 100, "it never holds more than full");
	for (int64_t now = 0; now <= 1000; now += 10) {
		bucket_wait_ms(&b, 1000000 + now);
	}
	ok_named(b.tokens == 10000, "many looks fill it as one does");
}

/* Sends pairs of create and destroy, and waits for all answers: ms that it took. */
static int64_t
storm(struct rig *rig)
{
	int64_t start = rig_now_ms();
	uint32_t answers = 0;

	for (uint32_t id = 1; id <= MANY; id++) {
		rig_create_window(rig, id, (struct rect){0, 0, 10, 10}, false);
		rig_plain(rig, MSG_DESTROY, id);
	}
	while (answers < MANY && rig_await(rig, MSG_DESTROY)) {
		answers++;
	}
	ok_named(answers == MANY, "each is answered");
	return rig_now_ms() - start;
}

/* Each map makes X windows, and work for the manager, as a create does. */
static int64_t
map_storm(struct rig *rig)
{
	int64_t start = rig_now_ms();

	rig_create_window(rig, 1, (struct rect){0, 0, 10, 10}, false);
	for (uint32_t i = 0; i < 2 * MANY; i++) {
		rig_map(rig, 1, 0, i % 2);
		rig_plain(rig, MSG_UNMAP, 1);
	}
	rig_plain(rig, MSG_DESTROY, 1);
	ok_named(rig_await(rig, MSG_DESTROY) != NULL, "mapped again and again");
	return rig_now_ms() - start;
}

static void
rates(struct rig *rig)
{
	struct domain_policy before = rig->policy;

	rig->policy.create_rate = MANY;
	rig_begin(rig, 8);
	int64_t took = storm(rig);
	ok_named(took >= 900, "P19-creates-are-slowed"); /* twice MANY, a full bucket */
	printf("# %lld ms\n", (long long)took);
	ok_named(rig_count_logged(rig, "too fast") == 1, "and told once");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "the session goes on");

	rig_begin(rig, 8);
	ok_named(map_storm(rig) >= 900, "P19-maps-are-slowed");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "the session goes on");

	rig->policy = before;
	rig->policy.message_rate = MANY;
	rig_begin(rig, 8);
	ok_named(storm(rig) >= 900, "P19-messages-are-slowed");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "the session goes on");
	rig->policy = before;
}

/* since: before whatever the worker was to wait for so many seconds. */
static bool
ends_after(struct rig *rig, int64_t since, double seconds, const char *why)
{
	int64_t patience = (int64_t)(seconds * 1000.);

	poll(NULL, 0, (int)patience - 500);
	bool ended = rig_await_exit(rig) == WORKER_GUEST_BAD &&
	    strstr(rig_log(rig), why) && rig_count_logged(rig, "session ended: ") == 1;
	int64_t took = rig_now_ms() - since;
	printf("# %lld ms\n", (long long)took);
	return ended && took >= patience - ROUNDED_MS;
}

static void
deadlines(struct rig *rig)
{
	static const uint8_t half[] = {130, 0, 0, 0, 0, 0};

	rig_begin(rig, 8);
	int64_t since = rig_now_ms();
	ok_named(
	    transport_write(rig->channel, half, sizeof(half)) == sizeof(half), "half");
	ok_named(ends_after(rig, since, DEADLINE_HALF_MESSAGE_S, "half a message"),
	    "half a message has its deadline");
	since = rig_now_ms();
	rig_start_worker(rig);
	ok_named(ends_after(rig, since, DEADLINE_HANDSHAKE_S, "does not say its version"),
	    "the handshake has its deadline");
}

/* The half message lies behind others that the worker takes slowly. */
static void
half_behind_others(struct rig *rig)
{
	static const uint8_t half[] = {130, 0, 0, 0, 0, 0};
	struct domain_policy before = rig->policy;

	rig->policy.message_rate = POLICY_LEAST_MESSAGE_RATE;
	rig_begin(rig, 8);
	for (uint32_t id = 1; id <= POLICY_LEAST_MESSAGE_RATE + 50; id++) {
		rig_create_window(rig, id, (struct rect){0, 0, 10, 10}, false);
	}
	int64_t since = rig_now_ms();
	ok_named(
	    transport_write(rig->channel, half, sizeof(half)) == sizeof(half), "half");
	ok_named(ends_after(rig, since, DEADLINE_HALF_MESSAGE_S, "half a message"),
	    "also behind messages that wait");
	rig->policy = before;
}

#define FRAME_BYTES (WIRE_HEADER_BYTES + 8)
#define MANY_BYTES (64 * FRAME_BYTES)

/* A worker that answers each of the messages in many with one. */
static void
ask_much(struct rig *rig, uint8_t many[MANY_BYTES])
{
	struct msg_window_flags all = {1, 0};
	uint8_t frame[FRAME_BYTES];
	struct wire_header header = {MSG_WINDOW_FLAGS, 1, 8};

	rig->policy.fullscreen = FULLSCREEN_NEVER;
	rig_begin(rig, 8);
	rig_create_window(rig, 1, (struct rect){0, 0, 10, 10}, false);
	wire_encode_header(frame, &header);
	ok(wire_encode_window_flags(frame + WIRE_HEADER_BYTES, 8, &all) == 8);
	for (size_t i = 0; i < 64; i++) {
		memcpy(many + i * sizeof(frame), frame, sizeof(frame));
	}
}

/* More answers wait than the socket takes, and fewer than end the session at once. */
static void
stops_reading(struct rig *rig)
{
	uint8_t many[MANY_BYTES];
	size_t sent = 0;
	int64_t deadline = rig_now_ms() + 3 * RIG_PATIENCE_MS;

	ask_much(rig, many);
	int64_t start = rig_now_ms(); /* before any answer waits */
	while (sent < 1 << 20 && rig_now_ms() < deadline) {
		ssize_t written = transport_write(rig->channel, many + sent % MANY_BYTES,
		    MANY_BYTES - sent % MANY_BYTES);

		sent += written > 0 ? (size_t)written : 0;
		if (written <= 0) {
			poll(NULL, 0, 1);
		}
	}
	ok_named(sent >= 1 << 20, "a megabyte was sent, and no answer read");
	/* Not by rig_await_exit(), which reads. */
	while (!strstr(rig_log(rig), "does not read") && rig_now_ms() < deadline) {
		poll(NULL, 0, 50);
	}
	int64_t took = rig_now_ms() - start;
	printf("# %lld ms\n", (long long)took);
	ok_named((double)took >= DEADLINE_UNREAD_S * 1000. - ROUNDED_MS &&
	        strstr(rig_log(rig), "does not read for too long") &&
	        rig_await_exit(rig) == WORKER_GUEST_BAD,
	    "P20-unread-has-a-deadline");
}

/* Each message is answered with one: what nobody reads is bounded. */
static void
reads_nothing(struct rig *rig)
{
	uint8_t many[MANY_BYTES];
	int64_t deadline = rig_now_ms() + 3 * RIG_PATIENCE_MS;

	ask_much(rig, many);
	size_t at = 0;
	ssize_t written;
	while ((written = transport_write(rig->channel, many + at, sizeof(many) - at)) >=
	        0 &&
	    rig_now_ms() < deadline) {
		at = (at + (size_t)written) % sizeof(many);
		if (written == 0) {
			poll(NULL, 0, 1); /* the worker is behind */
		}
	}
	ok_named(written < 0, "who does not read cannot go on for ever");
	ok_named(rig_await_exit(rig) == WORKER_GUEST_BAD &&
	        strstr(rig_log(rig), "does not read"),
	    "its session ends, and it is to blame");
}

/* --- popups --------------------------------------------------------------------------
 */

#define POPUPS 20u
#define SHARE 10u /* percent */

static void
show_popup(struct rig *rig, uint32_t id)
{
	char title[16];

	snprintf(title, sizeof(title), "popup-%02u.", id);
	rig_title(rig, id, title);
	rig_map(rig, id, 0, true);
}

/* Px² of all popups that are shown, once a managed window that came later is. */
static uint64_t
popups_area(struct rig *rig, uint32_t marker, size_t *count)
{
	char title[16];
	uint64_t area = 0;

	snprintf(title, sizeof(title), "marker-%u.", marker);
	rig_create_window(rig, marker, (struct rect){20, 20, 20, 20}, false);
	rig_title(rig, marker, title);
	rig_map(rig, marker, 0, false);
	rig_find(rig, title);
	*count = 0;
	for (uint32_t id = 1; id <= POPUPS; id++) {
		snprintf(title, sizeof(title), "popup-%02u.", id);
		xcb_window_t outer = rig_find_now(rig, title);
		struct rect r = outer ? rig_area(rig, outer) : (struct rect){0};
		area += (uint64_t)r.width * r.height;
		*count += outer != 0;
	}
	return area;
}

static void
popups(struct rig *rig)
{
	struct domain_policy before = rig->policy;
	uint64_t all = (uint64_t)rig->screen->width_in_pixels *
	    rig->screen->height_in_pixels / 100 * SHARE;
	size_t count;

	rig->policy.popup_share = SHARE;
	rig_begin(rig, 8);
	for (uint32_t id = 1; id <= POPUPS; id++) {
		rig_create_window(rig, id, (struct rect){100, 100, 200, 200}, true);
		show_popup(rig, id);
	}
	uint64_t area = popups_area(rig, 100, &count);
	ok_named(area > all / 2 && area <= all, "P9-popups-sum-to-their-share");
	ok_named(count >= 2 && count < POPUPS, "the others are not shown");
	printf("# %zu popups, %llu of %llu px\n", count, (unsigned long long)area,
	    (unsigned long long)all);
	const struct rig_message *m = rig_await(rig, MSG_CONFIGURE);
	ok_named(m && m->window == count && rig_word(m, 3) < 200, "who was cut is told");
	ok_named(rig_count_logged(rig, "share of the screen") == 1, "told once");
	rig_configure(rig, 1, (struct rect){0, 0, 1200, 1000});
	area = popups_area(rig, 101, &count);
	ok_named(area <= all, "P9-nor-by-growing");
	for (uint32_t id = 1; id < POPUPS; id++) {
		rig_plain(rig, MSG_UNMAP, id);
	}
	show_popup(rig, POPUPS);
	popups_area(rig, 102, &count);
	ok_named(count == 1, "when others went there is room again");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "the session goes on");
	rig->policy = before;
}

int
main(void)
{
	test_buckets();
	struct rig *rig = rig_create(false);

	rates(rig);
	popups(rig);
	deadlines(rig);
	half_behind_others(rig);
	stops_reading(rig);
	reads_nothing(rig);
	rig_destroy(rig);
	return done_testing();
}
