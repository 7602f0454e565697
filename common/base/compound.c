#include "common/base/compound.h"

#include <string.h>

#define ESC 0x1b
#define CSI 0x9b        /* before a direction, which is left out */
#define CHARACTER 8u    /* bytes of UTF-8 that one character may become */
#define PREFIX_BYTES 2u /* at most */
#define MISSING "_"

/* A character set, by its final byte: in which of iconv's encodings it is, and how. */
struct set {
	char final;
	uint8_t bytes;  /* of a character */
	uint8_t before; /* how many of prefix come before each */
	uint8_t prefix[PREFIX_BYTES];
	const char *encoding; /* with the high bit of each byte set; NULL: ASCII */
};

static const struct set ascii = {'B', 1, 0, {0}, NULL};
static const struct set latin1 = {'A', 1, 0, {0}, "ISO-8859-1"};
static const struct set unknown = {0, 1, 0, {0}, ""};

/* Of 94 characters. */
static const struct set small[] = {
    {'B', 1, 0, {0}, NULL},
    {'J', 1, 0, {0}, NULL}, /* JIS X 0201, but for two of them */
    {'I', 1, 1, {0x8e}, "EUC-JP"},
};

/* Of 96. */
static const struct set latin[] = {
    {'A', 1, 0, {0}, "ISO-8859-1"},
    {'B', 1, 0, {0}, "ISO-8859-2"},
    {'C', 1, 0, {0}, "ISO-8859-3"},
    {'D', 1, 0, {0}, "ISO-8859-4"},
    {'F', 1, 0, {0}, "ISO-8859-7"},
    {'G', 1, 0, {0}, "ISO-8859-6"},
    {'H', 1, 0, {0}, "ISO-8859-8"},
    {'L', 1, 0, {0}, "ISO-8859-5"},
    {'M', 1, 0, {0}, "ISO-8859-9"},
    {'T', 1, 0, {0}, "TIS-620"},
    {'b', 1, 0, {0}, "ISO-8859-15"},
};

/* Of 94 times 94. */
static const struct set large[] = {
    {'A', 2, 0, {0}, "EUC-CN"},
    {'B', 2, 0, {0}, "EUC-JP"},
    {'C', 2, 0, {0}, "EUC-KR"},
    {'D', 2, 1, {0x8f}, "EUC-JP"},
    {'G', 2, 0, {0}, "EUC-TW"},
    {'H', 2, 2, {0x8e, 0xa2}, "EUC-TW"},
};

struct walk {
	const uint8_t *at, *end;
	const struct set *left, *right; /* of bytes below 0x80, and from 0xa0 on */
	bool is_utf8;
	char *out;
	size_t size, used;
	compound_convert *convert;
};

static void
put(struct walk *w, const void *bytes, size_t len)
{
	if (w->used + len < w->size) {
		memcpy(w->out + w->used, bytes, len);
		w->used += len;
	} else {
		w->end = w->at; /* full: what follows must not slip in */
	}
}

/* --- characters -------------------------------------------------------------------- */

static void
put_latin1(struct walk *w, uint8_t c)
{
	const uint8_t two[] = {(uint8_t)(0xc0 | c >> 6), (uint8_t)(0x80 | (c & 0x3f))};

	if (c >= 0x80) {
		put(w, two, 2);
	} else {
		put(w, &c, 1);
	}
}

static void
put_converted(struct walk *w, const struct set *set, const uint8_t *bytes)
{
	uint8_t in[PREFIX_BYTES + 2];
	char out[CHARACTER];
	size_t len = 0;

	memcpy(in, set->prefix, set->before);
	for (size_t i = 0; i < set->bytes; i++) {
		in[set->before + i] = bytes[i] | 0x80;
	}
	if (w->convert && set->encoding[0]) {
		len = w->convert(set->encoding, in, set->before + (size_t)set->bytes, out,
		    sizeof(out));
	}
	if (len > 0 && len <= sizeof(out)) {
		put(w, out, len);
	} else {
		put(w, MISSING, 1);
	}
}

/* Whether a character of its set begins there; an end in its middle is none. */
static void
take_character(struct walk *w)
{
	const uint8_t *at = w->at;
	const struct set *set = *at < 0x80 ? w->left : w->right;

	if (*at <= ' ' || *at == 0x7f || !set->encoding) {
		w->at++;
		put(w, at, *at < 0x80 ? 1 : 0);
		return;
	}
	if ((size_t)(w->end - at) < set->bytes || (set->bytes > 1 && at[1] <= ' ')) {
		w->at++;
		return;
	}
	w->at += set->bytes;
	if (strcmp(set->encoding, latin1.encoding) == 0) {
		put_latin1(w, *at | 0x80);
	} else {
		put_converted(w, set, at);
	}
}

/* --- designations ------------------------------------------------------------------ */

static const struct set *
find(const struct set *sets, size_t count, uint8_t final)
{
	for (size_t i = 0; i < count; i++) {
		if ((uint8_t)sets[i].final == final) {
			return &sets[i];
		}
	}
	return &unknown;
}

static void
designate(struct walk *w, const uint8_t *between, size_t count, uint8_t final)
{
	bool is_large = count > 0 && between[0] == '$';
	uint8_t kind = count > is_large ? between[is_large] : '(';

	if (is_large) {
		const struct set *set = find(large, ARRAY_LEN(large), final);
		*(kind == ')' ? &w->right : &w->left) = set;
	} else if (kind == '-') {
		w->right = find(latin, ARRAY_LEN(latin), final);
	} else if (kind == '(') {
		w->left = find(small, ARRAY_LEN(small), final);
	} else if (kind == ')') {
		w->right = find(small, ARRAY_LEN(small), final);
	}
}

/* An extended segment: two bytes say how long it is.  It is left out. */
static void
skip_segment(struct walk *w)
{
	if (w->end - w->at < 2) {
		w->at = w->end;
		return;
	}
	size_t len = (size_t)(w->at[0] & 0x7f) * 128 + (w->at[1] & 0x7f);
	size_t left = (size_t)(w->end - w->at) - 2;

	w->at += 2 + (len < left ? len : left);
	put(w, MISSING, 1);
}

/* Behind an ESC; what it says is of ISO 2022's form. */
static void
take_escape(struct walk *w)
{
	const uint8_t *between = ++w->at;

	while (w->at < w->end && *w->at >= 0x20 && *w->at <= 0x2f) {
		w->at++;
	}
	size_t count = (size_t)(w->at - between);
	if (w->at == w->end) {
		return;
	}
	uint8_t final = *w->at++;
	if (count == 1 && between[0] == '%') {
		w->is_utf8 = final == 'G';
	} else if (count == 2 && memcmp(between, "%/", 2) == 0) {
		skip_segment(w);
	} else {
		designate(w, between, count, final);
	}
}

static void
skip_direction(struct walk *w)
{
	do {
		w->at++;
	} while (w->at < w->end && (*w->at < 0x40 || *w->at > 0x7e));
	w->at += w->at < w->end;
}

/* One character, however many bytes, so that no cut goes through it. */
static void
take_utf8(struct walk *w)
{
	const uint8_t *at = w->at++;

	while (w->at < w->end && (*w->at & 0xc0) == 0x80) {
		w->at++;
	}
	put(w, at, (size_t)(w->at - at));
}

void
compound_to_utf8(
    char *out, size_t size, const void *text, size_t len, compound_convert *convert)
{
	struct walk w = {
	    .at = text,
	    .end = (const uint8_t *)text + strnlen(text, len),
	    .left = &ascii,
	    .right = &latin1,
	    .out = out,
	    .size = size,
	    .convert = convert,
	};

	while (w.at < w.end) {
		if (*w.at == ESC) {
			take_escape(&w);
		} else if (w.is_utf8) {
			take_utf8(&w);
		} else if (*w.at == CSI) {
			skip_direction(&w);
		} else {
			take_character(&w);
		}
	}
	out[w.used] = '\0';
}
