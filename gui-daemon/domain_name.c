#include "gui-daemon/domain_name.h"

#include <string.h>

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool
domain_name_is_valid(const char *name)
{
	size_t len = strlen(name);

	if (len == 0 || len > DOMAIN_NAME_MAX || !is_letter_or_digit(name[0])) {
		return false;
	}
	for (size_t i = 1; i < len; i++) {
		if (!is_letter_or_digit(name[i]) && !strchr("._-", name[i])) {
			return false;
		}
	}
	return true;
}
