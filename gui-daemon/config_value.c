#include "gui-daemon/config_value.h"

#include "common/paint/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As far apart as names allow, also in lightness. */
#define COLOURS(X)          \
	X(black, 0x2c3034)  \
	X(blue, 0x3464a4)   \
	X(brown, 0x8c5800)  \
	X(gray, 0x888884)   \
	X(green, 0x4c9804)  \
	X(orange, 0xf47800) \
	X(purple, 0x744c78) \
	X(red, 0xcc0000)    \
	X(teal, 0x048088)   \
	X(white, 0xecf0f0)  \
	X(yellow, 0xecd400)

#define COLOUR_ROW(name, value) {#name, value},
#define COLOUR_NAME(name, value) " " #name
static const struct {
	const char *name;
	uint32_t value;
} colours[] = {COLOURS(COLOUR_ROW)};
static const char colour_names[] = COLOURS(COLOUR_NAME);

static bool
is_hex(char c)
{
	return c != '\0' && strchr("0123456789abcdefABCDEF", c);
}

/* "#rrggbb". */
static bool
read_hex_colour(const char *value, uint32_t *out)
{
	if (value[0] != '#' || strlen(value) != 7) {
		return false;
	}
	for (size_t i = 1; i < 7; i++) {
		if (!is_hex(value[i])) {
			return false;
		}
	}
	*out = (uint32_t)strtoul(value + 1, NULL, 16);
	return true;
}

static bool
read_colour(const char *value, struct domain_mark *mark, char why[CONFIG_WHY_BYTES])
{
	if (read_hex_colour(value, &mark->colour)) {
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
		if (strcmp(value, colours[i].name) == 0) {
			mark->colour = colours[i].value;
			return true;
		}
	}
	snprintf(
	    why, CONFIG_WHY_BYTES, "not a colour; use #rrggbb or one of%s", colour_names);
	return false;
}

static bool
read_label(const char *value, struct domain_mark *mark, char why[CONFIG_WHY_BYTES])
{
	size_t len = strlen(value);

	if (len == 0) {
		snprintf(why, CONFIG_WHY_BYTES,
		    "empty; give it a text, or leave the key out for the section's name");
		return false;
	}
	if (len >= sizeof(mark->label)) {
		snprintf(why, CONFIG_WHY_BYTES, "%zu bytes long; use at most %zu", len,
		    sizeof(mark->label) - 1);
		return false;
	}
	memset(mark->label, 0, sizeof(mark->label));
	memcpy(mark->label, value, len);
	return true;
}

static bool
read_pattern(const char *value, struct domain_mark *mark, char why[CONFIG_WHY_BYTES])
{
	enum mark_pattern pattern;
	size_t used;

	if (mark_pattern_find(value, &pattern)) {
		mark->pattern = pattern;
		return true;
	}
	used = (size_t)snprintf(why, CONFIG_WHY_BYTES, "not a pattern; use one of");
	for (unsigned i = 0; i < MARK_N_PATTERNS && used < CONFIG_WHY_BYTES; i++) {
		used += (size_t)snprintf(why + used, CONFIG_WHY_BYTES - used, " %s",
		    mark_pattern_name((enum mark_pattern)i));
	}
	return false;
}

static bool
read_frame_width(const char *value, struct domain_mark *mark, char why[CONFIG_WHY_BYTES])
{
	char *end = NULL;
	bool starts_well = value[0] >= '0' && value[0] <= '9';
	unsigned long width = strtoul(value, &end, 10);

	if (starts_well && *end == '\0' && width >= MARK_FRAME_MIN &&
	    width <= MARK_FRAME_MAX) {
		mark->frame_width = (uint32_t)width;
		return true;
	}
	snprintf(why, CONFIG_WHY_BYTES, "not a frame's width; use a number from %d to %d",
	    MARK_FRAME_MIN, MARK_FRAME_MAX);
	return false;
}

static const struct {
	const char *name;
	bool (*read)(const char *, struct domain_mark *, char *);
} keys[KEY_N_KEYS] = {
    [KEY_LABEL] = {"label", read_label},
    [KEY_COLOUR] = {"colour", read_colour},
    [KEY_PATTERN] = {"pattern", read_pattern},
    [KEY_FRAME_WIDTH] = {"frame-width", read_frame_width},
};

const char *
config_key_name(enum config_key key)
{
	return keys[key].name;
}

bool
config_key_find(const char *name, enum config_key *out)
{
	for (unsigned i = 0; i < KEY_N_KEYS; i++) {
		if (strcmp(name, keys[i].name) == 0) {
			*out = (enum config_key)i;
			return true;
		}
	}
	return false;
}

bool
config_value_read(enum config_key key, const char *value, struct domain_mark *mark,
    char why[CONFIG_WHY_BYTES])
{
	return keys[key].read(value, mark, why);
}

void
config_value_copy(
    enum config_key key, const struct domain_mark *from, struct domain_mark *to)
{
	switch (key) {
	case KEY_LABEL:
		memcpy(to->label, from->label, sizeof(to->label));
		break;
	case KEY_COLOUR:
		to->colour = from->colour;
		break;
	case KEY_PATTERN:
		to->pattern = from->pattern;
		break;
	case KEY_FRAME_WIDTH:
		to->frame_width = from->frame_width;
		break;
	case KEY_N_KEYS:
		bug("not a key");
	}
}
