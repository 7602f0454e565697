/*
 * paravent-replay: records, shows, plays and spoils sessions of the GUI protocol.
 */
#include "config.h"
#include "replay/binary.h"
#include "replay/capture_file.h"
#include "replay/endpoint.h"
#include "replay/granted.h"
#include "replay/mutate.h"
#include "replay/options.h"
#include "replay/play.h"
#include "replay/print.h"
#include "replay/record.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define STATUS_BAD_INPUT 2 /* the command line, or a capture */
#define STATUS_FAILED 3
#define PATIENCE_US 10000000           /* of play, for each wait */
#define RECORD_PATIENCE_US 86400000000 /* of record, for both sides */

static int
complain(const char *what, const char *why)
{
	fprintf(stderr, "paravent-replay: %s: %s\n", what, why);
	return STATUS_FAILED;
}

/* --- output ------------------------------------------------------------------------ */

static FILE *
open_output(const struct options *o)
{
	FILE *out = o->output ? fopen(o->output, "wbe") : stdout;

	if (!out) {
		complain(o->output, strerror(errno));
	}
	return out;
}

/* 0, or the status when not all was written. */
static int
close_output(const struct options *o, FILE *out)
{
	bool is_written = fflush(out) == 0 && !ferror(out);

	if (o->output && fclose(out) != 0) {
		is_written = false;
	}
	return is_written
	    ? 0
	    : complain(o->output ? o->output : "standard output", strerror(errno));
}

static int
write_capture(const struct options *o, const struct capture *capture)
{
	FILE *out = open_output(o);

	if (!out) {
		return STATUS_FAILED;
	}
	capture_write(out, capture, o->is_binary ? CAPTURE_BINARY : CAPTURE_TEXT);
	return close_output(o, out);
}

/* --- commands ---------------------------------------------------------------------- */

static int64_t
patience_of(const struct options *o)
{
	if (o->patience_us > 0) {
		return o->patience_us;
	}
	return o->command == COMMAND_PLAY ? PATIENCE_US : RECORD_PATIENCE_US;
}

static int
run_show(const struct options *o, struct capture *capture)
{
	return write_capture(o, capture);
}

static int
run_mutate(const struct options *o, struct capture *capture)
{
	const struct mutate_options how = {
	    .seed = o->seed, .count = (size_t)o->count, .from = o->from};

	if (!mutate(capture, &how)) {
		return complain(o->input, "out of memory");
	}
	return write_capture(o, capture);
}

static int
run_play(const struct options *o, struct capture *capture)
{
	struct play_options how = {
	    .self = o->listen ? SIDE_AGENT : SIDE_DAEMON,
	    .is_fast = o->is_fast,
	    .is_stepped = o->is_stepped,
	    .expects = o->expects,
	    .patience_us = patience_of(o),
	    .name = o->input,
	};
	int64_t deadline_us = endpoint_now_us() + how.patience_us;
	const char *why;
	struct transport *t = o->listen
	    ? endpoint_serve(o->listen, deadline_us, -1, &why)
	    : endpoint_connect(o->connect, deadline_us, -1, &why);

	if (!t) {
		return complain(o->listen ? o->listen : o->connect, why);
	}
	uint32_t domain;
	if (o->listen && endpoint_domain(o->listen, &domain)) {
		how.granted = granted_create(domain);
		if (!how.granted) {
			transport_destroy(t);
			return complain(o->listen, strerror(errno));
		}
	}
	int status = (int)play(capture, t, &how, stderr);
	granted_destroy(how.granted);
	if (o->listen) {
		endpoint_remove(o->listen);
	}
	return status;
}

/* Readable when we are told to end. */
static int
open_stop(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0) {
		return -1;
	}
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int
record_from(
    const struct options *o, struct transport *daemon, const struct record_options *how)
{
	int64_t deadline_us = endpoint_now_us() + patience_of(o);
	const char *why;
	struct transport *agent =
	    endpoint_connect(o->connect, deadline_us, how->stop, &why);
	if (!agent) {
		transport_destroy(daemon);
		return complain(o->connect, why);
	}
	if (how->format == CAPTURE_TEXT) {
		fputs(PRINT_FIRST_LINE "\n", how->out);
	} else {
		binary_write_start(how->out);
	}
	return record(agent, daemon, how) ? 0 : complain("record", "out of memory");
}

static int
record_to(const struct options *o, const struct record_options *how)
{
	int64_t deadline_us = endpoint_now_us() + patience_of(o);
	const char *why;
	struct transport *daemon =
	    endpoint_serve(o->listen, deadline_us, how->stop, &why);
	if (!daemon) {
		return complain(o->listen, why);
	}
	int status = record_from(o, daemon, how);
	endpoint_remove(o->listen);
	return status;
}

static int
run_record(const struct options *o)
{
	struct record_options how = {
	    .format = o->is_text ? CAPTURE_TEXT : CAPTURE_BINARY,
	    .has_pixels = o->has_pixels,
	    .stop = open_stop(),
	};

	if (!o->is_text && !o->output && isatty(STDOUT_FILENO)) {
		complain(
		    "record", "bytes are not for a terminal: give --text or --output");
		return STATUS_BAD_INPUT;
	}
	how.out = open_output(o);
	if (!how.out) {
		return STATUS_FAILED;
	}
	int status = record_to(o, &how);
	int written = close_output(o, how.out);
	return status ? status : written;
}

static int
run(const struct options *o)
{
	struct capture capture;
	int status = STATUS_BAD_INPUT;

	if (o->command == COMMAND_RECORD) {
		return run_record(o);
	}
	if (!capture_load(o->input, &capture, stderr)) {
		return STATUS_BAD_INPUT;
	}
	if (o->command == COMMAND_SHOW) {
		status = run_show(o, &capture);
	} else if (o->command == COMMAND_PLAY) {
		status = run_play(o, &capture);
	} else {
		status = run_mutate(o, &capture);
	}
	capture_finish(&capture);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options;
	char why[128];

	switch (options_read(argc, argv, &options, why)) {
	case OPTIONS_RUN:
		return run(&options);
	case OPTIONS_HELP:
		fputs(options_help(), stdout);
		return fflush(stdout) == 0 ? 0 : STATUS_FAILED;
	case OPTIONS_VERSION:
		puts("paravent-replay " PACKAGE_VERSION);
		return fflush(stdout) == 0 ? 0 : STATUS_FAILED;
	case OPTIONS_BAD:
		break;
	}
	fprintf(stderr, "paravent-replay: %s\n%s", why, options_help());
	return STATUS_BAD_INPUT;
}
