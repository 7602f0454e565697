#include "gui-daemon/domain_set.h"

#include "gui-daemon/domain_name.h"

#include <stdio.h>
#include <string.h>

#define BLANKS " \t"

bool
domain_set_next(const char **at, char *out, size_t size)
{
	const char *start = *at + strspn(*at, BLANKS);
	size_t len = strcspn(start, BLANKS);

	if (len == 0) {
		return false;
	}
	/* One that is too long is cut, and still no valid name. */
	snprintf(out, size, "%.*s", (int)len, start);
	*at = start + len;
	return true;
}

static bool
is_word(const char *name)
{
	return strcmp(name, "all") == 0 || strcmp(name, "none") == 0 ||
	    strcmp(name, "but") == 0;
}

/* The names that follow at, each valid; "" where one is not, or there is none. */
static void
read_names(const char *at, struct domain_set *set)
{
	char name[DOMAIN_NAME_MAX + 2];
	size_t used = 0;

	while (domain_set_next(&at, name, sizeof(name))) {
		if (!domain_name_is_valid(name) || is_word(name) ||
		    used + strlen(name) + 2 > sizeof(set->names)) {
			set->names[0] = '\0';
			return;
		}
		used += (size_t)snprintf(set->names + used, sizeof(set->names) - used,
		    "%s%s", used > 0 ? " " : "", name);
	}
}

const char *
domain_set_read(const char *text, struct domain_set *out)
{
	struct domain_set set = {.names = ""};
	char first[DOMAIN_NAME_MAX + 2] = "";
	char second[DOMAIN_NAME_MAX + 2] = "";
	const char *at = text;

	bool has_first = domain_set_next(&at, first, sizeof(first));
	bool has_second = has_first && domain_set_next(&at, second, sizeof(second));
	if (has_first && !has_second && is_word(first) && strcmp(first, "but") != 0) {
		set.is_all_but = strcmp(first, "all") == 0;
		*out = set;
		return NULL;
	}
	set.is_all_but = strcmp(first, "all") == 0 && strcmp(second, "but") == 0;
	read_names(set.is_all_but ? at : text, &set);
	if (set.names[0] == '\0') {
		return "use " DOMAIN_SET_RULE;
	}
	*out = set;
	return NULL;
}

struct domain_set
domain_set_all(void)
{
	return (struct domain_set){.is_all_but = true};
}

static bool
is_named(const struct domain_set *set, const char *wanted)
{
	const char *at = set->names;
	char name[DOMAIN_NAME_MAX + 2];

	while (domain_set_next(&at, name, sizeof(name))) {
		if (strcmp(name, wanted) == 0) {
			return true;
		}
	}
	return false;
}

bool
domain_set_has(const struct domain_set *set, const char *name)
{
	return is_named(set, name) != set->is_all_but;
}

bool
domain_set_is_empty(const struct domain_set *set)
{
	return !set->is_all_but && set->names[0] == '\0';
}
