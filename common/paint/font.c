#include "common/paint/font.h"

#include "common/paint/faces.h"

#include <cairo.h>

static const cairo_user_data_key_t faces_key;

static void
rest(void *faces)
{
	faces_rest(faces);
}

void
font_select(cairo_t *cr, const struct font *font, double size, bool is_bold)
{
	const char *family = font->family;
	cairo_font_options_t *options = cairo_font_options_create();

	/* Said in full: else desktops differ. */
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
	cairo_select_font_face(cr, family && family[0] ? family : FONT_DEFAULT,
	    CAIRO_FONT_SLANT_NORMAL,
	    is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_set_font_size(cr, size);
	if (font->faces && !font_faces(cr)) {
		/* Out of memory: boxes. */
		(void)cairo_set_user_data(cr, &faces_key, font->faces, rest);
	}
}

struct faces *
font_faces(cairo_t *cr)
{
	return cairo_get_user_data(cr, &faces_key);
}
