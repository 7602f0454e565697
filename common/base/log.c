#include "common/base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LINE_SIZE 1024 /* bytes; below PIPE_BUF, so lines of processes do not mix */

static char log_name[96];
static enum log_level log_least = LOG_INFO;

static const char *const level_names[] = {
    [LOG_DEBUG] = "debug",
    [LOG_INFO] = "info",
    [LOG_WARN] = "warning",
    [LOG_ERROR] = "error",
};

void
log_open(const char *name, enum log_level least)
{
	snprintf(log_name, sizeof(log_name), "%s", name);
	log_least = least;
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

/* Copies text to out with every byte that is not plain as \xNN; returns bytes used. */
static size_t
copy_escaped(char *out, size_t size, const unsigned char *text, size_t len,
    const char *also_escaped)
{
	static const char hex[] = "0123456789abcdef";
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = text[i];

		if (is_plain(c) && !strchr(also_escaped, c)) {
			if (used + 2 > size) {
				break;
			}
			out[used++] = (char)c;
			continue;
		}
		if (used + 5 > size) {
			break;
		}
		out[used++] = '\\';
		out[used++] = 'x';
		out[used++] = hex[c >> 4];
		out[used++] = hex[c & 15];
	}
	out[used] = '\0';
	return used;
}

const char *
log_escape(char *out, size_t size, const void *text, size_t len)
{
	if (size == 0) {
		bug("log_escape needs room for a NUL");
	}
	copy_escaped(out, size, text, len, "\"\\");
	return out;
}

PRINTF_LIKE(2, 0)
static void
write_line(enum log_level level, const char *format, va_list args)
{
	char text[LINE_SIZE / 2];
	char line[LINE_SIZE];
	int saved_errno = errno;

	int len = vsnprintf(text, sizeof(text), format, args);
	if (len < 0) {
		return;
	}
	int head = snprintf(line, sizeof(line), "%s%s%s: ", level_names[level],
	    log_name[0] ? " " : "", log_name);
	size_t used = (size_t)head;
	used += copy_escaped(line + used, sizeof(line) - used - 1,
	    (const unsigned char *)text, strlen(text), "");
	line[used++] = '\n';
	/* There is nowhere to report that the log itself cannot be written. */
	if (write(STDERR_FILENO, line, used) < 0) {
		errno = saved_errno;
	}
	errno = saved_errno;
}

#define DEFINE_LEVEL(function, level)            \
	void function(const char *format, ...)   \
	{                                        \
		va_list args;                    \
                                                 \
		if ((level) < log_least) {       \
			return;                  \
		}                                \
		va_start(args, format);          \
		write_line(level, format, args); \
		va_end(args);                    \
	}

DEFINE_LEVEL(log_debug, LOG_DEBUG)
DEFINE_LEVEL(log_info, LOG_INFO)
DEFINE_LEVEL(log_warn, LOG_WARN)
DEFINE_LEVEL(log_error, LOG_ERROR)

void
bug_at(const char *file, int line, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	log_error("bug at=%s:%d: %s", file, line, text);
	abort();
}
