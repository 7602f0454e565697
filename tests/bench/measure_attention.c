/* How long until the attention view (P24) stands, with few and with many windows. */
#include "tests/bench/measure.h"
#include "tests/bench/scene.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define ESCAPE 9 /* keycodes: evdev + 8 */
#define SUPER 133
#define OPENINGS 20       /* for each number of windows */
#define PAUSE_NS 30000000 /* between two of them: everything sleeps again */
#define GOAL_MS 100.0     /* P24 */
#define READY_BYTES 8

static struct member *
start_strip(struct stage *stage)
{
	char program[600];
	char socket[160];
	char byte[READY_BYTES];
	const char *arguments[] = {program, "--desk", socket, "--display",
	    stage->fixture.display, "--ready-fd", "1", NULL};
	const struct crew_plan plan = {
	    .role = "strip", .arguments = arguments, .talks = true};

	fixture_built(program, sizeof(program), "wm/strip/paravent-strip");
	snprintf(socket, sizeof(socket), "%s/domains/.desk", stage->fixture.directory);
	struct member *strip = crew_start(&stage->fixture.crew, &plan);
	struct pollfd ready = {.fd = strip ? strip->out : -1, .events = POLLIN};
	bool good = strip && poll(&ready, 1, FIXTURE_PATIENCE_MS) == 1 &&
	    read(strip->out, byte, sizeof(byte)) > 0;

	return good ? strip : NULL;
}

/* --- what a person sees ------------------------------------------------------------ */

struct veil {
	xcb_connection_t *x; /* owned */
	xcb_window_t root, window;
	uint32_t width, height;
};

static bool
open_veil(struct veil *veil, const char *display)
{
	static const uint32_t events = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

	veil->x = xcb_connect(display, NULL);
	if (xcb_connection_has_error(veil->x)) {
		return false;
	}
	const xcb_screen_t *screen =
	    xcb_setup_roots_iterator(xcb_get_setup(veil->x)).data;
	veil->root = screen->root;
	veil->width = screen->width_in_pixels;
	veil->height = screen->height_in_pixels;
	xcb_change_window_attributes(veil->x, veil->root, XCB_CW_EVENT_MASK, &events);
	xcb_flush(veil->x);
	return true;
}

/* A window as large as the screen came: the view; or it went. */
static bool
takes_veil(struct veil *veil, const xcb_generic_event_t *event, bool shown)
{
	const xcb_create_notify_event_t *created = (const void *)event;
	const xcb_map_notify_event_t *mapped = (const void *)event;
	const xcb_destroy_notify_event_t *destroyed = (const void *)event;
	uint8_t type = event->response_type & 0x7f;

	if (type == XCB_CREATE_NOTIFY && created->width == veil->width &&
	    created->height == veil->height) {
		veil->window = created->window;
	}
	return shown ? type == XCB_MAP_NOTIFY && mapped->window == veil->window
	             : type == XCB_DESTROY_NOTIFY && destroyed->window == veil->window;
}

/* The X server says that it is mapped after it has drawn its background. */
static bool
await_veil(struct veil *veil, bool shown, int64_t deadline)
{
	struct pollfd p = {.fd = xcb_get_file_descriptor(veil->x), .events = POLLIN};

	while (clock_ms() < deadline && !xcb_connection_has_error(veil->x)) {
		xcb_generic_event_t *event = xcb_poll_for_event(veil->x);
		bool found = event && takes_veil(veil, event, shown);

		if (found) {
			free(event);
			return true;
		}
		if (!event) {
			poll(&p, 1, 100);
		}
		free(event);
	}
	return false;
}

/* --- what a person does ------------------------------------------------------------ */

static void
rest(void)
{
	static const struct timespec pause = {0, PAUSE_NS};

	clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
}

/* ms from the chord to the view; negative when it does not come, or does not go. */
static double
open_view(struct bench *bench, struct veil *veil)
{
	struct desk *desk = &bench->stage.fixture.desk;
	int64_t start = clock_ns();

	desk_key(desk, SUPER, true);
	desk_key(desk, ESCAPE, true);
	bool came = await_veil(veil, true, stage_deadline());
	int64_t seen = clock_ns();
	desk_key(desk, ESCAPE, false);
	desk_key(desk, SUPER, false);
	rest();
	desk_key(desk, ESCAPE, true);
	desk_key(desk, ESCAPE, false);
	bool went = came && await_veil(veil, false, stage_deadline());
	rest();
	return went ? (double)(seen - start) / 1e6 : -1;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

struct kinds {
	unsigned windows;
	struct report_kind p50, worst;
};

static void
measure_with(struct bench *bench, struct player *player, struct veil *veil,
    const struct kinds *kinds)
{
	double ms[OPENINGS];

	player_tell(player, "many %u", kinds->windows);
	if (player_await(player) < 0 || open_view(bench, veil) < 0) {
		tap_diag("no attention view with %u windows", kinds->windows);
		return;
	}
	for (unsigned i = 0; i < OPENINGS; i++) {
		ms[i] = open_view(bench, veil);
		if (ms[i] < 0) {
			tap_diag("the attention view did not come and go");
			return;
		}
	}
	qsort(ms, OPENINGS, sizeof(*ms), compare);
	report_add(&bench->report, &kinds->p50, false, ms[OPENINGS / 2]);
	report_add(&bench->report, &kinds->worst, false, ms[OPENINGS - 1]);
}

void
measure_attention(struct bench *bench, struct player *player)
{
	static const struct kinds kinds[] = {
	    {1, {"chord to view, 1 window, p50", "ms", BETTER_ALONE, GOAL_MS, GOAL_MS, 0},
	        {"chord to view, 1 window, worst", "ms", BETTER_ALONE, GOAL_MS, GOAL_MS,
	            0}},
	    {20,
	        {"chord to view, 20 windows, p50", "ms", BETTER_ALONE, GOAL_MS, GOAL_MS,
	            0},
	        {"chord to view, 20 windows, worst", "ms", BETTER_ALONE, GOAL_MS, GOAL_MS,
	            0}},
	    {200,
	        {"chord to view, 200 windows, p50", "ms", BETTER_ALONE, GOAL_MS, GOAL_MS,
	            0},
	        {"chord to view, 200 windows, worst", "ms", BETTER_ALONE, GOAL_MS,
	            GOAL_MS, 0}},
	};
	struct member *strip = start_strip(&bench->stage);
	struct veil veil = {.x = NULL};

	if (!open_veil(&veil, bench->stage.fixture.display) || !strip) {
		tap_diag("no strip");
	} else {
		for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
			measure_with(bench, player, &veil, &kinds[i]);
		}
		player_stop(player);
	}
	xcb_disconnect(veil.x);
	if (strip) {
		crew_stop(strip);
	}
}
