/*
 * wm [STEPS]: how fast paravent-wm moves and resizes windows by hand, on an X server that
 * draws in memory, and what it costs.
 *
 * Each step is one motion of the pointer, and lasts until the X server has moved what
 * follows it: the window, or the outline.  Nothing else happens meanwhile.
 */
#include "tests/scenario/hands.h"
#include "tests/wm/rig.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STEPS 1000
#define CROWD 30 /* windows that are there */
#define IDLE_S 5
#define PATIENCE_MS 10000
#define MOST_STEPS 100000

enum what {
	MOVE,
	RESIZE,
};

static const struct drag_kind {
	const char *name;
	const char *config;
	enum what what;
	int domain;
} kinds[] = {
    {"dom0's window, move, live", "[windows]\nsnap = 0\nmove = live\n", MOVE, 0},
    {"dom0's window, move, outline", "[windows]\nsnap = 0\nmove = outline\n", MOVE, 0},
    {"a domain's window, move, live", "[windows]\nsnap = 0\nmove = live\n", MOVE, 1},
    {"dom0's window, resize, live", "[windows]\nsnap = 0\nresize = live\n", RESIZE, 0},
    {"dom0's window, resize, outline", "[windows]\nsnap = 0\nresize = outline\n", RESIZE,
        0},
    {"a domain's window, resize, live", "[windows]\nsnap = 0\nresize = live\n", RESIZE,
        1},
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* CPU time of a process, ms. */
static double
cpu_ms(pid_t pid)
{
	struct timespec t = {0, 0};
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) == 0) {
		clock_gettime(clock, &t);
	}
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long
number_of(pid_t pid, const char *file, const char *name)
{
	char path[64];
	char line[256];
	long value = -1;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (strncmp(line, name, strlen(name)) == 0) {
			value = strtol(line + strlen(name), NULL, 10);
		}
	}
	if (f) {
		fclose(f);
	}
	return value;
}

/* --- one step ---------------------------------------------------------------------- */

/* Whatever is moved or resized now follows the pointer. */
static bool
await_follower(struct rig *rig)
{
	double deadline = now_ms() + PATIENCE_MS;
	struct pollfd readable = {
	    .fd = xcb_get_file_descriptor(rig->x), .events = POLLIN};

	while (now_ms() < deadline) {
		xcb_generic_event_t *event = xcb_poll_for_event(rig->x);
		uint8_t type = event ? event->response_type & 0x7f : 0;

		free(event);
		if (type == XCB_CONFIGURE_NOTIFY) {
			return true;
		}
		if (!event) {
			poll(&readable, 1, 100);
		}
	}
	return false;
}

static void
drain(struct rig *rig)
{
	xcb_generic_event_t *event;

	free(xcb_get_input_focus_reply(rig->x, xcb_get_input_focus(rig->x), NULL));
	while ((event = xcb_poll_for_event(rig->x))) {
		free(event);
	}
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* --- drags ------------------------------------------------------------------------- */

static xcb_window_t
open_crowd(struct rig *rig, int domain)
{
	uint32_t events = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

	for (int i = 0; i < CROWD; i++) {
		rig_show(
		    rig, i % (RIG_DOMAINS + 1), (struct rect){20 * i, 15 * i, 300, 200});
	}
	xcb_window_t w = rig_show(rig, domain, (struct rect){100, 100, 300, 200});
	rig_ask(rig, w, "_NET_ACTIVE_WINDOW", 2, 0, 0, 0, 0);
	rig_ask(
	    rig, w, "_NET_MOVERESIZE_WINDOW", 10 | 3u << 8 | 2u << 12, 200, 200, 0, 0);
	xcb_change_window_attributes(rig->x, rig->root, XCB_CW_EVENT_MASK, &events);
	return w;
}

static bool
drag(struct rig *rig, xcb_window_t w, enum what what, double *took, size_t steps)
{
	struct rect r = rig_place(rig, rig_top(rig, w));
	int32_t x = what == MOVE ? r.x + 120 : r.x + (int32_t)r.width - 2;
	int32_t y = what == MOVE ? r.y + 8 : r.y + (int32_t)r.height - 2;
	bool good = true;

	rig_pointer(rig, x, y);
	rig_button(rig, 1, true);
	rig_pointer(rig, x + 20, y + 20);
	rig_sync(rig);
	for (size_t i = 0; i < steps && good; i++) {
		int32_t by = 21 + (int32_t)(i % 200 < 100 ? i % 200 : 200 - i % 200);

		drain(rig);
		double before = now_ms();
		hands_move(rig->x, x + by, y + by);
		good = await_follower(rig);
		took[i] = now_ms() - before;
	}
	rig_button(rig, 1, false);
	rig_sync(rig);
	return good;
}

static void
measure(const struct drag_kind *kind, size_t steps)
{
	struct rig *rig = rig_create(kind->config);
	double *took = calloc(steps, sizeof(*took));
	double sum = 0;

	if (!took) {
		return;
	}
	xcb_window_t w = open_crowd(rig, kind->domain);
	double before = cpu_ms(rig->manager);
	bool good = drag(rig, w, kind->what, took, steps);
	double cpu = cpu_ms(rig->manager) - before;
	for (size_t i = 0; i < steps; i++) {
		sum += took[i];
	}
	qsort(took, steps, sizeof(*took), by_size);
	printf("  %-34s %8.2f %8.2f %10.0f %9.0f%s\n", kind->name, took[steps / 2],
	    took[steps * 99 / 100], 1e3 * (double)steps / sum, 1e3 * cpu / (double)steps,
	    good ? "" : "   (a step was not followed)");
	free(took);
	rig_destroy(rig);
}

/* --- rest -------------------------------------------------------------------------- */

static void
measure_rest(void)
{
	struct rig *rig = rig_create(NULL);

	open_crowd(rig, 0);
	drain(rig);
	long before = number_of(rig->manager, "status", "voluntary_ctxt_switches:");
	sleep(IDLE_S);
	printf("  memory, PSS: %ld KiB; wake-ups in %d s: %ld\n",
	    number_of(rig->manager, "smaps_rollup", "Pss:"), IDLE_S,
	    number_of(rig->manager, "status", "voluntary_ctxt_switches:") - before);
	rig_destroy(rig);
}

int
main(int argc, char **argv)
{
	size_t steps = argc > 1 ? strtoul(argv[1], NULL, 10) : STEPS;

	if (steps == 0 || steps > MOST_STEPS) {
		fprintf(stderr, "usage: wm [STEPS]\n");
		return 2;
	}
	printf("paravent-wm, %d windows\n  %-34s %8s %8s %10s %9s\n", CROWD + 1, "", "ms",
	    "p99 ms", "a second", "CPU us");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		measure(&kinds[i], steps);
	}
	measure_rest();
	return 0;
}
