#include "tests/scenario/fixture.h"

#include "common/base/fd.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/leftover.h"
#include "tests/scenario/procfs.h"

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
	return clock_ms() + FIXTURE_PATIENCE_MS * (fixture->options.valgrind ? 10 : 1);
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

/*
 * Starts a program that says a line on a descriptor when it is ready; `%d` in one of
 * its arguments is replaced by the descriptor's number.
 */
static bool
start_and_await(struct fixture *fixture, const char *role, const char **arguments,
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
start_xserver(struct fixture *fixture)
{
	char screen[32];
	char number[16];
	const char *arguments[] = {"Xvfb", "-displayfd", "%d", "-screen", "0", screen,
	    "-nolisten", "tcp", "-noreset", "-dpi", "96", NULL};

	snprintf(screen, sizeof(screen), "%ux%ux24", fixture->options.width,
	    fixture->options.height);
	if (!start_and_await(fixture, "xserver", arguments, number, sizeof(number))) {
		return false;
	}
	snprintf(fixture->display, sizeof(fixture->display), ":%s", number);
	return desk_open(&fixture->desk, fixture->display);
}

static bool
has_window_manager(struct desk *desk, void *data)
{
	xcb_atom_t property = *(xcb_atom_t *)data;
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(
	        desk->x, 0, desk->screen->root, property, XCB_ATOM_WINDOW, 0, 1),
	    NULL);
	bool has = reply && reply->type == XCB_ATOM_WINDOW;

	free(reply);
	return has;
}

/* xfwm4 keeps its settings behind a session bus; this one is nobody else's. */
static bool
start_bus(struct fixture *fixture)
{
	const char *arguments[] = {
	    "dbus-daemon", "--session", "--nofork", "--print-address", "%d", NULL};
	char address[200];

	if (!start_and_await(fixture, "bus", arguments, address, sizeof(address))) {
		return false;
	}
	return setenv("DBUS_SESSION_BUS_ADDRESS", address, 1) == 0;
}

static bool
start_wm(struct fixture *fixture)
{
	static const char *const openbox[] = {"openbox", "--sm-disable", NULL};
	static const char *const xfwm4[] = {
	    "xfwm4", "--compositor=off", "--sm-client-disable", NULL};
	bool is_xfwm4 = fixture->options.wm == FIXTURE_XFWM4;
	char display[48];
	const char *const environment[] = {display, NULL};
	const struct crew_plan plan = {.role = "wm",
	    .arguments = is_xfwm4 ? xfwm4 : openbox,
	    .environment = environment};
	xcb_atom_t property;

	if (fixture->options.wm == FIXTURE_NO_WM) {
		return true;
	}
	snprintf(display, sizeof(display), "DISPLAY=%s", fixture->display);
	if ((is_xfwm4 && !start_bus(fixture)) || !crew_start(&fixture->crew, &plan)) {
		return false;
	}
	if (is_xfwm4) { /* the guests' programs have no bus */
		setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
	}
	property = desk_atom(&fixture->desk, "_NET_SUPPORTING_WM_CHECK");
	if (!desk_await(&fixture->desk, fixture_deadline(fixture), has_window_manager,
	        &property)) {
		tap_diag("no window manager within %d ms", FIXTURE_PATIENCE_MS);
		return false;
	}
	return true;
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
static bool
program_path(const struct fixture *fixture, const char *name, char *out, size_t size)
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
	    program_path(
	        fixture, "gui-daemon/paravent-daemon", program, sizeof(program)) &&
	    program_path(fixture, worker_name(fixture), worker, sizeof(worker)) &&
	    start_and_await(fixture, "daemon", arguments, line, sizeof(line));
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
	set_environment(fixture);
	if (!start_xserver(fixture) || !start_wm(fixture) || !start_daemon(fixture)) {
		return false;
	}
	fixture->broken = false;
	return true;
}

/*
 * What stands for Xorg: a module built with a sanitizer needs its library there before
 * all else.  Xorg's own leaks are not our matter.
 */
static bool
xorg_path(const struct fixture *fixture, char *out, size_t size)
{
	const char *compiler = getenv("CC");
	char script[1024];

	if (!fixture_is_sanitized()) {
		snprintf(out, size, "/usr/lib/xorg/Xorg");
		return true;
	}
	snprintf(out, size, "%s/Xorg", fixture->directory);
	snprintf(script, sizeof(script),
	    "#!/bin/sh\n"
	    "for n in libasan.so libclang_rt.asan-x86_64.so; do\n"
	    "	p=$(%s -print-file-name=$n)\n"
	    "	test \"$p\" = \"$n\" || library=$p\n"
	    "done\n"
	    "ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 LD_PRELOAD=$library \\\n"
	    "	exec /usr/lib/xorg/Xorg \"$@\"\n",
	    compiler && compiler[0] ? compiler : "cc");
	return file_write(out, script, 0700);
}

#define AGENT_ARGUMENTS 11 /* before the program's own */
#define PROGRAM_ARGUMENTS_MAX 24

bool
fixture_start(struct fixture *fixture, const char *domain, const char *const *program)
{
	char agent[600];
	char socket[160];
	char modules[600];
	char log[160];
	char xorg[160];
	const char *arguments[AGENT_ARGUMENTS + PROGRAM_ARGUMENTS_MAX + 1] = {agent,
	    "--local", socket, "--xorg", "--xorg-path", xorg, "--module-path", modules,
	    "--log", log, "--"};

	if (!program_path(fixture, "gui-agent/paravent-agent", agent, sizeof(agent)) ||
	    !xorg_path(fixture, xorg, sizeof(xorg))) {
		return false;
	}
	fixture_socket(fixture, domain, socket, sizeof(socket));
	fixture_built(
	    modules, sizeof(modules), "xorg-dummy-driver/.libs,/usr/lib/xorg/modules");
	snprintf(log, sizeof(log), "%s/xorg-%s.log", fixture->directory, domain);
	for (size_t i = 0; program[i] && i < PROGRAM_ARGUMENTS_MAX; i++) {
		arguments[AGENT_ARGUMENTS + i] = program[i];
	}
	return crew_start(&fixture->crew,
	           &(struct crew_plan){.role = domain, .arguments = arguments}) != NULL;
}

static pid_t
pid_of_role(const struct crew *crew, const char *role)
{
	const struct member *member = crew_find(crew, role);

	return member ? member->pid : -1;
}

/* The daemon logs `NAME: worker PID started`; the last one is the living one. */
pid_t
fixture_worker(const struct fixture *fixture, const char *domain)
{
	char path[160];
	char key[96];
	char *log;
	pid_t pid = -1;

	if (fixture->options.quiet) {
		return procfs_find(
		    pid_of_role(&fixture->crew, "daemon"), "paravent-guest", 0);
	}
	snprintf(path, sizeof(path), "%s/daemon.log", fixture->directory);
	snprintf(key, sizeof(key), " %s: worker ", domain);
	log = file_read(path);
	for (const char *at = log; at && (at = strstr(at, key));) {
		at += strlen(key);
		pid = strstr(at, " started") ? atoi(at) : pid;
	}
	free(log);
	return pid > 0 && procfs_is_alive(pid) ? pid : -1;
}

pid_t
fixture_agent(const struct fixture *fixture, const char *domain)
{
	return pid_of_role(&fixture->crew, domain);
}

pid_t
fixture_session(const struct fixture *fixture, const char *domain)
{
	return procfs_find(fixture_agent(fixture, domain), ".sock --display", 0);
}

pid_t
fixture_daemon(const struct fixture *fixture)
{
	return pid_of_role(&fixture->crew, "daemon");
}

pid_t
fixture_xserver(const struct fixture *fixture)
{
	return pid_of_role(&fixture->crew, "xserver");
}

static bool
kill_member(struct fixture *fixture, const char *role)
{
	struct member *member = crew_find(&fixture->crew, role);

	if (!member || member->pid < 0) {
		return false;
	}
	member->expected = true;
	kill(member->pid, SIGKILL);
	return crew_await_end(member, fixture_deadline(fixture));
}

bool
fixture_kill_agent(struct fixture *fixture, const char *domain)
{
	pid_t below[64];
	size_t count =
	    procfs_descendants(fixture_agent(fixture, domain), below, ARRAY_LEN(below));

	if (!kill_member(fixture, domain)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (!crew_await_pid(below[i], fixture_deadline(fixture))) {
			tap_diag("process %d outlives its agent", (int)below[i]);
			return false;
		}
	}
	return true;
}

bool
fixture_kill_daemon(struct fixture *fixture)
{
	return kill_member(fixture, "daemon");
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
	good = leftover_check(&leftover, domains) && good;
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
