/*
 * load SOCKET: connects to the benchmark there, does what it says, one command a line,
 * and answers each with `done COUNT`.  Draws on $DISPLAY.
 * load --vchan PORT: the same in a domain of its own, for a benchmark in dom0.
 */
#include "config.h"

#include "tests/bench/load.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS (INT64_C(24) * 3600 * 1000)

struct command {
	unsigned n[4];
	char word[32]; /* the first argument as it stands */
	enum load_answer answer;
};

static unsigned long
run_video(struct load *load, const struct command *c)
{
	return load_video(load, c->n[0], c->n[1], c->n[2], c->n[3]);
}

static unsigned long
run_small(struct load *load, const struct command *c)
{
	return load_small(load, c->n[0], c->n[1], c->n[2]);
}

static unsigned long
run_text(struct load *load, const struct command *c)
{
	return load_text(load, c->n[0]);
}

static unsigned long
run_resize(struct load *load, const struct command *c)
{
	return load_resize(load, c->n[0]);
}

static unsigned long
run_move(struct load *load, const struct command *c)
{
	return load_move(load, c->n[0]);
}

static unsigned long
run_many(struct load *load, const struct command *c)
{
	return load_many(load, c->n[0]);
}

static unsigned long
run_window(struct load *load, const struct command *c)
{
	return load_replace(load, LOAD_WINDOW, c->n[0]);
}

static unsigned long
run_popup(struct load *load, const struct command *c)
{
	return load_replace(load, LOAD_POPUP, c->n[0]);
}

static unsigned long
run_answer(struct load *load, const struct command *c)
{
	load_answer(load, c->answer, c->n[0]);
	return 0;
}

static unsigned long
run_cpu(struct load *load, const struct command *c)
{
	(void)load;
	return load_cpu_us(c->word);
}

static unsigned long
run_wakeups(struct load *load, const struct command *c)
{
	(void)load;
	return load_wakeups(c->word);
}

static unsigned long
run_stop(struct load *load, const struct command *c)
{
	(void)c;
	load_close_windows(load);
	load_sync(load);
	return 0;
}

static const struct {
	const char *verb;
	unsigned long (*run)(struct load *load, const struct command *command);
	enum load_answer answer; /* of run_answer() */
} verbs[] = {
    {.verb = "video", .run = run_video},
    {.verb = "small", .run = run_small},
    {.verb = "text", .run = run_text},
    {.verb = "resize", .run = run_resize},
    {.verb = "move", .run = run_move},
    {.verb = "many", .run = run_many},
    {.verb = "window", .run = run_window},
    {.verb = "popup", .run = run_popup},
    {.verb = "echo", .run = run_answer, .answer = ANSWER_ECHO},
    {.verb = "menu", .run = run_answer, .answer = ANSWER_MENU},
    {.verb = "dialog", .run = run_answer, .answer = ANSWER_DIALOG},
    {.verb = "repaint", .run = run_answer, .answer = ANSWER_REPAINT},
    {.verb = "cpu", .run = run_cpu},
    {.verb = "wakeups", .run = run_wakeups},
    {.verb = "stop", .run = run_stop},
};

static unsigned long
run(struct load *load, const char *text)
{
	struct command command = {.word = ""};
	char verb[16] = "";

	(void)sscanf(text, "%15s %31s", verb, command.word);
	(void)sscanf(text, "%*s %u %u %u %u", &command.n[0], &command.n[1], &command.n[2],
	    &command.n[3]);
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
		if (strcmp(verbs[i].verb, verb) == 0) {
			command.answer = verbs[i].answer;
			return verbs[i].run(load, &command);
		}
	}
	fprintf(stderr, "load: what is \"%s\"?\n", verb);
	return 0;
}

/* NULL with errno. */
static struct transport *
open_transport(int argc, char **argv)
{
#ifdef WITH_XEN
	if (argc == 3 && strcmp(argv[1], "--vchan") == 0) {
		return vchan_serve(0, (uint32_t)atoi(argv[2]));
	}
#endif
	return argc == 2 ? local_connect(argv[1]) : NULL;
}

int
main(int argc, char **argv)
{
	struct load load = {.count = 0};
	char text[LINE_MAX_BYTES];

	line_init(&load.line, open_transport(argc, argv));
	load.x = xcb_connect(NULL, NULL);
	if (load.line.gone || xcb_connection_has_error(load.x)) {
		fprintf(stderr, "usage: load SOCKET | --vchan PORT, with $DISPLAY set\n");
		return 2;
	}
	load.screen = xcb_setup_roots_iterator(xcb_get_setup(load.x)).data;
	load.gc = xcb_generate_id(load.x);
	xcb_create_gc(load.x, load.gc, load.screen->root, 0, NULL);
	while (line_get(&load.line, text, clock_ms() + PATIENCE_MS)) {
		line_put(&load.line, "done %lu", run(&load, text));
	}
	line_finish(&load.line);
	xcb_disconnect(load.x);
	return 0;
}
