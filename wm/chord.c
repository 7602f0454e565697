#include "wm/chord.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	uint16_t bit;
} modifiers[] = {
    {"Shift", CHORD_SHIFT},
    {"Control", CHORD_CONTROL},
    {"Ctrl", CHORD_CONTROL},
    {"Alt", CHORD_ALT},
    {"Mod1", CHORD_ALT},
    {"Super", CHORD_SUPER},
    {"Mod4", CHORD_SUPER},
};

/* X11's keysymdef.h; letters, digits and F keys are computed. */
static const struct {
	const char *name;
	uint32_t keysym;
} named[] = {
    {"Tab", 0xff09},
    {"Return", 0xff0d},
    {"Escape", 0xff1b},
    {"BackSpace", 0xff08},
    {"Delete", 0xffff},
    {"Insert", 0xff63},
    {"Home", 0xff50},
    {"End", 0xff57},
    {"Left", 0xff51},
    {"Up", 0xff52},
    {"Right", 0xff53},
    {"Down", 0xff54},
    {"Page_Up", 0xff55},
    {"Page_Down", 0xff56},
    {"Print", 0xff61},
    {"Pause", 0xff13},
    {"Menu", 0xff67},
    {"space", 0x20},
    {"comma", 0x2c},
    {"minus", 0x2d},
    {"period", 0x2e},
    {"slash", 0x2f},
    {"equal", 0x3d},
    {"plus", 0x2b},
    {"grave", 0x60},
    {"bracketleft", 0x5b},
    {"bracketright", 0x5d},
    {"backslash", 0x5c},
    {"semicolon", 0x3b},
    {"apostrophe", 0x27},
};

static uint32_t
function_key(const char *name)
{
	char *end = NULL;
	unsigned long number = strtoul(name + 1, &end, 10);

	if (name[1] < '1' || name[1] > '9' || *end != '\0' || number > 24) {
		return 0;
	}
	return 0xffbe + (uint32_t)number - 1;
}

/* 0 for what names no key. */
static uint32_t
keysym_of(const char *name)
{
	char c = name[0];

	if (c != '\0' && name[1] == '\0') {
		if (c >= 'A' && c <= 'Z') {
			return (uint32_t)(c - 'A' + 'a');
		}
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? (uint32_t)c : 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(named); i++) {
		if (strcasecmp(named[i].name, name) == 0) {
			return named[i].keysym;
		}
	}
	return c == 'F' || c == 'f' ? function_key(name) : 0;
}

static bool
take_modifier(const char *name, size_t len, uint16_t *out)
{
	for (size_t i = 0; i < ARRAY_LEN(modifiers); i++) {
		if (strlen(modifiers[i].name) == len &&
		    strncasecmp(modifiers[i].name, name, len) == 0) {
			*out |= modifiers[i].bit;
			return true;
		}
	}
	return false;
}

bool
chord_read(const char *text, struct chord *out)
{
	struct chord chord = {0, 0};
	const char *plus;

	if (strcmp(text, "none") == 0) {
		*out = chord;
		return true;
	}
	while ((plus = strchr(text, '+'))) {
		if (!take_modifier(text, (size_t)(plus - text), &chord.modifiers)) {
			return false;
		}
		text = plus + 1;
	}
	chord.keysym = keysym_of(text);
	if (!chord.keysym) {
		return false;
	}
	*out = chord;
	return true;
}
