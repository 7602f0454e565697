#include "tests/bench/line.h"

#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WRITE_PATIENCE_MS 20000

void
line_init(struct line *line, struct transport *transport)
{
	*line = (struct line){.transport = transport, .gone = !transport};
}

void
line_finish(struct line *line)
{
	transport_destroy(line->transport);
	line_init(line, NULL);
}

int
line_fd(const struct line *line)
{
	return line->gone ? -1 : transport_fd(line->transport);
}

/* False at the deadline. */
static bool
await_event(const struct line *line, short events, int64_t deadline)
{
	struct pollfd wait = {.fd = line_fd(line), .events = events};
	int64_t left = deadline - clock_ms();

	return left > 0 && poll(&wait, 1, (int)left) > 0;
}

void
line_put(struct line *line, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	int64_t deadline = clock_ms() + WRITE_PATIENCE_MS;
	size_t done = 0;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text) - 1, format, args);
	va_end(args);
	strcat(text, "\n");
	while (done < strlen(text) && !line->gone) {
		ssize_t n =
		    transport_write(line->transport, text + done, strlen(text) - done);

		line->gone = n < 0 || (n == 0 && !await_event(line, POLLOUT, deadline));
		done += n > 0 ? (size_t)n : 0;
	}
}

bool
line_is_there(struct line *line)
{
	if (!line->gone && line->len < sizeof(line->text)) {
		/* That the stream has ended, read says too, after all that had come. */
		(void)!transport_woken(line->transport);
		ssize_t n = transport_read(line->transport, line->text + line->len,
		    sizeof(line->text) - line->len);

		line->gone = n < 0;
		line->len += n > 0 ? (size_t)n : 0;
	}
	return line->gone || memchr(line->text, '\n', line->len) != NULL;
}

bool
line_get(struct line *line, char out[LINE_MAX_BYTES], int64_t deadline)
{
	const char *end;

	while (!line_is_there(line)) {
		if (!await_event(line, POLLIN, deadline)) {
			return false;
		}
	}
	end = memchr(line->text, '\n', line->len);
	if (!end) {
		return false;
	}
	size_t len = (size_t)(end - line->text);
	memcpy(out, line->text, len);
	out[len] = '\0';
	line->len -= len + 1;
	memmove(line->text, end + 1, line->len);
	return true;
}
