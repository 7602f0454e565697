/*
 * Where a guest's windows may be when it is owed an answer, and when the desktop changes
 * under them: off the strip (P2), all of a popup's frame on the screen and a title bar
 * within reach (P10).
 */
#include "gui-daemon/guest/placement.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <string.h>

#define TRIES 20 /* to be faster than a worker's patience */

static struct rect
told(struct rig *rig)
{
	const struct rig_message *m = rig_await(rig, MSG_CONFIGURE);

	return m ? (struct rect){(int32_t)rig_word(m, 0), (int32_t)rig_word(m, 1),
	               rig_word(m, 2), rig_word(m, 3)}
	         : (struct rect){0};
}

/* A popup that the worker moves onto the screen, and tells the guest so. */
static xcb_window_t
show_popup(struct rig *rig, const char *title, struct rect r, struct rect moved)
{
	rig_begin(rig, 8);
	rig_create_window(rig, 1, r, true);
	rig_title(rig, 1, title);
	rig_map(rig, 1, 0, true);
	xcb_window_t outer = rig_find(rig, title);
	ok_named(rig_await_content(rig, outer, moved), title);
	ok(rect_equals(told(rig), moved));
	return outer;
}

/* --- the strip ---------------------------------------------------------------------- */

static void
reserve(struct rig *rig, struct rect part)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_RESERVE;
	record.reserve = (struct reserve){.count = 1, .at = {part}};
	ok(control_send(rig->control, &record, -1));
}

/* The guest is owed an acknowledgement, and gives it when the strip is there. */
static void
strip_comes(struct rig *rig)
{
	const struct rect at_top = {100, RIG_FRAME, 300, 200};
	const struct rect below = {100, 30 + RIG_FRAME, 300, 200};
	xcb_window_t outer =
	    show_popup(rig, "owed", (struct rect){100, 0, 300, 200}, at_top);

	reserve(rig, (struct rect){0, 0, 1280, 30});
	ok_named(rig_await_content(rig, outer, below), "P2-moved-off-at-once");
	rig_configure(rig, 1, at_top);
	ok_named(rect_equals(told(rig), below), "P2-told-so");
	rig_configure(rig, 1, below);
	rig_configure(rig, 1, at_top);
	ok_named(rect_equals(told(rig), below), "P2-however-often-it-insists");
	ok(rig_await_content(rig, outer, below));
	ok(rig_end_worker(rig) == WORKER_ENDED);
}

/* --- the screen --------------------------------------------------------------------- */

/* As the server tells it (RandR, "Event"), which a worker takes from anybody. */
static void
say_screen(struct rig *rig, uint16_t width, uint16_t height)
{
	union {
		xcb_configure_notify_event_t e;
		char bytes[32];
	} event;

	memset(&event, 0, sizeof(event));
	event.e.response_type = XCB_CONFIGURE_NOTIFY;
	event.e.event = event.e.window = rig->screen->root;
	event.e.width = width;
	event.e.height = height;
	xcb_send_event(
	    rig->x, 0, rig->screen->root, XCB_EVENT_MASK_STRUCTURE_NOTIFY, event.bytes);
	rig_sync(rig);
}

static void
screen_shrinks(struct rig *rig)
{
	const struct rect corner = {900, 700, 300, 200};
	const struct rect wanted = {
	    640 - RIG_FRAME - 300, 480 - (int32_t)rig->label_height - 200, 300, 200};

	rig_begin(rig, 8);
	rig_create_window(rig, 1, corner, true);
	rig_title(rig, 1, "corner");
	rig_map(rig, 1, 0, true);
	xcb_window_t outer = rig_find(rig, "corner");
	ok(rig_await_content(rig, outer, corner));
	say_screen(rig, 640, 480);
	ok_named(rig_await_content(rig, outer, wanted), "P10-smaller-screen");
	ok_named(rect_equals(told(rig), wanted), "P10-and-told");
	ok(rig_end_worker(rig) == WORKER_ENDED);
}

/* --- the manager -------------------------------------------------------------------- */

/* Where its content is once it is no longer at before; there, if it stays. */
static struct rect
await_moved(struct rig *rig, xcb_window_t outer, struct rect before)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	struct rect r;

	do {
		rig_pump(rig, 5);
		r = rig_area(rig, rig_content(rig, outer));
	} while (r.y == before.y && rig_now_ms() < deadline);
	return r;
}

/* Mapped within reach; then the guest moves it up, so that only its content is seen. */
static void
moved_up(void)
{
	struct rig *rig = rig_create(true);
	const struct rect first = {200, 300, 300, 200};

	rig_begin(rig, 8);
	rig_create_window(rig, 1, first, false);
	rig_title(rig, 1, "climber");
	rig_map(rig, 1, 0, false);
	xcb_window_t outer = rig_find(rig, "climber");
	rig_configure(rig, 1, first);
	ok(rig_await_content(rig, outer, first));
	rig_configure(rig, 1, (struct rect){200, -150, 300, 200});
	struct rect r = await_moved(rig, outer, first);
	ok_named(r.y < first.y && r.y >= (int32_t)rig->label_height,
	    "P10-title-bar-stays-in-reach");
	ok(rig_end_worker(rig) == WORKER_ENDED);
	rig_destroy(rig);
}

/* What a guest sees of a window that somebody resizes thrice, and that answers late. */
struct thrice {
	bool is_told, fits, is_quiet;
	bool is_in_time; /* it owed an answer all the while: no more was to be said */
};

static struct thrice
resize_thrice(struct rig *rig, xcb_window_t *outer)
{
	struct thrice t = {.is_told = false};
	struct rect r = {100, 120, 200, 100};
	uint32_t size[] = {2 * RIG_FRAME + 260, RIG_FRAME + rig->label_height + 140};

	rig_begin(rig, 8);
	rig_create_window(rig, 7, r, false);
	rig_title(rig, 7, "resized");
	rig_map(rig, 7, 0, false);
	*outer = rig_find(rig, "resized");
	ok_named(rig_await_content(rig, *outer, r), "before");
	rig_forget(rig);
	int64_t before = rig_now_ms();
	for (uint32_t i = 0; i <= 2; i++) {
		uint32_t next[] = {size[0] + 10 * i, size[1]};

		xcb_configure_window(rig->x, *outer,
		    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, next);
		rig_sync(rig);
		const struct rig_message *m =
		    i == 0 ? rig_await(rig, MSG_CONFIGURE) : NULL;
		t.is_told = t.is_told ||
		    (m && rig_word(m, 0) == 100 && rig_word(m, 1) == 120 &&
		        rig_word(m, 2) == 260 && rig_word(m, 3) == 140);
	}
	t.fits = rig_await_content(rig, *outer, (struct rect){100, 120, 280, 140});
	rig_forget(rig);
	t.is_quiet = rig_next(rig, 100) == NULL;
	t.is_in_time = rig_now_ms() - before < PLACEMENT_ANSWER_MS - 50;
	return t;
}

static void
resized_by_somebody(struct rig *rig)
{
	xcb_window_t outer;
	struct thrice t = resize_thrice(rig, &outer);

	for (int i = 1; i < TRIES && !t.is_in_time; i++) {
		t = resize_thrice(rig, &outer);
	}
	rig_configure(rig, 7, (struct rect){100, 120, 260, 140});
	ok_named(t.is_told, "the guest is told");
	ok_named(t.fits, "content fits");
	ok_named(t.is_quiet, "one CONFIGURE outstanding at most");
	const struct rig_message *m = rig_await(rig, MSG_CONFIGURE);
	ok_named(m && rig_word(m, 2) == 280, "the latest wins");
	rig_configure(rig, 7, (struct rect){100, 120, 280, 140});
	ok_named(rig_next(rig, 400) == NULL, "acknowledged: quiet");
	ok_named(
	    rig_await_content(rig, outer, (struct rect){100, 120, 280, 140}), "unmoved");
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	resized_by_somebody(rig);
	strip_comes(rig);
	screen_shrinks(rig);
	rig_destroy(rig);
	moved_up();
	return done_testing();
}
