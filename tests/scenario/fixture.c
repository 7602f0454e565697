#include "tests/scenario/fixture.h"

#include "common/base/fd.h"
#include "tests/scenario/fixture-internal.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/lab.h"
#include "tests/scenario/leftover.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEST_MAX_S 900 /* a test that takes longer hangs */

int64_t
fixture_deadline(const struct fixture *fixture)
{
	return clock_ms() + FIXTURE_PATIENCE_MS * fixture_slowness(fixture);
}

int64_t
fixture_slowness(const struct fixture *fixture)
{
	if (lab_is_used()) {
		return lab_slowness();
	}
	return fixture->options.valgrind ? 10 : 1;
}

bool
fixture_is_sanitized(void)
{
	const char *flags = getenv("SAN_CFLAGS");

	return flags && flags[0];
}

void
fixture_built(char *out, size_t size, const char *name)
{
	const char *top = getenv("top_builddir");

	snprintf(out, size, "%s/%s", top ? top : ".", name);
}

void
fixture_socket(const struct fixture *fixture, const char *domain, char *out, size_t size)
{
	snprintf(out, size, "%s/domains/%s.sock", fixture->directory, domain);
}

/*
 * What the programs see: nothing of the person's session, and no X server unless told,
 * so that a guest's program cannot reach the desktop by accident.
 */
static void
set_environment(const struct fixture *fixture)
{
	static const char *const drop[] = {"DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY",
	    "SESSION_MANAGER", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP"};
	char options[256];

	for (size_t i = 0; i < ARRAY_LEN(drop); i++) {
		unsetenv(drop[i]);
	}
	setenv("HOME", fixture->directory, 1);
	setenv("XDG_RUNTIME_DIR", fixture->directory, 1);
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	setenv("NO_AT_BRIDGE", "1", 1);
	setenv("GSETTINGS_BACKEND", "memory", 1);
	setenv("GDK_BACKEND", "x11", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	snprintf(options, sizeof(options), "exitcode=97:log_path=%s/report-asan",
	    fixture->directory);
	setenv("ASAN_OPTIONS", options, 1);
	snprintf(options, sizeof(options), "print_stacktrace=1:log_path=%s/report-ubsan",
	    fixture->directory);
	setenv("UBSAN_OPTIONS", options, 1);
	setenv("LSAN_OPTIONS", "print_suppressions=0", 1);
}

/* Reads up to the end of a line, without it; false at the deadline. */
static bool
await_line(int fd, char *out, size_t size, int64_t deadline)
{
	size_t len = 0;
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	while (len < size - 1) {
		int64_t left = deadline - clock_ms();

		if (left <= 0 || poll(&wait, 1, (int)left) <= 0 ||
		    read(fd, out + len, 1) <= 0) {
			return false;
		}
		if (out[len] == '\n') {
			out[len] = '\0';
			return true;
		}
		len++;
	}
	return false;
}

bool
fixture_start_and_await(struct fixture *fixture, const char *role, const char **arguments,
    char *line, size_t size)
{
	char number[16];
	int ends[2];
	bool ready;

	if (pipe2(ends, O_CLOEXEC) != 0) {
		return false;
	}
	snprintf(number, sizeof(number), "%d", ends[1]);
	for (size_t i = 0; arguments[i]; i++) {
		arguments[i] = strcmp(arguments[i], "%d") == 0 ? number : arguments[i];
	}
	ready =
	    crew_start(&fixture->crew,
	        &(struct crew_plan){
	            .role = role, .arguments = arguments, .inherit = ends[1]}) != NULL;
	fd_close(&ends[1]);
	ready = ready && await_line(ends[0], line, size, fixture_deadline(fixture));
	fd_close(&ends[0]);
	if (!ready) {
		tap_diag("%s did not become ready", role);
	}
	return ready;
}

static bool
stand_between(struct fixture *fixture)
{
	const struct fixture_options *options = &fixture->options;

	if (options->between) {
		const char *told = options->between(options->data, fixture->display);

		snprintf(
		    fixture->display, sizeof(fixture->display), "%s", told ? told : "");
	}
	return fixture->display[0] != '\0';
}

static bool
start_xserver(struct fixture *fixture)
{
	char screen[32];
	char number[16];
	const char *arguments[] = {"Xvfb", "-displayfd", "%d", "-screen", "0", screen,
	    "-nolisten", "tcp", "-noreset", "-dpi", "96",
	    fixture->options.repeats ? "r" : "-r", NULL};

	snprintf(screen, sizeof(screen), "%ux%ux24", fixture->options.width,
	    fixture->options.height);
	if (!fixture_start_and_await(
	        fixture, "xserver", arguments, number, sizeof(number))) {
		return false;
	}
	snprintf(fixture->display, sizeof(fixture->display), ":%s", number);
	return desk_open(&fixture->desk, fixture->display) && stand_between(fixture);
}

static void
write_section(FILE *out, const struct fixture_domain *domain, const char *policy)
{
	static const char *const no_limits =
	    "fullscreen = allow\nguard = 0\noverride-redirect-share = 1000\n";

	fprintf(out,
	    "[%s]\nlabel = %s\ncolour = #%06x\npattern = %s\nframe-width = %u\n%s\n",
	    domain->name, domain->label ? domain->label : domain->name, domain->colour,
	    domain->pattern, FIXTURE_FRAME, policy ? policy : no_limits);
}

static bool
write_configuration(const struct fixture *fixture, const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out) {
		return false;
	}
	for (size_t i = 0; i < fixture->options.n_domains; i++) {
		write_section(out, &fixture->options.domains[i],
		    fixture->options.policies ? fixture->options.policies[i] : NULL);
	}
	bool good = fclose(out) == 0 && file_write(path, text, 0600);
	free(text);
	return good;
}

/*
 * The path of a program of ours, or of a script that runs it in valgrind: the daemon
 * takes a worker's path, not a command.
 */
bool
fixture_program(const struct fixture *fixture, const char *name, char *out, size_t size)
{
	char real[512];
	char script[1400];
	const char *base = strrchr(name, '/') + 1;

	fixture_built(real, sizeof(real), name);
	if (!fixture->options.valgrind) {
		snprintf(out, size, "%s", real);
		return true;
	}
	snprintf(out, size, "%s/%s", fixture->directory, base);
	snprintf(script, sizeof(script),
	    "#!/bin/sh\nexec valgrind -q --error-exitcode=97 --leak-check=full "
	    "--errors-for-leak-kinds=definite --show-leak-kinds=definite "
	    "--suppressions=%s/common/paint/fontconfig.supp "
	    "--log-file=%s/report-valgrind-%s.%%p %s \"$@\"\n",
	    getenv("top_srcdir") ? getenv("top_srcdir") : "..", fixture->directory, base,
	    real);
	return file_write(out, script, 0700);
}

/* No sandbox holds valgrind: it runs the worker that is built without. */
static const char *
worker_name(const struct fixture *fixture)
{
	return fixture->options.valgrind ? "tests/daemon/unconfined-guest"
	                                 : "gui-daemon/guest/paravent-guest";
}

static bool
start_daemon(struct fixture *fixture)
{
	char program[600];
	char worker[600];
	char configuration[128];
	char domains[128];
	char line[64];
	const char *arguments[] = {program, "-c", configuration, "--local", domains,
	    "--display", fixture->display, "--worker", worker, "--ready-fd", "%d",
	    fixture->options.quiet ? NULL : "--verbose", NULL};

	snprintf(
	    configuration, sizeof(configuration), "%s/paravent.conf", fixture->directory);
	snprintf(domains, sizeof(domains), "%s/domains", fixture->directory);
	return mkdir(domains, 0700) == 0 && write_configuration(fixture, configuration) &&
	    fixture_program(
	        fixture, "gui-daemon/paravent-daemon", program, sizeof(program)) &&
	    fixture_program(fixture, worker_name(fixture), worker, sizeof(worker)) &&
	    fixture_start_and_await(fixture, "daemon", arguments, line, sizeof(line));
}

/* Desktop and daemon stand there: only what the domains are called is ours. */
static bool
join_lab(struct fixture *fixture)
{
	char configuration[128];

	snprintf(
	    configuration, sizeof(configuration), "%s/paravent.conf", fixture->directory);
	return desk_open(&fixture->desk, NULL) &&
	    write_configuration(fixture, configuration) &&
	    lab_do("configure", configuration, NULL);
}

bool
fixture_open(struct fixture *fixture, const struct fixture_options *options)
{
	*fixture = (struct fixture){.options = *options};
	if (getenv("SCENARIO_VALGRIND")) {
		fixture->options.valgrind = true;
	}
	if (fixture->options.width == 0) {
		fixture->options.width = 1280;
		fixture->options.height = 1024;
	}
	alarm(TEST_MAX_S);
	signal(SIGPIPE, SIG_IGN);
	fixture->broken = true;
	if (!folder_create(fixture->directory, sizeof(fixture->directory)) ||
	    !crew_init(&fixture->crew, fixture->directory)) {
		tap_diag("cannot make a folder: %s", strerror(errno));
		return false;
	}
	fixture->guard = folder_guard(fixture->directory);
	if (lab_is_used()) {
		fixture->broken = !join_lab(fixture);
		return !fixture->broken;
	}
	set_environment(fixture);
	if (!start_xserver(fixture) || !fixture_start_wm(fixture) ||
	    !start_daemon(fixture) || !fixture_start_desk(fixture)) {
		return false;
	}
	fixture->broken = false;
	return true;
}

pid_t
fixture_pid_of(const struct crew *crew, const char *role)
{
	const struct member *member = crew_find(crew, role);

	return member ? member->pid : -1;
}

pid_t
fixture_daemon(const struct fixture *fixture)
{
	return fixture_pid_of(&fixture->crew, "daemon");
}

pid_t
fixture_xserver(const struct fixture *fixture)
{
	return fixture_pid_of(&fixture->crew, "xserver");
}

bool
fixture_kill_member(struct fixture *fixture, const char *role)
{
	struct member *member = crew_find(&fixture->crew, role);

	if (!member || member->pid < 0) {
		return false;
	}
	member->expected = true;
	kill_one(member->pid, SIGKILL);
	return crew_await_end(member, fixture_deadline(fixture));
}

bool
fixture_kill_daemon(struct fixture *fixture)
{
	if (lab_is_used()) {
		return lab_do("kill", "dom0", "daemon");
	}
	return fixture_kill_member(fixture, "daemon");
}

void
fixture_save_picture(struct fixture *fixture, const char *name)
{
	const struct picture *picture = desk_picture(&fixture->desk);
	char path[600];

	fixture_built(path, sizeof(path), name);
	if (!picture || !picture_save(picture, path)) {
		tap_diag("cannot save %s", path);
	}
}

bool
fixture_close(struct fixture *fixture, const struct tap *tap)
{
	struct leftover leftover;
	char domains[128];
	bool good = !fixture->broken;

	folder_unguard(fixture->guard);
	leftover_prepare(&leftover);
	desk_close(&fixture->desk);
	good = crew_finish(&fixture->crew) && good;
	snprintf(domains, sizeof(domains), "%s/domains", fixture->directory);
	good = (lab_is_used() || leftover_check(&leftover, domains)) && good;
	good = leftover_show_reports(fixture->directory) && good;
	if (!good || tap->failed > 0) {
		crew_show_logs(&fixture->crew);
	}
	if (fixture->directory[0] && !folder_remove(fixture->directory)) {
		tap_diag("cannot remove %s: %s", fixture->directory, strerror(errno));
		good = false;
	}
	alarm(0);
	return good;
}
