#include "gui-daemon/chord.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct named {
	const char *name;
	uint32_t value;
};

static const struct named modifiers[] = {
    {"Shift", CHORD_SHIFT},
    {"Ctrl", CHORD_CTRL},
    {"Alt", CHORD_ALT},
    {"Super", CHORD_SUPER},
};

/* Keysyms: X11/keysymdef.h. */
static const struct named keys[] = {
    {"Home", 0xff50},
    {"Page_Up", 0xff55},
    {"Page_Down", 0xff56},
    {"End", 0xff57},
    {"Insert", 0xff63},
    {"Delete", 0xffff},
};

#define KEYSYM_F1 0xffbeu
#define MOST_F 12

static uint32_t
find(const struct named *table, size_t count, const char *name, size_t len)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(table[i].name) == len &&
		    strncasecmp(table[i].name, name, len) == 0) {
			return table[i].value;
		}
	}
	return 0;
}

static bool
is_between(char c, char least, char most)
{
	return c >= least && c <= most;
}

/* 0 for what is no key of ours. */
static uint32_t
read_key(const char *name)
{
	char c = name[0];
	char *end = NULL;

	if (c != '\0' && name[1] == '\0') {
		if (is_between(c, 'A', 'Z')) {
			return (uint32_t)(c - 'A' + 'a');
		}
		return is_between(c, 'a', 'z') || is_between(c, '0', '9') ? (uint32_t)c
		                                                          : 0;
	}
	if ((c == 'F' || c == 'f') && is_between(name[1], '1', '9')) {
		unsigned long number = strtoul(name + 1, &end, 10);
		return *end == '\0' && number <= MOST_F ? KEYSYM_F1 + (uint32_t)number - 1
		                                        : 0;
	}
	return find(keys, ARRAY_LEN(keys), name, strlen(name));
}

const char *
chord_read(const char *text, struct chord *out)
{
	struct chord chord = {0};
	const char *plus;

	while ((plus = strchr(text, '+'))) {
		uint32_t bit =
		    find(modifiers, ARRAY_LEN(modifiers), text, (size_t)(plus - text));
		if (bit == 0 || chord.modifiers & bit) {
			return "not a chord; use " CHORD_RULE;
		}
		chord.modifiers |= bit;
		text = plus + 1;
	}
	chord.keysym = read_key(text);
	if (chord.keysym == 0) {
		return "not a chord; use " CHORD_RULE;
	}
	if (!(chord.modifiers & (uint32_t)~CHORD_SHIFT)) {
		return "a key that people type; add Ctrl, Alt or Super";
	}
	*out = chord;
	return NULL;
}

bool
chord_equals(struct chord a, struct chord b)
{
	return a.modifiers == b.modifiers && a.keysym == b.keysym;
}

struct chord
chord_default_copy(void)
{
	return (struct chord){CHORD_CTRL | CHORD_SHIFT, 'c'};
}

struct chord
chord_default_paste(void)
{
	return (struct chord){CHORD_CTRL | CHORD_SHIFT, 'v'};
}
