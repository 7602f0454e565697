#include "replay/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WORD_SHOWN 40 /* bytes */

const char *
line_say(struct line *line, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line->why, sizeof(line->why), format, arguments);
	va_end(arguments);
	return line->why;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void
line_skip_blanks(struct line *line)
{
	while (line->at < line->end && is_blank(*line->at)) {
		line->at++;
	}
}

bool
line_is_done(struct line *line)
{
	line_skip_blanks(line);
	return line->at == line->end;
}

struct word
line_take_word(struct line *line)
{
	line_skip_blanks(line);
	struct word word = {line->at, 0};
	while (line->at < line->end && !is_blank(*line->at)) {
		line->at++;
		word.len++;
	}
	return word;
}

static bool
is_key(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool
line_take_key(struct line *line, struct word *out)
{
	line_skip_blanks(line);
	const char *at = line->at;
	while (at < line->end && is_key(*at)) {
		at++;
	}
	if (at == line->at || at == line->end || *at != '=') {
		return false;
	}
	*out = (struct word){line->at, (size_t)(at - line->at)};
	line->at = at + 1;
	return true;
}

bool
line_take(struct line *line, const char *what)
{
	size_t len = strlen(what);

	if ((size_t)(line->end - line->at) < len || memcmp(line->at, what, len) != 0) {
		return false;
	}
	line->at += len;
	return true;
}

bool
word_is(struct word word, const char *text)
{
	return strlen(text) == word.len && memcmp(word.at, text, word.len) == 0;
}

int
word_shown(struct word word)
{
	return word.len < WORD_SHOWN ? (int)word.len : WORD_SHOWN;
}
