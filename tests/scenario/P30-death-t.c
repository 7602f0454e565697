/*
 * P30: when a component dies, the windows that it answered for vanish at once; what can
 * come back does so within a second.
 */
#include "tests/oracle/puppet.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <signal.h>

#define VANISH_MS 500
#define BACK_MS 1000
#define TRIES 3

/*
 * What these may be on a busy machine: as much as two domains took to start, which is
 * less on one that is not.  Such a machine also has moments of its own, so what took
 * longer is tried again; that it happens at all is demanded each time.
 */
static int64_t busy_ms;

static int64_t
patience(const struct stage *stage, int64_t ms)
{
	int64_t slow = ms * fixture_slowness(&stage->fixture);

	return slow > busy_ms ? slow : busy_ms;
}

static const char *const terminal[] = {"xterm", "-T", "the-terminal", NULL};
static const char *const clock_face[] = {
    "xclock", "-title", "the-clock", "-geometry", "200x200+700+120", NULL};

/* ms since then; -1 when it does not come back at all. */
static int64_t
await_back(struct stage *stage, const char *title, int64_t since)
{
	bool back = desk_await_window(&stage->fixture.desk, title,
	                fixture_deadline(&stage->fixture)) != NULL;

	tap_diag("%s came back after %d ms", title, (int)(clock_ms() - since));
	return back ? clock_ms() - since : -1;
}

/* Likewise, when it does not go. */
static int64_t
await_gone(struct stage *stage, const char *title, int64_t since)
{
	bool gone = desk_await_gone(
	    &stage->fixture.desk, title, fixture_deadline(&stage->fixture));

	tap_diag("%s was gone after %d ms", title, (int)(clock_ms() - since));
	return gone ? clock_ms() - since : -1;
}

/* No frame of any domain is on the screen. */
static bool
has_no_mark(struct desk *desk, void *data)
{
	const struct picture *picture = desk_picture(desk);
	const struct rect all = {0, 0, picture->width, picture->height};

	(void)data;
	return picture_count(picture, all, 0xc53030 & 0xfcfcfc) == 0 &&
	    picture_count(picture, all, 0x2b6cb0 & 0xfcfcfc) == 0 &&
	    picture_count(picture, all, 0x2f855a & 0xfcfcfc) == 0;
}

/*
 * The worker may be back before this test looks, and its windows have the same ids: their
 * maker tells whether it is the old one that is still there.
 */
struct old_window {
	xcb_window_t id;
	pid_t maker;
};

static bool
is_old_gone(struct desk *desk, void *data)
{
	const struct old_window *old = data;

	desk_look(desk);
	return desk_by_id(desk, old->id) == NULL ||
	    desk_maker(desk, old->id) != old->maker;
}

static bool
kill_worker(struct fixture *fixture, const char *domain)
{
	pid_t worker = fixture_worker(fixture, domain);

	return worker > 0 && kill_one(worker, SIGKILL) == 0;
}

typedef bool killer(struct fixture *fixture, const char *domain);

/* How long a death is to be seen, in ms; each -1 when it does not end. */
struct death {
	bool was_there;
	int64_t gone_ms, back_ms;
};

/* Kills the process that answers for red's window. */
static struct death
die(struct stage *stage, killer *kill_it)
{
	struct desk *desk = &stage->fixture.desk;
	const struct desk_window *window = desk_find(desk, "the-terminal");
	struct old_window old = {.id = window ? window->id : 0};
	struct death death = {.was_there = false, .gone_ms = -1, .back_ms = -1};
	int64_t start = clock_ms();

	old.maker = window ? desk_maker(desk, old.id) : 0;
	death.was_there = window && kill_it(&stage->fixture, "red");
	if (death.was_there &&
	    desk_await(desk, fixture_deadline(&stage->fixture), is_old_gone, &old)) {
		death.gone_ms = clock_ms() - start;
		death.back_ms = await_back(stage, "the-terminal", start);
	}
	return death;
}

static bool
is_late(const struct stage *stage, const struct death *death)
{
	return death->gone_ms > patience(stage, VANISH_MS) ||
	    death->back_ms > patience(stage, BACK_MS);
}

/* Its windows must vanish and come back. */
static void
test_process(struct stage *stage, killer *kill_it, const char *name)
{
	struct desk *desk = &stage->fixture.desk;
	struct death death = die(stage, kill_it);

	for (int i = 1; i < TRIES && death.back_ms >= 0 && is_late(stage, &death); i++) {
		death = die(stage, kill_it);
	}
	if (!tap_ok(&stage->tap, death.was_there, "P30-%s-killed: it is there", name)) {
		return;
	}
	tap_ok(&stage->tap,
	    death.gone_ms >= 0 && death.gone_ms <= patience(stage, VANISH_MS),
	    "P30-%s-killed: its windows vanish at once", name);
	tap_ok(&stage->tap,
	    death.back_ms >= 0 && death.back_ms <= patience(stage, BACK_MS),
	    "P30-%s-killed: they are back within %d ms", name, BACK_MS);
	tap_ok(&stage->tap,
	    desk_await_window(desk, "the-clock", fixture_deadline(&stage->fixture)),
	    "P30-%s-killed: the other domain's window stays", name);
}

static bool
start_red(struct stage *stage)
{
	return fixture_start(&stage->fixture, "red", terminal) &&
	    desk_await_window(
	        &stage->fixture.desk, "the-terminal", fixture_deadline(&stage->fixture));
}

/* The process that holds a domain's X server and programs together. */
static void
test_domain(struct stage *stage)
{
	int64_t took = -1;
	int64_t start;
	bool good = true;

	for (int i = 0;
	     good && i < TRIES && (took < 0 || took > patience(stage, VANISH_MS)); i++) {
		good = i == 0 || start_red(stage);
		start = clock_ms();
		good = good && fixture_kill_agent(&stage->fixture, "red");
		took = good ? await_gone(stage, "the-terminal", start) : -1;
		good = took >= 0;
	}
	tap_ok(&stage->tap, good && took <= patience(stage, VANISH_MS),
	    "P30-domain-killed: its windows vanish at once");
	start = clock_ms();
	tap_ok(&stage->tap, start_red(stage),
	    "P30-domain-killed: started again, its windows are shown");
	took = clock_ms() - start;
	busy_ms = took > busy_ms ? took : busy_ms;
	tap_diag("%d ms with a new X server", (int)took);
}

static void
test_daemon(struct stage *stage)
{
	int64_t start = clock_ms();

	bool is_killed = fixture_kill_daemon(&stage->fixture);
	int64_t took = await_gone(stage, "the-", start);
	tap_ok(&stage->tap, is_killed && took >= 0 && took <= patience(stage, VANISH_MS),
	    "P30-daemon-killed: no window of any domain stays");
	tap_ok(&stage->tap,
	    desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
	        has_no_mark, NULL),
	    "P30-daemon-killed: nor a frame's pixel");
}

static bool
start_both(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t start = clock_ms();
	bool shown = fixture_start(&stage->fixture, "red", terminal) &&
	    fixture_start(&stage->fixture, "blue", clock_face) &&
	    desk_await_window(desk, "the-terminal", fixture_deadline(&stage->fixture)) &&
	    desk_await_window(desk, "the-clock", fixture_deadline(&stage->fixture));

	busy_ms = clock_ms() - start;
	tap_diag("%d ms to start both", (int)busy_ms);
	return shown;
}

int
main(void)
{
	struct stage stage;

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX}) &&
	    tap_ok(&stage.tap, start_both(&stage), "two domains are shown")) {
		test_process(&stage, kill_worker, "worker");
		test_process(&stage, fixture_kill_session, "agent");
		test_domain(&stage);
		test_daemon(&stage);
	}
	return stage_close(&stage);
}
