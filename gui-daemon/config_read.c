#include "gui-daemon/config-internal.h"
#include "gui-daemon/utf8.h"

#include <ini.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/*
 * libinih splits `key = value` and takes comments off; lines, sections and everything
 * that can be wrong are looked at here, because it reports only the first error, cuts
 * long names, and goes on in the previous section after a broken [section] line.
 */

#define LINE_BYTES 200 /* with line end and NUL; libinih's INI_MAX_LINE in Debian */

struct reading {
	FILE *file;                             /* borrowed */
	const char *name;                       /* borrowed: of the file */
	const struct config_listener *listener; /* borrowed */
	struct config_sections *out;            /* borrowed */
	struct config_section *section; /* borrowed: in out, or ignored, or NULL */
	struct config_section ignored;  /* takes the keys of a section that is in error */
	unsigned line;
	bool awaits_key; /* this line was handed to libinih as `key = value` */
	bool failed;
};

void
config_say(
    const struct config_listener *listener, enum log_level level, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	listener->say(listener->data, level, text);
}

/* Tells an error in the present line. */
PRINTF_LIKE(2, 3)
static void
fail(struct reading *r, const char *format, ...)
{
	char text[768];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	config_say(r->listener, LOG_ERROR, "%s:%u: %s", r->name, r->line, text);
	r->failed = true;
}

struct config_section *
config_sections_find(const struct config_sections *sections, const char *name)
{
	for (size_t i = 0; i < sections->count; i++) {
		if (strcmp(sections->at[i].name, name) == 0) {
			return &sections->at[i];
		}
	}
	return NULL;
}

/* --- sections ---------------------------------------------------------------------- */

static struct config_section *
ignore_section(struct reading *r)
{
	r->ignored = (struct config_section){.line = r->line};
	snprintf(r->ignored.name, sizeof(r->ignored.name), "?");
	return &r->ignored;
}

static struct config_section *
add_section(struct reading *r, const char *name)
{
	size_t count = r->out->count;
	struct config_section *grown =
	    reallocarray(r->out->at, count + 1, sizeof(*r->out->at));

	if (!grown) {
		fail(r, "out of memory");
		return ignore_section(r);
	}
	r->out->at = grown;
	r->out->count++;
	grown[count] = (struct config_section){.line = r->line};
	snprintf(grown[count].name, sizeof(grown[count].name), "%s", name);
	return &grown[count];
}

static bool
is_blank_or_comment(const char *text)
{
	text += strspn(text, " \t\r\n");
	return *text == '\0' || *text == ';' || *text == '#';
}

/* A line that starts with '['. */
static void
take_section(struct reading *r, char *text)
{
	char *end = strchr(text, ']');

	r->section = ignore_section(r);
	if (!end || !is_blank_or_comment(end + 1)) {
		fail(r, "a section's line must be [NAME] and nothing else");
		return;
	}
	*end = '\0';
	const char *name = text + 1;
	const struct config_section *first = config_sections_find(r->out, name);
	if (!domain_name_is_valid(name)) {
		fail(r, "[%s]: not a domain's name; use " DOMAIN_NAME_RULE, name);
	} else if (first) {
		fail(r,
		    "[%s]: a second section of this name, the first is in line %u; "
		    "join them",
		    name, first->line);
		snprintf(r->ignored.name, sizeof(r->ignored.name), "%s", name);
	} else {
		r->section = add_section(r, name);
	}
}

/* --- keys -------------------------------------------------------------------------- */

/* NULL, or why this key cannot be here. */
static const char *
misplaced(const struct reading *r, enum config_key key, char why[CONFIG_WHY_BYTES])
{
	unsigned line = r->section->given[key];

	if (line > 0) {
		snprintf(why, CONFIG_WHY_BYTES,
		    "given before in line %u; remove one of them", line);
		return why;
	}
	if (key == KEY_LABEL && strcmp(r->section->name, CONFIG_DEFAULT) == 0) {
		return "a label is one domain's; give it in that domain's section";
	}
	return NULL;
}

static void
tell_keys(struct reading *r, const char *name, const char *value)
{
	char names[CONFIG_WHY_BYTES] = "";
	size_t used = 0;

	for (unsigned key = 0; key < KEY_N_KEYS && used < sizeof(names); key++) {
		used += (size_t)snprintf(names + used, sizeof(names) - used, " %s",
		    config_key_name((enum config_key)key));
	}
	fail(r, "[%s] %s = %s: no such key; use one of%s", r->section->name, name, value,
	    names);
}

/* A key before the first section. */
static void
take_global(struct reading *r, const char *name, const char *value)
{
	enum config_global key;
	char why[CONFIG_WHY_BYTES];

	if (!config_global_find(name, &key)) {
		fail(r, "%s = %s: not in a section; put [NAME] before it", name, value);
		return;
	}
	if (r->out->globals_given[key] > 0) {
		fail(r, "%s = %s: given before in line %u; remove one of them", name,
		    value, r->out->globals_given[key]);
		return;
	}
	if (!config_global_read(key, value, &r->out->globals, why)) {
		fail(r, "%s = %s: %s", name, value, why);
	}
	r->out->globals_given[key] = r->line;
}

/* A key of a section that is none. */
static void
tell_no_key(struct reading *r, const char *name, const char *value)
{
	enum config_global global;

	if (config_global_find(name, &global)) {
		fail(r,
		    "[%s] %s = %s: holds for all domains; put it before the first "
		    "[NAME]",
		    r->section->name, name, value);
	} else {
		tell_keys(r, name, value);
	}
}

/* libinih found `key = value` in the present line. */
static int
take_key(void *user, const char *section, const char *name, const char *value)
{
	struct reading *r = user;
	enum config_key key;
	char why[CONFIG_WHY_BYTES];

	(void)section; /* r->section knows better */
	r->awaits_key = false;
	if (!r->section) {
		take_global(r, name, value);
		return 1;
	}
	if (!config_key_find(name, &key)) {
		tell_no_key(r, name, value);
		return 1;
	}
	const char *wrong = misplaced(r, key, why);
	if (!wrong && !config_value_read(key, value, &r->section->settings, why)) {
		wrong = why;
	}
	if (wrong) {
		fail(r, "[%s] %s = %s: %s", r->section->name, name, value, wrong);
	}
	if (r->section->given[key] == 0) {
		r->section->given[key] = r->line;
	}
	return 1;
}

/* The line before was to be a key, but libinih found none. */
static void
check_key_came(struct reading *r)
{
	if (r->awaits_key) {
		fail(r,
		    "neither [NAME] nor key = value; correct it, or put ; before a "
		    "comment");
		r->awaits_key = false;
	}
}

/* --- lines ------------------------------------------------------------------------- */

/*
 * One line, without its end, NUL-terminated; its length in *len, longer than what is
 * stored if it did not fit.  False at the end of the file.
 */
static bool
read_line(FILE *file, char line[LINE_BYTES], size_t *len)
{
	int c = getc(file);

	*len = 0;
	if (c == EOF) {
		return false;
	}
	for (; c != EOF && c != '\n'; c = getc(file)) {
		if (*len < LINE_BYTES - 2) {
			line[*len] = (char)c;
			line[*len + 1] = '\0';
		}
		++*len;
	}
	if (*len == 0) {
		line[0] = '\0';
	}
	return true;
}

/* True when the line's bytes are fit to be read; else tells. */
static bool
check_line(struct reading *r, const char *line, size_t len)
{
	size_t at = 0;

	if (len > LINE_BYTES - 2) {
		fail(r, "%zu bytes long; use at most %d", len, LINE_BYTES - 2);
		return false;
	}
	switch (utf8_check(line, len, &at)) {
	case UTF8_FINE:
		return true;
	case UTF8_BROKEN:
		fail(r, "byte %zu is not UTF-8; save the file as UTF-8", at + 1);
		break;
	case UTF8_CONTROL:
		fail(r, "control character at byte %zu; remove it", at + 1);
		break;
	case UTF8_HIDDEN:
		fail(r, "invisible character at byte %zu; remove it", at + 1);
		break;
	}
	return false;
}

/* Where the text of a line starts; a mark of UTF-8 before the first line is no text. */
static char *
text_of(const struct reading *r, char *line, size_t *len)
{
	if (*len > 0 && line[*len - 1] == '\r') {
		line[--*len] = '\0';
	}
	if (r->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0) {
		line += 3;
		*len -= 3;
	}
	return line;
}

/* libinih's source of lines, as fgets(): an empty one for each it need not see. */
static char *
next_line(char *out, int size, void *user)
{
	struct reading *r = user;
	char line[LINE_BYTES];
	size_t len;

	check_key_came(r);
	if (!read_line(r->file, line, &len)) {
		return NULL;
	}
	r->line++;
	snprintf(out, (size_t)size, "\n");
	bool fits = len <= LINE_BYTES - 2;
	char *text = fits ? text_of(r, line, &len) : line;
	if (!check_line(r, text, len) || is_blank_or_comment(text)) {
		return out;
	}
	text += strspn(text, " \t");
	if (text[0] == '[') {
		take_section(r, text);
		return out;
	}
	r->awaits_key = true;
	snprintf(out, (size_t)size, "%s\n", text);
	return out;
}

bool
config_read(FILE *file, const char *name, const struct config_listener *listener,
    struct config_sections *out)
{
	struct reading r = {
	    .file = file,
	    .name = name,
	    .listener = listener,
	    .out = out,
	};

	/* Its status counts only what next_line() and take_key() have told. */
	ini_parse_stream(next_line, &r, take_key, &r);
	check_key_came(&r);
	if (ferror(file)) {
		config_say(listener, LOG_ERROR, "%s: cannot be read: %m", name);
		r.failed = true;
	}
	return !r.failed;
}
