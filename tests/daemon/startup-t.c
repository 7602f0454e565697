/* What paravent-daemon refuses to start with, what it ignores, and SIGHUP. */
#include "common/base/fd.h"
#include "tests/daemon/rig.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Runs it with these arguments added: ends with status, and says text. */
static void
refuses(struct tap *tap, struct rig *rig, const char *const *more, int status,
    const char *text)
{
	rig_launch(rig, more);
	bool said = rig_await_log(rig, text, NULL);
	int got = said ? rig_await_end(rig) : -1;

	if (!tap_ok(tap, said && got == status, "refused: %s", text)) {
		tap_diag("status %d, log:\n%s", got, rig->text);
	}
}

static void
test_arguments(struct tap *tap, struct rig *rig)
{
	refuses(tap, rig, (const char *[]){"extra", NULL}, 2, "no argument is expected");
	refuses(tap, rig, (const char *[]){"--nonsense", NULL}, 2, "--help");
	refuses(tap, rig, (const char *[]){"--ready-fd", "99", NULL}, 2,
	    "--ready-fd 99: not an open descriptor");
	refuses(tap, rig, (const char *[]){"--worker", "/nonexistent/guest", NULL}, 3,
	    "worker /nonexistent/guest: No such file or directory; give --worker");
	refuses(tap, rig, (const char *[]){"-c", "/nonexistent/conf", NULL}, 2,
	    "/nonexistent/conf: cannot be opened: No such file");
	unsetenv("DISPLAY");
	refuses(tap, rig, (const char *[]){"--display", "", NULL}, 3, "no desktop");
}

static void
test_configuration(struct tap *tap, struct rig *rig)
{
	rig_configure(rig, "[work]\ncolour = purpel\npattern = none\n");
	refuses(tap, rig, NULL, 2, ":2: [work] colour = purpel: not a colour");
	tap_ok(tap, rig_await_log(rig, ":3: [work] pattern = none: not a pattern", NULL),
	    "the second error is told too");
	rig_configure(rig, "");
	chmod(rig->config, 0666);
	refuses(tap, rig, NULL, 2, "everybody may write to it");
	chmod(rig->config, 0600);
}

static void
test_directory(struct tap *tap, struct rig *rig)
{
	char path[128];
	const char *more[] = {"--local", path, NULL};

	chmod(rig->sockets, 0770);
	refuses(tap, rig, NULL, 3, "others may write to it (mode 0770); do chmod go-w");
	chmod(rig->sockets, 0702);
	refuses(tap, rig, NULL, 3, "others may write to it (mode 0702); do chmod go-w");
	chmod(rig->sockets, 0700);
	refuses(tap, rig, (const char *[]){"--local", rig->config, NULL}, 3,
	    "cannot be opened as a directory");
	refuses(tap, rig, (const char *[]){"--local", "/nonexistent/a/b", NULL}, 3,
	    "/nonexistent/a/b: cannot be made");
	snprintf(path, sizeof(path), "%s/link", rig->base);
	if (symlink(rig->sockets, path) == 0) {
		refuses(tap, rig, more, 3, "cannot be opened as a directory");
	}
	snprintf(path, sizeof(path), "%s/%0*d", rig->base, 60, 0);
	refuses(tap, rig, more, 3, "the path must have from 1 to 69 bytes");
	if (geteuid() == 0 && chown(rig->sockets, 65534, 65534) == 0) {
		refuses(tap, rig, NULL, 3, "belongs to user 65534, not to us (0)");
		tap_ok(tap, chown(rig->sockets, 0, 0) == 0, "given back");
	} else {
		tap_skip(tap, "another's directory", "needs root");
	}
}

static void
test_default_directory(struct tap *tap, struct rig *rig)
{
	struct stat status;
	char path[64];
	size_t at = 0;

	rig->no_local = true;
	unsetenv("XDG_RUNTIME_DIR");
	refuses(tap, rig, NULL, 3, "no directory for agents' sockets: give --local DIR");
	setenv("XDG_RUNTIME_DIR", "relative", 1);
	refuses(tap, rig, NULL, 3, "set XDG_RUNTIME_DIR to an absolute path");
	setenv("XDG_RUNTIME_DIR", rig->base, 1);
	snprintf(path, sizeof(path), "watching %s/paravent", rig->base);
	rig_launch(rig, NULL);
	tap_ok(tap, rig_await_log(rig, path, &at) && rig_stop(rig) == 0,
	    "the default directory is below XDG_RUNTIME_DIR");
	rig->no_local = false;
	at = 0;
	refuses(tap, rig, (const char *[]){"--local", "", NULL}, 3, "the path must have");
	snprintf(path, sizeof(path), "%s/made", rig->base);
	rig_launch(rig, (const char *[]){"--local", path, NULL});
	tap_ok(tap,
	    rig_await_log(rig, "watching", &at) && rig_stop(rig) == 0 &&
	        stat(path, &status) == 0 && (status.st_mode & 07777) == 0700,
	    "a directory that is missing is made, mode 0700");
}

static void
test_lock(struct tap *tap, struct rig *rig)
{
	struct rig second;
	char text[128];

	rig_start(rig);
	second = *rig;
	second.ready = second.log = -1;
	snprintf(text, sizeof(text),
	    "another paravent-daemon (pid %d) has this directory", (int)rig->daemon);
	refuses(tap, &second, NULL, 3, text);
	fd_close(&second.ready);
	fd_close(&second.log);
	tap_ok(tap, rig_stop(rig) == 0, "the first is not troubled");
}

static void
make_file(const struct rig *rig, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", rig->sockets, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	fd_close(&fd);
}

static void
test_names(struct tap *tap, struct rig *rig)
{
	static const char *const bad[] = {"work", "work.socket", ".sock", "-a.sock",
	    ".hidden.sock", "a b.sock", "\xc3\xa4.sock", "a\nb.sock",
	    "a23456789012345678901234567890123.sock"};
	static const char *const shown[] = {"/work: ignored", "/work.socket: ignored",
	    "/.sock: ignored", "/-a.sock: ignored", "/.hidden.sock: ignored",
	    "/a b.sock: ignored", "\\xa4.sock: ignored", "x0ab.sock: ignored",
	    "90123.sock: ignored"};
	struct fake fake;

	make_file(rig, bad[0]);
	rig_start(rig);
	for (size_t i = 1; i < ARRAY_LEN(bad); i++) {
		make_file(rig, bad[i]);
	}
	make_file(rig, "file.sock");
	tap_ok(tap, rig_await_log(rig, "/file.sock: ignored: not a socket", NULL),
	    "what is no socket is ignored");
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		tap_ok(tap, rig_await_log(rig, shown[i], NULL), "ignored: %s", shown[i]);
	}
	int agent = rig_listen_in_place(rig, "a2345678901234567890123456789012");
	do {
		fake = rig_worker(rig);
		fd_close(&fake.fd);
	} while (fake.report.agent == 0);
	tap_ok(tap, true, "a name of 32 bytes is served");
	fd_close(&agent);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
}

static void
test_hup(struct tap *tap, struct rig *rig)
{
	int agents[] = {rig_listen(rig, "one"), rig_listen(rig, "two")};
	size_t at = 0;

	rig_configure(rig, "[one]\ncolour = red\n[two]\ncolour = blue\n");
	rig_start(rig);
	struct fake one = rig_worker(rig);
	struct fake two = rig_worker(rig);
	if (strcmp(one.report.setup.name, "one") != 0) {
		struct fake swap = one;
		one = two;
		two = swap;
	}
	rig_configure(rig, "[one]\ncolour = red\nlabel = One\n[two]\ncolour = blue\n");
	kill_one(rig->daemon, SIGHUP);
	struct fake again = rig_worker(rig);
	tap_ok(tap,
	    strcmp(again.report.setup.mark.label, "One") == 0 &&
	        fake_await_end(&one, RIG_DEADLINE_MS),
	    "SIGHUP: a changed mark starts its worker again");
	tap_ok(tap, !fake_await_end(&two, 200), "and no other");

	rig_configure(rig, "[one]\nlabel =\n");
	kill_one(rig->daemon, SIGHUP);
	tap_ok(tap,
	    rig_await_log(rig, ":2: [one] label = : empty", &at) &&
	        rig_await_log(rig, "the configuration stays as it was", &at),
	    "SIGHUP with a bad file: told");
	kill_one(again.report.pid, SIGKILL);
	fd_close(&again.fd);
	again = rig_worker(rig);
	tap_ok(tap, strcmp(again.report.setup.mark.label, "One") == 0, "and not taken");
	fd_close(&again.fd);
	fd_close(&two.fd);
	tap_ok(tap, rig_stop(rig) == 0, "ends");
	fd_close(&agents[0]);
	fd_close(&agents[1]);
}

static void
test_lost(struct tap *tap, struct rig *rig)
{
	int agent = rig_listen(rig, "work");
	char command[128];

	rig_start(rig);
	struct fake fake = rig_worker(rig);
	snprintf(command, sizeof(command), "%s-elsewhere", rig->sockets);
	tap_ok(tap, rename(rig->sockets, command) == 0 && rig_await_end(rig) == 1,
	    "the directory goes: status 1");
	tap_ok(tap, fake_await_end(&fake, RIG_DEADLINE_MS), "and no worker is left");
	fd_close(&agent);
}

int
main(void)
{
	static rig_test *const tests[] = {
	    test_arguments,
	    test_configuration,
	    test_directory,
	    test_default_directory,
	    test_lock,
	    test_names,
	    test_hup,
	    test_lost,
	};

	return rig_run(tests, ARRAY_LEN(tests));
}
