/*
 * The keys of a section of paravent.conf, and how each value is read.
 * Pure; knows neither files nor lines.
 */
#ifndef DAEMON_CONFIG_VALUE_H
#define DAEMON_CONFIG_VALUE_H

#include "gui-daemon/control.h"
#include "gui-daemon/domain_set.h"

enum config_key {
	KEY_LABEL,
	KEY_COLOUR,
	KEY_PATTERN,
	KEY_FRAME_WIDTH,
	KEY_FONT,
	KEY_FONT_SIZE,
	KEY_WINDOWS,
	KEY_PAGES,
	KEY_HOVER,
	KEY_FULLSCREEN,
	KEY_ATTENTION,
	KEY_TITLES,
	KEY_STRIP,
	KEY_MESSAGE_RATE,
	KEY_CREATE_RATE,
	KEY_GUARD,
	KEY_POPUP_SHARE,
	KEY_CLIPBOARD_TO,
	KEY_CLIPBOARD_FROM,
	KEY_CLIPBOARD_BYTES,
	KEY_CURSORS,
	KEY_UNFOCUSED,
	KEY_N_KEYS,
};

#define CONFIG_WHY_BYTES 320

/* All that a section says of its domain. */
struct domain_settings {
	struct domain_mark mark;
	struct domain_policy policy;
	struct domain_set clipboard_to, clipboard_from;
};

/* Keys that stand before the first section, for all domains. */
enum config_global {
	GLOBAL_COPY_KEY,
	GLOBAL_PASTE_KEY,
	GLOBAL_SCALE,
	GLOBAL_N_KEYS,
};

struct config_globals {
	struct chords chords;
	uint32_t scale; /* common/base/scale.h */
};

const char *config_global_name(enum config_global key);
MUST_USE bool config_global_find(const char *name, enum config_global *out);
MUST_USE bool config_global_read(enum config_global key, const char *value,
    struct config_globals *globals, char why[CONFIG_WHY_BYTES]);

/* "label" ...; find returns false for what is no key. */
const char *config_key_name(enum config_key key);
MUST_USE bool config_key_find(const char *name, enum config_key *out);

/*
 * Reads value into its field of settings.  False, with what is wrong and what to do in
 * why, and settings as they were.
 */
MUST_USE bool config_value_read(enum config_key key, const char *value,
    struct domain_settings *settings, char why[CONFIG_WHY_BYTES]);

/* Copies key's field. */
void config_value_copy(
    enum config_key key, const struct domain_settings *from, struct domain_settings *to);

#endif
