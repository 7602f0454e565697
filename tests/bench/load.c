/*
 * load SOCKET: connects to the benchmark there, does what it says, one command a line,
 * and answers each with `done COUNT`.  Draws on $DISPLAY.
 */
#include "tests/bench/load.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int
connect_to(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(address.sun_path)) {
		return -1;
	}
	strcpy(address.sun_path, path);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static unsigned
open_many(struct load *load, unsigned count)
{
	load_close_windows(load);
	for (unsigned i = 0; i < count; i++) {
		xcb_window_t window = load_open_window(load, (int)(20 + i % 10 * 90),
		    (int)(20 + i / 10 * 80), 200, 150, true);

		load_fill(load, window, 0x204060 + i, 0, 0, 200, 150);
	}
	load_sync(load);
	return count;
}

/* Replaces the last window by a new one in a colour of its own. */
static unsigned
show_window(struct load *load, uint32_t colour)
{
	xcb_window_t window;

	load_close_windows(load);
	window = load_open_window(load, 100, 100, 200, 150, true);
	load_fill(load, window, colour, 0, 0, 200, 150);
	load_sync(load);
	return 1;
}

static unsigned
run(struct load *load, const char *line, int control)
{
	unsigned a = 0;
	unsigned b = 0;
	unsigned c = 0;
	unsigned d = 0;
	char verb[16] = "";

	(void)sscanf(line, "%15s %u %u %u %u", verb, &a, &b, &c, &d);
	if (strcmp(verb, "video") == 0) {
		return load_video(load, a, b, c, d);
	}
	if (strcmp(verb, "small") == 0) {
		return load_small(load, a, b, c);
	}
	if (strcmp(verb, "resize") == 0) {
		return load_resize(load, a);
	}
	if (strcmp(verb, "move") == 0) {
		return load_move(load, a);
	}
	if (strcmp(verb, "many") == 0) {
		return open_many(load, a);
	}
	if (strcmp(verb, "window") == 0) {
		return show_window(load, a);
	}
	if (strcmp(verb, "echo") == 0) {
		load_echo(load, a, b, control);
		return 0;
	}
	load_close_windows(load);
	load_sync(load);
	return 0;
}

static int
serve(struct load *load, int control)
{
	FILE *in = fdopen(control, "r+e");
	char line[128];

	if (!in) {
		return 1;
	}
	setvbuf(in, NULL, _IONBF, 0);
	while (fgets(line, sizeof(line), in)) {
		dprintf(control, "done %u\n", run(load, line, control));
	}
	fclose(in);
	return 0;
}

int
main(int argc, char **argv)
{
	struct load load = {.count = 0};
	int control = argc == 2 ? connect_to(argv[1]) : -1;
	int status;

	load.x = xcb_connect(NULL, NULL);
	if (control < 0 || xcb_connection_has_error(load.x)) {
		fprintf(stderr, "usage: load SOCKET, with $DISPLAY set\n");
		return 2;
	}
	load.screen = xcb_setup_roots_iterator(xcb_get_setup(load.x)).data;
	load.gc = xcb_generate_id(load.x);
	xcb_create_gc(load.x, load.gc, load.screen->root, 0, NULL);
	status = serve(&load, control);
	xcb_disconnect(load.x);
	return status;
}
