/*
 * One line for each event, to standard error: `LEVEL NAME: text key=value`.
 * Must not print guest bytes raw: text from a guest goes through log_escape().
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "common/base/base.h"

enum log_level {
	LOG_DEBUG,
	LOG_INFO,
	LOG_WARN,
	LOG_ERROR,
};

/*
 * Names this process in each line (copied, at most 95 bytes) and sets the least level
 * that is printed.  Before the first call: no name, LOG_INFO.
 */
void log_open(const char *name, enum log_level least);

/* Line ends and control bytes in the formatted text are printed as \xNN. */
PRINTF_LIKE(1, 2) void log_debug(const char *format, ...);
PRINTF_LIKE(1, 2) void log_info(const char *format, ...);
PRINTF_LIKE(1, 2) void log_warn(const char *format, ...);
PRINTF_LIKE(1, 2) void log_error(const char *format, ...);

/*
 * Writes len bytes of text to out as printable ASCII: other bytes, `"` and `\` become
 * \xNN.  Always NUL-terminates; cuts what does not fit in size bytes.  Returns out.
 */
const char *log_escape(char *out, size_t size, const void *text, size_t len);

#endif
