#include "tests/hostile/scenario.h"

#include "replay/parse.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A window of our own after all else: whoever answers for it was alive to its end. */
static const char *const last_words = "A->D CREATE window=0xfffff000 width=1 height=1\n"
                                      "A->D DESTROY window=0xfffff000\n"
                                      "wait DESTROY window=0xfffff000\n";

/* --- #: lines ---------------------------------------------------------------------- */

static void
take_policy(struct scenario *s, const char *value)
{
	size_t len = strlen(s->policy);

	snprintf(s->policy + len, sizeof(s->policy) - len, "%s\n", value);
}

static bool
take_logged(struct scenario *s, const char *value)
{
	struct scenario_logged *logged = &s->logged[s->n_logged];
	char *end;

	if (s->n_logged == SCENARIO_MOST_LOGGED) {
		return false;
	}
	logged->count = strtoul(value, &end, 10);
	if (end == value || *end != ' ') {
		return false;
	}
	snprintf(logged->text, sizeof(logged->text), "%s", end + 1);
	s->n_logged++;
	return true;
}

static bool
take_flag(const char *key, const char *name, bool *flag)
{
	bool is = strcmp(key, name) == 0;

	*flag = *flag || is;
	return is;
}

static bool
take_key(struct scenario *s, const char *key, const char *value)
{
	if (strcmp(key, "property") == 0) {
		return snprintf(s->property, sizeof(s->property), "%s", value) > 1;
	}
	if (strcmp(key, "class") == 0) {
		return snprintf(s->class, sizeof(s->class), "%s", value) > 0;
	}
	if (strcmp(key, "ends") == 0) {
		return snprintf(s->ends, sizeof(s->ends), "%s", value) > 0;
	}
	if (strcmp(key, "policy") == 0) {
		take_policy(s, value);
		return true;
	}
	if (strcmp(key, "logged") == 0) {
		return take_logged(s, value);
	}
	return take_flag(key, "slow", &s->is_slow) || take_flag(key, "old", &s->is_old) ||
	    take_flag(key, "unconfigured", &s->is_unconfigured);
}

static bool
take_header(struct scenario *s, const char *line)
{
	char key[32] = "";
	int used = 0;

	if (sscanf(line, "#: %31s%n", key, &used) != 1) {
		return false;
	}
	const char *value = line + used;
	return take_key(s, key, value + strspn(value, " "));
}

/* --- #* lines ---------------------------------------------------------------------- */

static void
write_turn(FILE *out, const char *line, unsigned long i)
{
	for (const char *at = line; *at; at++) {
		if (strncmp(at, "$i", 2) == 0) {
			fprintf(out, "%lu", i);
			at++;
		} else if (strncmp(at, "$x", 2) == 0) {
			fprintf(out, "%lu", i * 37 % 1200);
			at++;
		} else if (strncmp(at, "$y", 2) == 0) {
			fprintf(out, "%lu", i * 53 % 900);
			at++;
		} else {
			putc(*at, out);
		}
	}
	putc('\n', out);
}

static bool
write_turns(FILE *out, const char *line)
{
	char *rest;
	unsigned long count = strtoul(line + 2, &rest, 10);

	if (count == 0 || *rest != ' ') {
		return false;
	}
	for (unsigned long i = 1; i <= count; i++) {
		write_turn(out, rest + 1, i);
	}
	return true;
}

/* --- all --------------------------------------------------------------------------- */

static bool
take_line(struct scenario *s, FILE *out, const char *line)
{
	bool good = true;

	if (strncmp(line, "#*", 2) == 0) {
		return write_turns(out, line);
	}
	if (strncmp(line, "#:", 2) == 0) {
		good = take_header(s, line);
	}
	s->has_witness =
	    s->has_witness || (strncmp(line, "#!", 2) == 0 && strstr(line, "witness"));
	fprintf(out, "%s\n", line);
	return good;
}

/* The text that is played; the caller frees.  NULL, having said why. */
static char *
expand(struct scenario *s, char *text, const char *path)
{
	char *expanded = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&expanded, &size);
	bool good = out;
	char *rest = text;
	char *line;

	while (good && (line = strsep(&rest, "\n"))) {
		good = take_line(s, out, line);
		if (!good) {
			tap_diag("%s: what is \"%s\"?", path, line);
		}
	}
	if (out && s->ends[0]) {
		fputs("wait end\n", out);
	} else if (out && !s->is_old) {
		fputs(last_words, out);
	}
	if (!out || fclose(out) != 0 || !good) {
		free(expanded);
		return NULL;
	}
	return expanded;
}

static void
take_name(struct scenario *s, const char *path)
{
	const char *slash = strrchr(path, '/');

	snprintf(s->name, sizeof(s->name), "%s", slash ? slash + 1 : path);
	char *dot = strstr(s->name, ".txt");
	if (dot) {
		*dot = '\0';
	}
}

bool
scenario_load(const char *path, struct scenario *out)
{
	struct complaint c = {0};
	char *text = file_read(path);

	*out = (struct scenario){.is_slow = false};
	take_name(out, path);
	char *expanded = text ? expand(out, text, path) : NULL;
	bool good = expanded && parse_text(expanded, strlen(expanded), &out->capture, &c);
	if (!good) {
		tap_diag("%s:%zu:%zu: %s", path, c.line, c.column, c.text);
	} else if (!out->property[0] || !out->class[0]) {
		tap_diag("%s: no property, or no class", path);
		good = false;
	}
	free(expanded);
	free(text);
	return good;
}

void
scenario_finish(struct scenario *scenario)
{
	capture_finish(&scenario->capture);
}
