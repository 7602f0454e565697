#include "common/base/log.h"
#include "tests/unit/tap.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
	const char *name, *in;
	size_t len, size;
	const char *expected;
} cases[] = {
    {"plain", "abc ~", 5, 64, "abc ~"},
    {"control", "a\nb\x1b", 4, 64, "a\\x0ab\\x1b"},
    {"NUL inside", "a\0b", 3, 64, "a\\x00b"},
    {"quote and backslash", "\"\\", 2, 64, "\\x22\\x5c"},
    {"DEL and above", "\x7f\x80\xff", 3, 64, "\\x7f\\x80\\xff"},
    {"cut before it does not fit", "abcdef", 6, 4, "abc"},
    {"escape is not cut in half", "ab\n", 3, 6, "ab"},
    {"escape fits exactly", "ab\n", 3, 7, "ab\\x0a"},
    {"room for the NUL alone", "abc", 3, 1, ""},
    {"nothing", "", 0, 1, ""},
};

static void
escapes(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *out = malloc(cases[i].size); /* exact, for sanitizers */

		if (!out) {
			abort();
		}
		ok_named(strcmp(log_escape(out, cases[i].size, cases[i].in, cases[i].len),
		             cases[i].expected) == 0,
		    cases[i].name);
		free(out);
	}
}

/* What say() prints to standard error, in out; the child's wait status. */
static int
capture(void (*say)(void), char *out, size_t size)
{
	int ends[2];
	int status = -1;
	size_t used = 0;

	if (pipe(ends) < 0) {
		abort();
	}
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		say();
		_exit(0);
	}
	close(ends[1]);
	for (ssize_t got; (got = read(ends[0], out + used, size - 1 - used)) > 0;) {
		used += (size_t)got;
	}
	out[used] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return status;
}

static void
say_lines(void)
{
	log_info("before open");
	log_open("guest work", LOG_WARN);
	log_info("not printed");
	log_warn("title=%s", "evil\nerror guest x: forged\x1b[2J");
	log_error("errno=%d", errno);
}

static void
say_much(void)
{
	static char much[5000];

	memset(much, '\n', sizeof(much) - 1);
	log_error("%s", much);
}

static void
say_bug(void)
{
	bug("count is %d", 7);
}

static void
lines(void)
{
	char out[8192];

	errno = 0;
	ok(capture(say_lines, out, sizeof(out)) == 0);
	ok(strcmp(out,
	       "info: before open\n"
	       "warning guest work: title=evil\\x0aerror guest x: forged\\x1b[2J\n"
	       "error guest work: errno=0\n") == 0);
	ok(capture(say_much, out, sizeof(out)) == 0);
	ok(strlen(out) <= 1024 && strchr(out, '\n') == out + strlen(out) - 1);
	int status = capture(say_bug, out, sizeof(out));
	ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	ok(strstr(out, "bug at=") && strstr(out, "count is 7\n"));
}

int
main(void)
{
	escapes();
	lines();
	return done_testing();
}
