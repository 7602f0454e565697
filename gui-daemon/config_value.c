#include "gui-daemon/config_value.h"

#include "common/base/scale.h"
#include "common/paint/mark.h"
#include "common/paint/measure.h"

#include <stddef.h>
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

struct key;

struct word {
	const char *word; /* NULL ends a list */
	uint32_t value;
};

struct key {
	const char *name;
	bool (*read)(const struct key *, const char *, void *, char *);
	size_t at, size; /* of its field in struct domain_settings, bytes */
	const char *noun;
	uint32_t least, most;     /* of a number */
	const struct word *words; /* that it may be */
};

static bool
read_colour(const struct key *key, const char *value, void *out, char *why)
{
	uint32_t *colour = out;

	(void)key;
	if (read_hex_colour(value, colour)) {
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
		if (strcmp(value, colours[i].name) == 0) {
			*colour = colours[i].value;
			return true;
		}
	}
	snprintf(
	    why, CONFIG_WHY_BYTES, "not a colour; use #rrggbb or one of%s", colour_names);
	return false;
}

static bool
read_label(const struct key *key, const char *value, void *out, char *why)
{
	size_t len = strlen(value);

	if (len == 0) {
		snprintf(why, CONFIG_WHY_BYTES,
		    "empty; give it a text, or leave the key out for the section's name");
		return false;
	}
	if (len >= key->size) {
		snprintf(why, CONFIG_WHY_BYTES, "%zu bytes long; use at most %zu", len,
		    key->size - 1);
		return false;
	}
	memset(out, 0, key->size);
	memcpy(out, value, len);
	return true;
}

static bool
read_font(const struct key *key, const char *value, void *out, char *why)
{
	if (!family_is_sane(value, key->size)) {
		snprintf(why, CONFIG_WHY_BYTES, "no font; use " FAMILY_RULE);
		return false;
	}
	snprintf(out, key->size, "%s", value);
	return true;
}

static bool
read_pattern(const struct key *key, const char *value, void *out, char *why)
{
	enum mark_pattern pattern;
	size_t used;

	(void)key;
	if (mark_pattern_find(value, &pattern)) {
		*(uint32_t *)out = pattern;
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
read_number(const struct key *key, const char *value, void *out, char *why)
{
	char *end = NULL;
	bool starts_well = value[0] >= '0' && value[0] <= '9';
	unsigned long number = strtoul(value, &end, 10);

	if (starts_well && *end == '\0' && number >= key->least && number <= key->most) {
		*(uint32_t *)out = (uint32_t)number;
		return true;
	}
	snprintf(why, CONFIG_WHY_BYTES, "not %s; use a number from %u to %u", key->noun,
	    key->least, key->most);
	return false;
}

static bool
read_word(const struct key *key, const char *value, void *out, char *why)
{
	size_t used = (size_t)snprintf(why, CONFIG_WHY_BYTES, "use one of");

	for (const struct word *w = key->words; w->word; w++) {
		if (strcmp(value, w->word) == 0) {
			*(uint32_t *)out = w->value;
			return true;
		}
		if (used < CONFIG_WHY_BYTES) {
			used += (size_t)snprintf(
			    why + used, CONFIG_WHY_BYTES - used, " %s", w->word);
		}
	}
	return false;
}

static bool
read_set(const struct key *key, const char *value, void *out, char *why)
{
	const char *wrong = domain_set_read(value, out);

	(void)key;
	if (wrong) {
		snprintf(why, CONFIG_WHY_BYTES, "%s", wrong);
	}
	return !wrong;
}

static bool
read_cursors(const struct key *key, const char *value, void *out, char *why)
{
	const char *wrong = cursor_set_read(value, out);

	(void)key;
	if (wrong) {
		snprintf(why, CONFIG_WHY_BYTES, "%s", wrong);
	}
	return !wrong;
}

static const struct word hovers[] = {
    {"focused", HOVER_FOCUSED},
    {"always", HOVER_ALWAYS},
    {NULL, 0},
};
static const struct word fullscreens[] = {
    {"never", FULLSCREEN_NEVER},
    {"ask", FULLSCREEN_ASK},
    {"allow", FULLSCREEN_ALLOW},
    {NULL, 0},
};
static const struct word answers[] = {{"no", 0}, {"yes", 1}, {NULL, 0}};
static const struct word alphabets[] = {
    {"unicode", TITLES_UNICODE},
    {"ascii", TITLES_ASCII},
    {NULL, 0},
};

static const struct word strips[] = {
    {"optional", STRIP_OPTIONAL},
    {"required", STRIP_REQUIRED},
    {NULL, 0},
};

static const struct word looks[] = {
    {"plain", UNFOCUSED_PLAIN},
    {"dim", UNFOCUSED_DIM},
    {"tint", UNFOCUSED_TINT},
    {NULL, 0},
};

#define FIELD(field)                             \
	offsetof(struct domain_settings, field), \
	    sizeof(((struct domain_settings *)NULL)->field)

/* clang-format off */
static const struct key keys[KEY_N_KEYS] = {
    [KEY_LABEL] = {"label", read_label, FIELD(mark.label), "a label", 0, 0, NULL},
    [KEY_COLOUR] = {"colour", read_colour, FIELD(mark.colour), "a colour", 0, 0, NULL},
    [KEY_PATTERN] = {"pattern", read_pattern, FIELD(mark.pattern), "a pattern", 0, 0, NULL},
    [KEY_FRAME_WIDTH] = {"frame-width", read_number, FIELD(mark.frame_width),
	"a frame's width", MARK_FRAME_MIN, MARK_FRAME_MAX, NULL},
    [KEY_FONT] = {"font", read_font, FIELD(mark.font), "a font", 0, 0, NULL},
    [KEY_FONT_SIZE] = {"font-size", read_number, FIELD(mark.letters),
	"a size of letters", MEASURE_LETTERS_MIN, MEASURE_LETTERS_MAX, NULL},
    [KEY_WINDOWS] = {"windows", read_number, FIELD(policy.windows),
	"a number of windows", 1, POLICY_MOST_WINDOWS, NULL},
    [KEY_PAGES] = {"pages", read_number, FIELD(policy.pages),
	"a number of pages", 1, POLICY_MOST_PAGES, NULL},
    [KEY_HOVER] = {"hover", read_word, FIELD(policy.hover), NULL, 0, 0, hovers},
    [KEY_FULLSCREEN] = {"fullscreen", read_word, FIELD(policy.fullscreen), NULL, 0, 0,
	fullscreens},
    [KEY_ATTENTION] = {"attention", read_word, FIELD(policy.attention), NULL, 0, 0, answers},
    [KEY_TITLES] = {"titles", read_word, FIELD(policy.titles), NULL, 0, 0, alphabets},
    [KEY_STRIP] = {"strip", read_word, FIELD(policy.strip), NULL, 0, 0, strips},
    [KEY_MESSAGE_RATE] = {"message-rate", read_number, FIELD(policy.message_rate),
	"a rate", POLICY_LEAST_MESSAGE_RATE, POLICY_MOST_RATE, NULL},
    [KEY_CREATE_RATE] = {"create-rate", read_number, FIELD(policy.create_rate),
	"a rate", 1, POLICY_MOST_RATE, NULL},
    [KEY_GUARD] = {"guard", read_number, FIELD(policy.guard_ms),
	"a time in ms", 0, POLICY_MOST_GUARD_MS, NULL},
    [KEY_POPUP_SHARE] = {"override-redirect-share", read_number,
	FIELD(policy.popup_share), "a share in percent", 1, POLICY_MOST_POPUP_SHARE, NULL},
    [KEY_CLIPBOARD_TO] = {"clipboard-to", read_set, FIELD(clipboard_to), NULL, 0, 0, NULL},
    [KEY_CLIPBOARD_FROM] = {"clipboard-from", read_set, FIELD(clipboard_from), NULL, 0, 0,
	NULL},
    [KEY_CLIPBOARD_BYTES] = {"clipboard-bytes", read_number, FIELD(policy.clipboard_bytes),
	"a number of bytes", POLICY_LEAST_CLIPBOARD, POLICY_MOST_CLIPBOARD, NULL},
    [KEY_CURSORS] = {"cursors", read_cursors, FIELD(policy.cursors), NULL, 0, 0, NULL},
    [KEY_UNFOCUSED] = {"unfocused", read_word, FIELD(policy.unfocused), NULL, 0, 0, looks},
};
/* clang-format on */

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
config_value_read(enum config_key key, const char *value,
    struct domain_settings *settings, char why[CONFIG_WHY_BYTES])
{
	const struct key *k = &keys[key];

	return k->read(k, value, (char *)settings + k->at, why);
}

void
config_value_copy(
    enum config_key key, const struct domain_settings *from, struct domain_settings *to)
{
	const struct key *k = &keys[key];

	memcpy((char *)to + k->at, (const char *)from + k->at, k->size);
}

/* --- for all domains --------------------------------------------------------------- */

static bool
read_chord(const char *value, void *out, char *why)
{
	const char *wrong = chord_read(value, out);

	if (wrong) {
		snprintf(why, CONFIG_WHY_BYTES, "%s", wrong);
	}
	return !wrong;
}

static bool
read_scale(const char *value, void *out, char *why)
{
	static const struct key percent = {
	    .noun = "a scale",
	    .least = SCALE_LEAST,
	    .most = SCALE_MOST,
	};

	if (strcmp(value, "auto") == 0) {
		*(uint32_t *)out = SCALE_AUTO;
		return true;
	}
	if (read_number(&percent, value, out, why)) {
		return true;
	}
	snprintf(why, CONFIG_WHY_BYTES,
	    "not a scale; use auto, or a percentage from %u to %u", SCALE_LEAST,
	    SCALE_MOST);
	return false;
}

static const struct {
	const char *name;
	bool (*read)(const char *value, void *out, char *why);
	size_t at; /* of its field in struct config_globals, bytes */
} globals_keys[GLOBAL_N_KEYS] = {
    [GLOBAL_COPY_KEY] = {"copy-key", read_chord,
        offsetof(struct config_globals, chords.copy)},
    [GLOBAL_PASTE_KEY] = {"paste-key", read_chord,
        offsetof(struct config_globals, chords.paste)},
    [GLOBAL_SCALE] = {"scale", read_scale, offsetof(struct config_globals, scale)},
};

const char *
config_global_name(enum config_global key)
{
	return globals_keys[key].name;
}

bool
config_global_find(const char *name, enum config_global *out)
{
	for (unsigned i = 0; i < GLOBAL_N_KEYS; i++) {
		if (strcmp(name, globals_keys[i].name) == 0) {
			*out = (enum config_global)i;
			return true;
		}
	}
	return false;
}

bool
config_global_read(enum config_global key, const char *value,
    struct config_globals *globals, char why[CONFIG_WHY_BYTES])
{
	return globals_keys[key].read(value, (char *)globals + globals_keys[key].at, why);
}
