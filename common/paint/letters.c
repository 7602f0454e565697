#include "common/paint/letters.h"

#include "common/paint/faces.h"
#include "common/paint/font.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LATIN_END 0x250u /* the first character behind Latin Extended-B */
#define POINTS 0x2010u   /* dashes, quotation marks, the ellipsis */
#define POINTS_END 0x2040u

/* One character of a line. */
struct letter {
	uint32_t character;
	size_t end; /* bytes of text up to and with it */
	cairo_glyph_t
	    glyph;        /* of the family; x: where it begins, from the line's begin */
	double advance;   /* to where the next one begins */
	double reach;     /* that, or more where its picture is wider */
	double right;     /* where it, or one before it, reaches to in the line */
	bool is_fallback; /* drawn with another font */
};

struct line {
	struct letter *letters; /* owned */
	size_t count;
};

/* What fallback letters are drawn with beside cr. */
struct pen {
	cairo_t *cr;
	struct faces *faces; /* or NULL: there are none */
	double zoom;         /* px of the picture in one of cr's */
	uint32_t px;         /* of letters, in the picture */
	bool is_bold;
};

static struct pen
pen_of(cairo_t *cr)
{
	cairo_matrix_t font, picture;
	cairo_font_face_t *face = cairo_get_font_face(cr);
	bool is_toy = cairo_font_face_get_type(face) == CAIRO_FONT_TYPE_TOY;

	cairo_get_font_matrix(cr, &font);
	cairo_get_matrix(cr, &picture);
	return (struct pen){
	    .cr = cr,
	    .faces = font_faces(cr),
	    .zoom = picture.yy > 0 ? picture.yy : 1,
	    .px = (uint32_t)fmin(fmax(round(font.yy * picture.yy), 0), 65535),
	    .is_bold =
	        is_toy && cairo_toy_font_face_get_weight(face) == CAIRO_FONT_WEIGHT_BOLD,
	};
}

/* --- lines ------------------------------------------------------------------------- */

/* The character of UTF-8 at the front of a text; how many bytes, 0 if there is none. */
static size_t
take_character(const char *text, uint32_t *out)
{
	const uint8_t *in = (const uint8_t *)text;
	size_t bytes = in[0] < 0x80 ? 1 : in[0] >= 0xf0 ? 4 : in[0] >= 0xe0 ? 3 : 2;

	if ((in[0] >= 0x80 && in[0] < 0xc2) || in[0] > 0xf4) {
		return 0;
	}
	uint32_t c = bytes > 1 ? in[0] & (0x7fu >> bytes) : in[0];
	for (size_t i = 1; i < bytes; i++) {
		if ((in[i] & 0xc0) != 0x80) {
			return 0; /* before its NUL, at the latest */
		}
		c = c << 6 | (in[i] & 0x3f);
	}
	*out = c;
	return bytes;
}

/*
 * Whether cairo is asked for it first.  It keeps each letter that it ever drew, up
 * to 16,000: those of titles, which guests choose, are to be few.  Bold letters are a
 * configuration's choice.
 */
static bool
is_own(const struct pen *pen, uint32_t character)
{
	bool is_few =
	    character < LATIN_END || (character >= POINTS && character < POINTS_END);

	return is_few || pen->is_bold || !pen->faces;
}

/* How wide the glyph that it has is. */
static void
measure_glyph(cairo_scaled_font_t *font, struct letter *letter)
{
	cairo_text_extents_t e;

	cairo_scaled_font_glyph_extents(font, &letter->glyph, 1, &e);
	letter->advance = e.x_advance;
	letter->reach = fmax(e.x_advance, e.x_bearing + e.width);
}

static bool
measure_own(const struct pen *pen, const char *at, size_t bytes, struct letter *out)
{
	cairo_scaled_font_t *font = cairo_get_scaled_font(pen->cr);
	cairo_glyph_t *glyph = NULL;
	int count = 0;

	if (cairo_scaled_font_text_to_glyphs(font, 0, 0, at, (int)bytes, &glyph, &count,
	        NULL, NULL, NULL) != CAIRO_STATUS_SUCCESS ||
	    count != 1 || glyph->index == 0) {
		cairo_glyph_free(glyph);
		return false;
	}
	out->glyph.index = glyph->index;
	cairo_glyph_free(glyph);
	measure_glyph(font, out);
	return true;
}

static bool
measure_fallback(const struct pen *pen, struct letter *out)
{
	uint32_t advance, reach;

	if (!pen->faces ||
	    !faces_measure(
	        pen->faces, out->character, pen->px, pen->is_bold, &advance, &reach)) {
		return false;
	}
	out->is_fallback = true;
	out->advance = advance / pen->zoom;
	out->reach = reach / pen->zoom;
	return true;
}

/* The family's box. */
static void
measure_box(const struct pen *pen, struct letter *out)
{
	out->glyph.index = 0;
	measure_glyph(cairo_get_scaled_font(pen->cr), out);
}

static void
measure_letter(const struct pen *pen, const char *at, size_t bytes, struct letter *out)
{
	if (!(is_own(pen, out->character) && measure_own(pen, at, bytes, out)) &&
	    !measure_fallback(pen, out)) {
		measure_box(pen, out);
	}
}

/* False when the text is no UTF-8. */
static bool
set_out(struct line *line, const struct pen *pen, const char *text)
{
	double x = 0;
	double right = 0;
	size_t end = 0;

	while (text[end]) {
		struct letter *l = &line->letters[line->count];
		size_t bytes = take_character(text + end, &l->character);

		if (bytes == 0) {
			return false;
		}
		measure_letter(pen, text + end, bytes, l);
		right = fmax(right, x + l->reach);
		l->end = end += bytes;
		l->glyph.x = x;
		l->right = right;
		x += l->advance;
		line->count++;
	}
	return true;
}

/* False when out of memory, or as above; then, too, line_finish() is due. */
static bool
line_init(struct line *line, const struct pen *pen, const char *text)
{
	if (pen->faces) {
		faces_begin_text(pen->faces);
	}
	*line = (struct line){.letters = calloc(strlen(text) + 1, sizeof(struct letter))};
	return line->letters && set_out(line, pen, text);
}

static void
line_finish(struct line *line)
{
	free(line->letters);
}

static double
line_right(const struct line *line)
{
	return line->count > 0 ? ceil(line->letters[line->count - 1].right) : 0;
}

double
letters_width(cairo_t *cr, const char *text)
{
	struct pen pen = pen_of(cr);
	struct line line;
	double width = line_init(&line, &pen, text) ? line_right(&line) : 0;

	line_finish(&line);
	return width;
}

double
letters_baseline(cairo_t *cr, double height)
{
	cairo_font_extents_t font;

	cairo_font_extents(cr, &font);
	return floor((height - font.ascent - font.descent) / 2 + font.ascent);
}

/* --- drawing ----------------------------------------------------------------------- */

/* In the picture's own px: no letter is scaled after it was drawn. */
static void
put_fallback(const struct pen *pen, const struct letter *letter, double x, double y)
{
	struct faces_glyph glyph;

	if (!faces_draw(pen->faces, letter->character, pen->px, pen->is_bold, &glyph) ||
	    glyph.width == 0) {
		return;
	}
	cairo_surface_t *mask = cairo_image_surface_create(
	    CAIRO_FORMAT_A8, (int)glyph.width, (int)glyph.height);
	uint8_t *rows = cairo_image_surface_get_data(mask);
	size_t stride = (size_t)cairo_image_surface_get_stride(mask);
	for (uint32_t row = 0; rows && row < glyph.height; row++) {
		memcpy(
		    rows + row * stride, glyph.cover + row * glyph.stride, glyph.width);
	}
	cairo_surface_mark_dirty(mask);
	cairo_user_to_device(pen->cr, &x, &y);
	cairo_save(pen->cr);
	cairo_identity_matrix(pen->cr);
	cairo_mask_surface(pen->cr, mask, round(x) + glyph.left, round(y) - glyph.top);
	cairo_restore(pen->cr);
	cairo_surface_destroy(mask);
}

static void
put_line(const struct pen *pen, const struct line *line, double x, double y)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct letter *letter = &line->letters[i];
		cairo_glyph_t glyph = letter->glyph;

		glyph.x += x;
		glyph.y += y;
		if (letter->is_fallback) {
			put_fallback(pen, letter, glyph.x, glyph.y);
		} else {
			cairo_show_glyphs(pen->cr, &glyph, 1);
		}
	}
}

bool
letters_put(cairo_t *cr, double x, double y, const char *text)
{
	struct pen pen = pen_of(cr);
	struct line line;
	bool ok = line_init(&line, &pen, text);

	if (ok) {
		put_line(&pen, &line, x, y);
	}
	line_finish(&line);
	return ok;
}

/* --- cutting ----------------------------------------------------------------------- */

/* bytes of the longest begin that ends where it may: an ellipsis and its NUL follow. */
static size_t
bytes_within(const struct line *line, double most, size_t size)
{
	size_t bytes = 0;

	for (size_t i = 0; i < line->count && line->letters[i].right <= most &&
	     line->letters[i].end + sizeof(LETTERS_ELLIPSIS) <= size;
	     i++) {
		bytes = line->letters[i].end;
	}
	return bytes;
}

bool
letters_fit(cairo_t *cr, char *text, size_t size, double most)
{
	double dots = letters_width(cr, LETTERS_ELLIPSIS);
	struct pen pen = pen_of(cr);
	struct line line;
	bool known = line_init(&line, &pen, text) && dots > 0;

	if (known && line_right(&line) <= most) {
		line_finish(&line);
		return false;
	}
	size_t bytes = known ? bytes_within(&line, most - dots, size) : 0;
	line_finish(&line);
	while (bytes > 0 && text[bytes - 1] == ' ') {
		bytes--;
	}
	text[bytes] = '\0';
	if (known && dots <= most && bytes + sizeof(LETTERS_ELLIPSIS) <= size) {
		memcpy(text + bytes, LETTERS_ELLIPSIS, sizeof(LETTERS_ELLIPSIS));
	}
	return true;
}
