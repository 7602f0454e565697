#include "wm/config.h"

#include "common/base/scale.h"

#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct reading {
	FILE *file;
	const char *name;
	const struct config_listener *listener;
	struct config *config;
	unsigned line;
	bool failed;
};

struct setting;
typedef bool setting_read(const struct setting *, const char *value, void *out);

struct setting {
	const char *section, *key;
	setting_read *read;
	size_t at; /* bytes, in struct config */
	uint32_t least, most;
	const char *words; /* what is allowed, for the person */
};

static bool
read_number(const struct setting *s, const char *value, void *out)
{
	char *end = NULL;
	unsigned long number = strtoul(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end != '\0' || number < s->least ||
	    number > s->most) {
		return false;
	}
	*(uint32_t *)out = (uint32_t)number;
	return true;
}

/* words is "first second third": the number of the word is the value. */
static bool
read_word(const struct setting *s, const char *value, void *out)
{
	size_t len = strlen(value);
	uint32_t number = 0;

	for (const char *w = s->words; *w; number++) {
		size_t word = strcspn(w, " ");
		if (word == len && strncmp(w, value, len) == 0) {
			*(uint32_t *)out = number;
			return true;
		}
		w += word + (w[word] == ' ');
	}
	return false;
}

static bool
read_scale(const struct setting *s, const char *value, void *out)
{
	if (strcmp(value, "auto") == 0) {
		*(uint32_t *)out = SCALE_AUTO;
		return true;
	}
	return read_number(s, value, out);
}

static bool
read_colour(const struct setting *s, const char *value, void *out)
{
	char *end = NULL;

	(void)s;
	if (value[0] != '#' || strlen(value) != 7) {
		return false;
	}
	unsigned long colour = strtoul(value + 1, &end, 16);
	if (*end != '\0') {
		return false;
	}
	*(uint32_t *)out = (uint32_t)colour;
	return true;
}

static bool
read_label(const struct setting *s, const char *value, void *out)
{
	if (value[0] == '\0' || strlen(value) >= s->most) {
		return false;
	}
	memcpy(out, value, strlen(value) + 1);
	return true;
}

static bool
read_font(const struct setting *s, const char *value, void *out)
{
	return family_is_sane(value, strlen(value) + 1) && read_label(s, value, out);
}

#define AT(field) offsetof(struct config, field)

/* clang-format off */
static const struct setting settings[] = {
    {"look", "scale", read_scale, AT(scale), SCALE_LEAST, SCALE_MOST,
	"auto, or a percentage from 50 to 400"},
    {"look", "font", read_font, AT(font), 0, FAMILY_BYTES, FAMILY_RULE},
    {"look", "title-size", read_number, AT(title_px), 8, 32, "px from 8 to 32"},
    {"look", "dom0-colour", read_colour, AT(dom0_colour), 0, 0, "#rrggbb"},
    {"look", "dom0-label", read_label, AT(dom0_label), 0, CONFIG_NAME_BYTES,
	"a text of at most 31 bytes"},
    {"windows", "move", read_word, AT(live_move), 0, 0, "outline live"},
    {"windows", "resize", read_word, AT(live_resize), 0, 0, "outline live auto"},
    {"windows", "snap", read_number, AT(snap_px), 0, 64, "a number from 0 to 64"},
    {"windows", "edge-tiling", read_word, AT(edge_tiling), 0, 0, "no yes"},
    {"windows", "workspaces", read_number, AT(workspaces), 1, CONFIG_WORKSPACES_MAX,
	"a number from 1 to 16"},
    {"trust", "fullscreen", read_word, AT(fullscreen), 0, 0, "never ask allow"},
    {"trust", "cover-share", read_number, AT(limits.cover_share), 1, 1000,
	"a percentage from 1 to 1000"},
    {"trust", "new-windows", read_number, AT(limits.new_windows), 1, 1000,
	"a number from 1 to 1000"},
};
/* clang-format on */

/* --- keys -------------------------------------------------------------------------- */

static const struct {
	const char *chord, *action;
} default_keys[] = {
    {"Alt+Tab", "next-window"},
    {"Alt+Shift+Tab", "previous-window"},
    {"Super+Tab", "next-of-domain"},
    {"Alt+F4", "close"},
    {"Super+Shift+q", "close"},
    {"Super+Control+Delete", "kill"},
    {"Super+n", "minimise"},
    {"Super+m", "maximise"},
    {"Super+f", "fullscreen"},
    {"Super+s", "shade"},
    {"Super+p", "stick"},
    {"Super+t", "above"},
    {"Super+b", "below"},
    {"Super+Page_Up", "raise"},
    {"Super+Page_Down", "lower"},
    {"Alt+F7", "move"},
    {"Alt+F8", "resize"},
    {"Super+Left", "tile-left"},
    {"Super+Right", "tile-right"},
    {"Super+Up", "tile-up"},
    {"Super+Down", "tile-down"},
    {"Super+c", "centre"},
    {"Super+u", "attention"},
    {"Super+1", "workspace 1"},
    {"Super+2", "workspace 2"},
    {"Super+3", "workspace 3"},
    {"Super+4", "workspace 4"},
    {"Super+Shift+1", "send 1"},
    {"Super+Shift+2", "send 2"},
    {"Super+Shift+3", "send 3"},
    {"Super+Shift+4", "send 4"},
    {"Control+Alt+Left", "workspace-left"},
    {"Control+Alt+Right", "workspace-right"},
    {"Super+o", "monitor-next"},
    {"Super+d", "show-desktop"},
    {"Super+Return", "run x-terminal-emulator"},
    {"Super+Shift+r", "restart"},
};

/* "action" or "action argument" into binding.  NULL, or what is wrong. */
static const char *
read_action(const char *value, struct config_binding *binding)
{
	char name[32];
	size_t len = strcspn(value, " \t");
	const char *argument = value + len + strspn(value + len, " \t");

	snprintf(name, sizeof(name), "%.*s", (int)len, value);
	if (len >= sizeof(name) || !action_find(name, &binding->action)) {
		return "no such action; paravent-wm(1) lists them";
	}
	if ((action_takes(binding->action) == ACTION_TAKES_NOTHING) !=
	    (argument[0] == '\0')) {
		return argument[0] ? "this action takes no argument"
		                   : "this action takes an argument";
	}
	if (action_takes(binding->action) == ACTION_TAKES_NUMBER &&
	    (strspn(argument, "0123456789") != strlen(argument) || strlen(argument) > 2 ||
	        atoi(argument) < 1)) {
		return "this action takes a number from 1";
	}
	if (strlen(argument) >= sizeof(binding->argument)) {
		return "the command is too long; put it into a script";
	}
	snprintf(binding->argument, sizeof(binding->argument), "%s", argument);
	return NULL;
}

static struct config_binding *
binding_of(struct config *config, struct chord chord)
{
	for (size_t i = 0; i < config->n_bindings; i++) {
		struct config_binding *b = &config->bindings[i];
		if (b->chord.keysym == chord.keysym &&
		    b->chord.modifiers == chord.modifiers) {
			return b;
		}
	}
	return config->n_bindings < CONFIG_BINDINGS_MAX
	    ? &config->bindings[config->n_bindings]
	    : NULL;
}

/* A later line for the same chord replaces an earlier one.  NULL, or what is wrong. */
static const char *
bind_key(struct config *config, const char *name, const char *value)
{
	struct config_binding binding = {.action = ACTION_NONE};

	if (!chord_read(name, &binding.chord) || !binding.chord.keysym) {
		return "no such key; write it like Super+Shift+Left";
	}
	const char *wrong = read_action(value, &binding);
	if (wrong) {
		return wrong;
	}
	struct config_binding *at = binding_of(config, binding.chord);
	if (!at) {
		return "too many keys";
	}
	config->n_bindings += at == &config->bindings[config->n_bindings];
	*at = binding;
	return NULL;
}

void
config_defaults(struct config *out)
{
	*out = (struct config){
	    .title_px = 12,
	    .font = "DejaVu Sans",
	    .dom0_colour = 0x505c6c, /* PALETTE_DOM0 */
	    .dom0_label = "dom0",
	    .live_move = 1,
	    .live_resize = 2,
	    .snap_px = 12,
	    .edge_tiling = 1,
	    .workspaces = 4,
	    .fullscreen = TRUST_FULLSCREEN_ASK,
	    .limits = {.cover_share = 75, .new_windows = 8},
	};
	for (size_t i = 0; i < ARRAY_LEN(default_keys); i++) {
		if (bind_key(out, default_keys[i].chord, default_keys[i].action)) {
			bug("default key %s", default_keys[i].chord);
		}
	}
}

/* --- the file ---------------------------------------------------------------------- */

PRINTF_LIKE(2, 3)
static void
fail(struct reading *r, const char *format, ...)
{
	char text[512];
	char line[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	snprintf(line, sizeof(line), "%s:%u: %s", r->name, r->line, text);
	r->listener->say(r->listener->data, LOG_ERROR, line);
	r->failed = true;
}

static int
take_key(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;

	if (strcmp(section, "keys") == 0) {
		const char *wrong = bind_key(r->config, name, value);
		if (wrong) {
			fail(r, "[keys] %s = %s: %s", name, value, wrong);
		}
		return 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
		const struct setting *s = &settings[i];
		if (strcmp(s->section, section) != 0 || strcmp(s->key, name) != 0) {
			continue;
		}
		if (!s->read(s, value, (char *)r->config + s->at)) {
			fail(r, "[%s] %s = %s: use %s%s", section, name, value,
			    s->read == read_word ? "one of " : "", s->words);
		}
		return 1;
	}
	fail(r, "[%s] %s = %s: no such key; paravent-wm.conf(5) lists them", section,
	    name, value);
	return 1;
}

static char *
next_line(char *out, int size, void *user)
{
	struct reading *r = user;

	r->line++;
	return fgets(out, size, r->file);
}

/* Whoever may write the file decides what keys start. */
static bool
is_safe(FILE *file)
{
	struct stat status;

	return fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) &&
	    !(status.st_mode & S_IWOTH);
}

static void
read_file(struct reading *r)
{
	if (!is_safe(r->file)) {
		fail(r, "not a file, or everybody may write to it");
		return;
	}
	int first = ini_parse_stream(next_line, r, take_key, r);
	if (first > 0) {
		r->line = (unsigned)first;
		fail(r, "neither [SECTION] nor key = value");
	}
}

bool
config_load(const char *path, bool must_exist, const struct config_listener *listener,
    struct config *out)
{
	struct reading r = {.name = path, .listener = listener, .config = out};

	config_defaults(out);
	r.file = fopen(path, "re");
	if (!r.file) {
		if (must_exist || errno != ENOENT) {
			fail(&r, "cannot be opened: %s", strerror(errno));
		}
		return !r.failed;
	}
	read_file(&r);
	fclose(r.file);
	return !r.failed;
}
