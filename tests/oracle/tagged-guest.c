/*
 * tagged-guest SOCKET TAG [RECORD]: a guest without an X server, which does what it is
 * told on standard input, one command a line, and paints only in colours of its tag.
 *
 *   create ID X Y WIDTH HEIGHT OVERRIDE     map ID     unmap ID     destroy ID
 *   move ID X Y WIDTH HEIGHT     title ID TEXT     dump ID (a new, painted buffer)
 *   paint ID SEED     sync     storm STEPS SEED (over all windows, 1000 steps a second)
 *   flood none|damage|creates|half|deaf (until the next; guest_flood.h)
 *
 * Says on standard output: ready (a worker shook hands), synced (each dump is
 * acknowledged), stormed, key ID KEYCODE TYPE, focus ID TYPE (9 in, 10 out), configure ID
 * X Y WIDTH HEIGHT, close ID.  Appends all that it receives to the file RECORD.
 * Ends at the end of its input.
 */
#include "common/base/fd.h"
#include "common/base/log.h"
#include "tests/oracle/guest_flood.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STORM_STEP_S 0.001

struct program {
	struct guest guest;
	struct ev_io commands;
	struct ev_timer storm;
	struct flood flood;
	unsigned steps; /* of the storm, still to do */
	uint32_t seed;
	char line[512];
	size_t len;
};

static void
say(const char *line)
{
	printf("%s\n", line);
	fflush(stdout);
}

/* The next pseudo-random number below limit (xorshift). */
static uint32_t
draw(struct program *program, uint32_t limit)
{
	program->seed ^= program->seed << 13;
	program->seed ^= program->seed >> 17;
	program->seed ^= program->seed << 5;
	return program->seed % limit;
}

static void
storm_step(struct program *program, struct guest_window *window)
{
	struct guest *guest = &program->guest;
	struct rect area = {(int32_t)draw(program, 900) - 50,
	    (int32_t)draw(program, 700) - 50, 1 + draw(program, 300),
	    1 + draw(program, 200)};

	switch (draw(program, 5)) {
	case 0:
		guest_send_unmap(guest, window);
		break;
	case 1:
		guest_send_map(guest, window);
		break;
	case 2: /* resized; the buffer of the old size stays */
		guest_send_configure(guest, window, area);
		break;
	case 3:
		guest_send_configure(guest, window, area);
		guest_send_dump(guest, window);
		break;
	default:
		guest_window_paint(window, guest->windows.tag, program->seed);
		guest_send_damage(guest, window);
		break;
	}
}

static void
on_storm(struct ev_loop *loop, struct ev_timer *timer, int events)
{
	struct program *program = timer->data;
	struct guest_windows *all = &program->guest.windows;
	size_t count = 0;

	(void)events;
	while (count < GUEST_WINDOWS_MAX && all->windows[count].id != 0) {
		count++;
	}
	if (count > 0) {
		storm_step(program, &all->windows[draw(program, (uint32_t)count)]);
	}
	if (count == 0 || --program->steps == 0) {
		ev_timer_stop(loop, timer);
		say("stormed");
	}
}

static void
start_storm(struct program *program, unsigned steps, uint32_t seed)
{
	program->steps = steps;
	program->seed = seed | 1;
	ev_timer_set(&program->storm, 0., STORM_STEP_S);
	ev_timer_start(program->guest.loop, &program->storm);
}

static bool
do_create(struct program *program, const char *arguments)
{
	struct guest_window *window;
	struct rect area;
	uint32_t id;
	int override_redirect;

	if (sscanf(arguments, "%u %d %d %u %u %d", &id, &area.x, &area.y, &area.width,
	        &area.height, &override_redirect) != 6) {
		return false;
	}
	window = guest_window_create(
	    &program->guest.windows, id, area, override_redirect != 0);
	if (window) {
		guest_send_create(&program->guest, window);
	}
	return window != NULL;
}

static bool
do_move(struct program *program, struct guest_window *window, const char *arguments)
{
	struct rect area;

	if (sscanf(arguments, "%*u %d %d %u %u", &area.x, &area.y, &area.width,
	        &area.height) != 4) {
		return false;
	}
	guest_send_configure(&program->guest, window, area);
	return true;
}

static void
do_title(struct guest *guest, struct guest_window *window, const char *arguments)
{
	const char *text = strchr(arguments, ' ');

	snprintf(window->title, sizeof(window->title), "%s", text ? text + 1 : "");
	guest_send_title(guest, window);
}

/* Commands that begin with a window's id. */
static bool
do_window(struct program *program, const char *verb, const char *arguments)
{
	struct guest *guest = &program->guest;
	struct guest_window *window =
	    guest_window_find(&guest->windows, (uint32_t)strtoul(arguments, NULL, 10));
	uint32_t seed = 0;

	if (!window || window->id == 0) {
		return false;
	}
	if (strcmp(verb, "map") == 0) {
		guest_send_map(guest, window);
	} else if (strcmp(verb, "unmap") == 0) {
		guest_send_unmap(guest, window);
	} else if (strcmp(verb, "destroy") == 0) {
		guest_send_destroy(guest, window);
	} else if (strcmp(verb, "dump") == 0) {
		guest_send_dump(guest, window);
	} else if (strcmp(verb, "title") == 0) {
		do_title(guest, window, arguments);
	} else if (strcmp(verb, "move") == 0) {
		return do_move(program, window, arguments);
	} else if (strcmp(verb, "paint") == 0) {
		(void)sscanf(arguments, "%*u %u", &seed);
		guest_window_paint(window, guest->windows.tag, seed);
		guest_send_damage(guest, window);
	} else {
		return false;
	}
	return true;
}

static bool
do_command(struct program *program, const char *line)
{
	char verb[16];
	unsigned steps;
	uint32_t seed;
	int used = 0;

	if (sscanf(line, "%15s %n", verb, &used) != 1) {
		return false;
	}
	if (strcmp(verb, "sync") == 0) {
		guest_sync(&program->guest);
		return true;
	}
	if (strcmp(verb, "storm") == 0 &&
	    sscanf(line + used, "%u %u", &steps, &seed) == 2) {
		start_storm(program, steps, seed);
		return true;
	}
	if (strcmp(verb, "flood") == 0) {
		return flood_start(&program->flood, line + used);
	}
	if (strcmp(verb, "create") == 0) {
		return do_create(program, line + used);
	}
	return do_window(program, verb, line + used);
}

static void
do_lines(struct program *program)
{
	char *start = program->line;
	char *end;

	while (
	    (end = memchr(start, '\n', program->len - (size_t)(start - program->line)))) {
		*end = '\0';
		if (!do_command(program, start)) {
			fprintf(stderr, "cannot do: %s\n", start);
		}
		start = end + 1;
	}
	program->len -= (size_t)(start - program->line);
	memmove(program->line, start, program->len);
}

static void
on_command(struct ev_loop *loop, struct ev_io *io, int events)
{
	struct program *program = io->data;
	size_t room = sizeof(program->line) - program->len;
	ssize_t n = read(io->fd, program->line + program->len, room);

	(void)events;
	if (n <= 0 || room == 0) {
		ev_break(loop, EVBREAK_ALL);
		return;
	}
	program->len += (size_t)n;
	do_lines(program);
}

int
main(int argc, char **argv)
{
	struct program *program = calloc(1, sizeof(*program));

	if (!program || argc < 3) {
		fprintf(stderr, "usage: tagged-guest SOCKET TAG [RECORD]\n");
		free(program);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	log_open("tagged-guest", LOG_INFO);
	program->guest.loop = ev_loop_new(EVFLAG_AUTO);
	program->guest.say = say;
	program->guest.record = argc > 3
	    ? open(argv[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
	    : -1;
	program->guest.windows.tag = (unsigned)strtoul(argv[2], NULL, 10);
	if (!guest_listen(&program->guest, argv[1])) {
		fprintf(stderr, "cannot listen at %s: %s\n", argv[1], strerror(errno));
		ev_loop_destroy(program->guest.loop);
		free(program);
		return 1;
	}
	ev_io_init(&program->commands, on_command, STDIN_FILENO, EV_READ);
	program->commands.data = program;
	ev_io_start(program->guest.loop, &program->commands);
	ev_timer_init(&program->storm, on_storm, 0., STORM_STEP_S);
	program->storm.data = program;
	flood_init(&program->flood, &program->guest);
	ev_run(program->guest.loop, 0);
	flood_stop(&program->flood);
	guest_finish(&program->guest);
	unlink(argv[1]);
	ev_loop_destroy(program->guest.loop);
	free(program);
	return 0;
}
