#include "gui-daemon/session/loan.h"

#include <string.h>

/* At least one digit; *text is left behind them. */
static bool
skip_digits(const char **text)
{
	size_t count = strspn(*text, "0123456789");

	*text += count;
	return count > 0;
}

/* No host before the colon: a display elsewhere would carry windows off this machine. */
static bool
is_local_display(const char *text)
{
	if (*text++ != ':' || !skip_digits(&text)) {
		return false;
	}
	if (*text == '.') {
		text++;
		return skip_digits(&text) && *text == '\0';
	}
	return *text == '\0';
}

const char *
loan_check(const struct loan *loan, size_t len)
{
	if (len != sizeof(*loan)) {
		return "wrong length";
	}
	if (!memchr(loan->display, '\0', sizeof(loan->display)) ||
	    !memchr(loan->authority, '\0', sizeof(loan->authority))) {
		return "text without an end";
	}
	if (!is_local_display(loan->display)) {
		return "the display is not :N, one of this machine";
	}
	if (loan->authority[0] != '\0' && loan->authority[0] != '/') {
		return "the path of the X cookies is not absolute";
	}
	return NULL;
}
