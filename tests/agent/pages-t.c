/* Windows for whose pictures pages ran out get them once some were given back. */

#include "tests/agent/rig.h"

#define MAX_PAGES 1000
#define SIDE 900 /* px: 792 pages */

static size_t
dumps_of(const struct rig *t, xcb_window_t w)
{
	return daemon_count(&t->daemon, MSG_WINDOW_DUMP, w, 0);
}

/* Two windows of which only the first has a picture, and is not acknowledged away. */
static void
open_two(struct rig *t, xcb_window_t *first, xcb_window_t *second)
{
	*first = rig_window(t, 0, 0, SIDE, SIDE, false);
	*second = rig_window(t, 0, 0, SIDE, SIDE, false);
	client_fill(&t->guest, *second, (xcb_rectangle_t){10, 10, 50, 50}, 0xabcdef);
	tap_ok(&t->tap,
	    rig_settle(t) && dumps_of(t, *first) == 1 && dumps_of(t, *second) == 0,
	    "of two windows the second is shown without a picture");
}

/* What came for a window that has just got its pages. */
static void
check_healed(struct rig *t, xcb_window_t w)
{
	const struct message *m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);

	tap_ok(&t->tap,
	    m && word_of(m, 1) == SIDE && rig_pixel(m, 59, 59) == 0xabcdef &&
	        rig_pixel(m, 60, 60) == 0x102030,
	    "then the second has its picture");
	size_t dump = daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap, m && word_of(m, 2) == SIDE && word_of(m, 3) == SIDE,
	    "all of it is damaged");
	client_fill(&t->guest, w, (xcb_rectangle_t){5, 6, 7, 8}, 0x123456);
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 5 && word_of(m, 3) == 8 &&
	        rig_pixel(&t->daemon.messages[dump], 5, 6) == 0x123456,
	    "drawing goes on in it");
	tap_ok(&t->tap,
	    rig_settle(t) && dumps_of(t, w) == 1 &&
	        daemon_count(&t->daemon, MSG_UNMAP, w, 0) == 0,
	    "it came once, and nothing else was done to the window");
}

static void
test_destroyed(struct rig *t)
{
	xcb_window_t first, second;

	open_two(t, &first, &second);
	t->daemon.acks = false;
	xcb_destroy_window(t->guest.connection, first);
	client_sync(&t->guest);
	tap_ok(&t->tap,
	    daemon_await(&t->daemon, MSG_DESTROY, first) && rig_settle(t) &&
	        dumps_of(t, second) == 0,
	    "the first one's end alone gives nothing back");
	t->daemon.acks = true;
	daemon_send(&t->daemon, MSG_DESTROY, first, NULL, 0);
	check_healed(t, second);
	xcb_destroy_window(t->guest.connection, second);
	client_sync(&t->guest);
}

/* The larger buffer goes once the daemon has acknowledged the smaller one. */
static void
test_smaller(struct rig *t)
{
	const uint32_t size[] = {100, 100};
	xcb_window_t first, second;

	open_two(t, &first, &second);
	xcb_configure_window(t->guest.connection, first,
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	client_sync(&t->guest);
	check_healed(t, second);
	xcb_destroy_window(t->guest.connection, first);
	xcb_destroy_window(t->guest.connection, second);
	client_sync(&t->guest);
}

/* Windows, 0 for those that are gone; the one whose picture has come. */
struct crowd {
	const struct rig *rig;
	xcb_window_t windows[6];
	size_t next;
};

static bool
has_next(const struct daemon *daemon, void *data)
{
	struct crowd *crowd = data;

	(void)daemon;
	for (size_t i = 0; i < ARRAY_LEN(crowd->windows); i++) {
		if (crowd->windows[i] && dumps_of(crowd->rig, crowd->windows[i]) > 0) {
			crowd->next = i;
			return true;
		}
	}
	return false;
}

/*
 * Of many that wait each gets a picture as soon as there is one for it; who is first
 * depends on when the pages of the windows before come back.
 */
static void
test_many(struct rig *t)
{
	struct crowd crowd = {.rig = t};

	for (size_t i = 0; i < ARRAY_LEN(crowd.windows); i++) {
		crowd.windows[i] = rig_window(t, 0, 0, SIDE, SIDE, false);
	}
	bool good = true;
	for (size_t n = 0; n < ARRAY_LEN(crowd.windows) && good; n++) {
		size_t with = 0;

		good = daemon_until(&t->daemon, has_next, &crowd);
		for (size_t i = 0; i < ARRAY_LEN(crowd.windows); i++) {
			with += crowd.windows[i] ? dumps_of(t, crowd.windows[i]) : 0;
		}
		good = good && with == 1;
		xcb_destroy_window(t->guest.connection, crowd.windows[crowd.next]);
		crowd.windows[crowd.next] = 0;
		client_sync(&t->guest);
	}
	tap_ok(&t->tap, good, "of many each gets its picture in turn");
}

/* A daemon that comes anew, and a window that still waits. */
static void
test_reconnect(struct rig *t)
{
	xcb_window_t first, second;

	open_two(t, &first, &second);
	tap_ok(&t->tap,
	    rig_reconnect(t) && daemon_await(&t->daemon, MSG_MAP, second) &&
	        dumps_of(t, second) == 0,
	    "told anew, the second still has none");
	xcb_destroy_window(t->guest.connection, first);
	client_sync(&t->guest);
	check_healed(t, second);
	xcb_destroy_window(t->guest.connection, second);
}

int
main(void)
{
	static struct rig rig;
	void (*const cases[])(struct rig *) = {
	    test_destroyed,
	    test_smaller,
	    test_many,
	    test_reconnect,
	    NULL,
	};

	return rig_run_limited(&rig, cases, MAX_PAGES);
}
