#include "tests/oracle/puppet.h"

#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool
puppet_start(
    struct puppet *puppet, struct fixture *fixture, const char *domain, unsigned tag)
{
	char program[600];
	char socket[160];
	char number[8];
	const char *const arguments[] = {program, socket, number, puppet->record, NULL};

	*puppet = (struct puppet){.fixture = fixture, .tag = tag};
	snprintf(puppet->record, sizeof(puppet->record), "%s/%s.record",
	    fixture->directory, domain);
	fixture_built(program, sizeof(program), "tests/oracle/tagged-guest");
	fixture_socket(fixture, domain, socket, sizeof(socket));
	snprintf(number, sizeof(number), "%u", tag);
	puppet->member = crew_start(&fixture->crew,
	    &(struct crew_plan){.role = domain, .arguments = arguments, .talks = true});
	return puppet->member && puppet_await(puppet, "ready");
}

bool
puppet_tell(struct puppet *puppet, const char *format, ...)
{
	va_list args;
	int written;

	va_start(args, format);
	written = vdprintf(puppet->member->in, format, args);
	va_end(args);
	return written >= 0 && write(puppet->member->in, "\n", 1) == 1;
}

/* Drops one line from what it has said; true when it begins so. */
static bool
take_line(struct puppet *puppet, const char *end, const char *beginning)
{
	size_t len = (size_t)(end - puppet->text) + 1;
	bool begins = strncmp(puppet->text, beginning, strlen(beginning)) == 0;

	snprintf(puppet->last, sizeof(puppet->last), "%.*s", (int)len - 1, puppet->text);
	puppet->len -= len;
	memmove(puppet->text, puppet->text + len, puppet->len);
	return begins;
}

/* Reads once; false at the deadline or when nothing will come. */
static bool
hear(struct puppet *puppet, int64_t deadline)
{
	struct pollfd wait = {.fd = puppet->member->out, .events = POLLIN};
	int64_t left = deadline - clock_ms();
	size_t room = sizeof(puppet->text) - puppet->len;
	ssize_t n;

	if (poll(&wait, 1, left < 0 ? 0 : (int)left) <= 0) {
		return false;
	}
	n = read(wait.fd, puppet->text + puppet->len, room);
	puppet->len += n > 0 ? (size_t)n : 0;
	return n > 0;
}

static bool
await_until(struct puppet *puppet, const char *beginning, int64_t deadline)
{
	for (;;) {
		const char *end = memchr(puppet->text, '\n', puppet->len);

		if (end ? take_line(puppet, end, beginning) : !hear(puppet, deadline)) {
			return end != NULL;
		}
	}
}

bool
puppet_await(struct puppet *puppet, const char *beginning)
{
	bool said = await_until(puppet, beginning, fixture_deadline(puppet->fixture));

	if (!said) {
		tap_diag("%s did not say \"%s\"", puppet->member->role, beginning);
	}
	return said;
}

bool
puppet_await_within(struct puppet *puppet, const char *beginning, int ms)
{
	return await_until(puppet, beginning, clock_ms() + ms);
}

bool
puppet_has_said(struct puppet *puppet, const char *beginning)
{
	return await_until(puppet, beginning, 0);
}

bool
puppet_sync(struct puppet *puppet)
{
	return puppet_tell(puppet, "sync") && puppet_await(puppet, "synced");
}
