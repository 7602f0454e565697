#include "gui-daemon/config.h"

#include "common/paint/mark.h"
#include "gui-daemon/config-internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct config {
	struct domain_settings defaults; /* label unused */
	struct config_sections sections; /* settings complete */
};

/* Somebody nobody has named is marked as one not to be trusted. */
static const struct domain_mark built_in = {
    .colour = 0xcc0000,
    .pattern = MARK_STRIPES,
    .frame_width = MARK_FRAME_DEFAULT,
};

static void
take_given(const struct config_section *section, struct domain_settings *settings)
{
	for (unsigned key = 0; key < KEY_N_KEYS; key++) {
		if (section->given[key] > 0) {
			config_value_copy(
			    (enum config_key)key, &section->settings, settings);
		}
	}
}

/* Fills in what sections leave to [default], wherever in the file that is. */
static void
complete(struct config *config)
{
	const struct config_section *defaults =
	    config_sections_find(&config->sections, CONFIG_DEFAULT);

	config->defaults.mark = built_in;
	config->defaults.policy = domain_policy_default();
	config->defaults.clipboard_to = domain_set_all();
	config->defaults.clipboard_from = domain_set_all();
	if (defaults) {
		take_given(defaults, &config->defaults);
	}
	for (size_t i = 0; i < config->sections.count; i++) {
		struct config_section *section = &config->sections.at[i];
		struct domain_settings settings = config->defaults;
		snprintf(settings.mark.label, sizeof(settings.mark.label), "%s",
		    section->name);
		take_given(section, &settings);
		section->settings = settings;
	}
}

static bool
is_default(const struct config_section *section)
{
	return strcmp(section->name, CONFIG_DEFAULT) == 0;
}

static void
warn_of_alike(const struct config_section *a, const struct config_section *b,
    const char *path, const struct config_listener *listener)
{
	if (strcmp(a->settings.mark.label, b->settings.mark.label) == 0) {
		config_say(listener, LOG_WARN,
		    "%s:%u: [%s] has the same label as [%s] in line %u; give it another",
		    path, b->line, b->name, a->name, a->line);
	}
	if (a->settings.mark.colour == b->settings.mark.colour &&
	    a->settings.mark.pattern == b->settings.mark.pattern) {
		config_say(listener, LOG_WARN,
		    "%s:%u: [%s] has the same colour and pattern as [%s] in line %u; "
		    "change one of them",
		    path, b->line, b->name, a->name, a->line);
	}
}

static void
warn_of_all_alike(
    const struct config *config, const char *path, const struct config_listener *listener)
{
	const struct config_sections *sections = &config->sections;

	for (size_t b = 0; b < sections->count; b++) {
		for (size_t a = 0; a < b; a++) {
			if (!is_default(&sections->at[a]) &&
			    !is_default(&sections->at[b])) {
				warn_of_alike(
				    &sections->at[a], &sections->at[b], path, listener);
			}
		}
	}
}

/* A name that is mistyped would let something through, or nothing. */
static void
warn_of_unknown(const struct config *config, const struct config_section *section,
    enum config_key key, const char *path, const struct config_listener *listener)
{
	const struct domain_set *set = key == KEY_CLIPBOARD_TO
	    ? &section->settings.clipboard_to
	    : &section->settings.clipboard_from;
	const char *at = set->names;
	char name[DOMAIN_NAME_MAX + 1];

	while (section->given[key] > 0 && domain_set_next(&at, name, sizeof(name))) {
		if (!config_sections_find(&config->sections, name)) {
			config_say(listener, LOG_WARN,
			    "%s:%u: [%s] %s: there is no section [%s]", path,
			    section->given[key], section->name, config_key_name(key),
			    name);
		}
	}
}

static void
warn_of_all_unknown(
    const struct config *config, const char *path, const struct config_listener *listener)
{
	for (size_t i = 0; i < config->sections.count; i++) {
		const struct config_section *section = &config->sections.at[i];

		warn_of_unknown(config, section, KEY_CLIPBOARD_TO, path, listener);
		warn_of_unknown(config, section, KEY_CLIPBOARD_FROM, path, listener);
	}
}

static bool
check_chords(
    const struct config *config, const char *path, const struct config_listener *listener)
{
	const struct config_sections *s = &config->sections;
	unsigned copy = s->globals_given[GLOBAL_COPY_KEY];
	unsigned paste = s->globals_given[GLOBAL_PASTE_KEY];

	if (!chord_equals(s->globals.chords.copy, s->globals.chords.paste)) {
		return true;
	}
	config_say(listener, LOG_ERROR,
	    "%s:%u: copy-key and paste-key are the same; change one of them", path,
	    copy > paste ? copy : paste);
	return false;
}

/* Whoever may write the file decides how domains are marked. */
static bool
check_file(FILE *file, const char *path, const struct config_listener *listener)
{
	struct stat status;

	if (fstat(fileno(file), &status) < 0 || !S_ISREG(status.st_mode)) {
		config_say(listener, LOG_ERROR, "%s: not a file", path);
		return false;
	}
	if (status.st_mode & S_IWOTH) {
		config_say(listener, LOG_ERROR,
		    "%s: everybody may write to it; do chmod o-w %s", path, path);
		return false;
	}
	return true;
}

static bool
read_sections(struct config *config, FILE *file, const char *path,
    const struct config_listener *listener)
{
	if (!check_file(file, path, listener) ||
	    !config_read(file, path, listener, &config->sections) ||
	    !check_chords(config, path, listener)) {
		return false;
	}
	complete(config);
	warn_of_all_alike(config, path, listener);
	warn_of_all_unknown(config, path, listener);
	return true;
}

struct config *
config_load(const char *path, bool must_exist, const struct config_listener *listener)
{
	struct config *config = calloc(1, sizeof(*config));

	if (!config) {
		config_say(listener, LOG_ERROR, "%s: out of memory", path);
		return NULL;
	}
	config->sections.globals.chords = (struct chords){
	    .copy = chord_default_copy(),
	    .paste = chord_default_paste(),
	};
	FILE *file = fopen(path, "re");
	if (!file && errno == ENOENT && !must_exist) {
		complete(config);
		config_say(listener, LOG_INFO,
		    "%s: no such file, using built-in defaults", path);
		return config;
	}
	if (!file) {
		config_say(listener, LOG_ERROR, "%s: cannot be opened: %m", path);
		goto fail;
	}
	bool good = read_sections(config, file, path, listener);
	fclose(file);
	if (good) {
		return config;
	}
fail:
	config_destroy(config);
	return NULL;
}

void
config_destroy(struct config *config)
{
	if (config) {
		free(config->sections.at);
		free(config);
	}
}

/* The domain's own, or NULL. */
static const struct config_section *
section_of(const struct config *config, const char *name)
{
	const struct config_section *section =
	    config_sections_find(&config->sections, name);

	return section && !is_default(section) ? section : NULL;
}

/* What holds for it; of [default] where it has no section. */
static const struct domain_settings *
settings_of(const struct config *config, const char *name)
{
	const struct config_section *section = section_of(config, name);

	return section ? &section->settings : &config->defaults;
}

bool
config_may_copy(const struct config *config, const char *from)
{
	return section_of(config, from) &&
	    !domain_set_is_empty(&settings_of(config, from)->clipboard_to);
}

bool
config_may_paste(const struct config *config, const char *from, const char *to)
{
	return section_of(config, from) && section_of(config, to) &&
	    domain_set_has(&settings_of(config, from)->clipboard_to, to) &&
	    domain_set_has(&settings_of(config, to)->clipboard_from, from);
}

struct chords
config_chords(const struct config *config)
{
	return config->sections.globals.chords;
}

uint32_t
config_scale(const struct config *config)
{
	return config->sections.globals.scale;
}

const char *
config_font(const struct config *config)
{
	return config->defaults.mark.font;
}

/* Within [default]'s limits, but nothing that reaches beyond its own windows. */
static struct domain_policy
policy_of_unknown(const struct config *config)
{
	struct domain_policy policy = config->defaults.policy;

	policy.hover = HOVER_FOCUSED;
	policy.fullscreen = FULLSCREEN_NEVER;
	policy.attention = 0;
	policy.titles = TITLES_ASCII;
	return policy;
}

struct domain_policy
config_policy_of(const struct config *config, const char *name)
{
	const struct config_section *section = section_of(config, name);

	return section ? section->settings.policy : policy_of_unknown(config);
}

struct domain_mark
config_mark_of(const struct config *config, const char *name)
{
	const struct config_section *section = section_of(config, name);
	struct domain_mark mark = config->defaults.mark;

	if (section) {
		return section->settings.mark;
	}
	/* NAME is at most DOMAIN_NAME_MAX long, so nothing is cut. */
	snprintf(mark.label, sizeof(mark.label), "unknown: %.*s", DOMAIN_NAME_MAX, name);
	return mark;
}
