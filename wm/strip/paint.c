#include "wm/strip/paint.h"

#include "common/paint/letters.h"
#include "common/paint/tone.h"
#include "wm/strip/canvas.h"

#include <math.h>
#include <stdio.h>

#define INK 0xe4e8ec     /* text on it */
#define FAINT 0x98a0ac   /* text of less weight */
#define WARNING 0xfcc028 /* keys do not flow */
#define TEXT_SIZE 0.52   /* of the strip's height without its line */
#define SMALL_SIZE 0.45
#define PADDING 0.36         /* of the strip's height, between things */
#define MORE_WIDTH 1.6       /* of the strip's height, for how many are not shown */
#define TITLE_SHARE 0.25     /* of what is left: badges leave it to the title */
#define CLIPBOARD_SHARE 0.16 /* of what is left, for each name */
#define MOST_TITLE 256

struct pen {
	cairo_t *cr;             /* borrowed */
	const struct font *font; /* likewise */
	double height;
	double right; /* what lies right of it is taken */
};

static void
put_text(const struct pen *pen, double x, const char *text)
{
	canvas_put_text(pen->cr, x, 0, pen->height, text);
}

/* --- signs, each in a square of side size at x ------------------------------------- */

typedef void sign_fn(const struct pen *pen, double x, double size);

static void
sign_paused(const struct pen *pen, double x, double size)
{
	double y = (pen->height - size) / 2;

	cairo_rectangle(pen->cr, x + size * 0.15, y, size * 0.25, size);
	cairo_rectangle(pen->cr, x + size * 0.60, y, size * 0.25, size);
	cairo_fill(pen->cr);
}

static void
sign_warning(const struct pen *pen, double x, double size)
{
	double y = (pen->height - size) / 2;

	cairo_set_fill_rule(pen->cr, CAIRO_FILL_RULE_EVEN_ODD);
	cairo_move_to(pen->cr, x + size / 2, y);
	cairo_line_to(pen->cr, x + size, y + size);
	cairo_line_to(pen->cr, x, y + size);
	cairo_close_path(pen->cr);
	cairo_rectangle(
	    pen->cr, x + size * 0.44, y + size * 0.38, size * 0.12, size * 0.28);
	cairo_rectangle(
	    pen->cr, x + size * 0.44, y + size * 0.74, size * 0.12, size * 0.12);
	cairo_fill(pen->cr);
}

/* No entry: a ring with a bar. */
static void
sign_limited(const struct pen *pen, double x, double size)
{
	double y = (pen->height - size) / 2;

	cairo_set_line_width(pen->cr, fmax(1, size * 0.14));
	cairo_arc(pen->cr, x + size / 2, y + size / 2, size * 0.43, 0, 2 * M_PI);
	cairo_stroke(pen->cr);
	cairo_rectangle(
	    pen->cr, x + size * 0.25, y + size * 0.42, size * 0.5, size * 0.16);
	cairo_fill(pen->cr);
}

/* A bell. */
static void
sign_attention(const struct pen *pen, double x, double size)
{
	double y = (pen->height - size) / 2;

	cairo_arc(pen->cr, x + size / 2, y + size * 0.4, size * 0.32, M_PI, 2 * M_PI);
	cairo_line_to(pen->cr, x + size * 0.95, y + size * 0.78);
	cairo_line_to(pen->cr, x + size * 0.05, y + size * 0.78);
	cairo_close_path(pen->cr);
	cairo_new_sub_path(pen->cr);
	cairo_arc(pen->cr, x + size / 2, y + size * 0.86, size * 0.14, 0, 2 * M_PI);
	cairo_fill(pen->cr);
}

static void
sign_clipboard(const struct pen *pen, double x, double size)
{
	double y = (pen->height - size) / 2;

	cairo_set_line_width(pen->cr, fmax(1, floor(size / 10)));
	canvas_pill(pen->cr, x + size * 0.12, y + size * 0.12, size * 0.76, size * 0.88);
	cairo_stroke(pen->cr);
	cairo_rectangle(pen->cr, x + size * 0.32, y, size * 0.36, size * 0.26);
	cairo_fill(pen->cr);
}

/* --- from the right ---------------------------------------------------------------- */

static void
put_clock(struct pen *pen, const char *clock)
{
	canvas_set_font(pen->cr, pen->font, pen->height * TEXT_SIZE, false);
	canvas_set_colour(pen->cr, INK);
	pen->right -= letters_width(pen->cr, clock);
	put_text(pen, pen->right, clock);
	pen->right -= 2 * PADDING * pen->height;
}

static const struct {
	uint32_t flag;
	sign_fn *sign;
} signs[] = {
    {DESK_ATTENTION, sign_attention},
    {DESK_PAUSED, sign_paused},
    {DESK_LIMITED, sign_limited},
    {DESK_MISBEHAVED, sign_warning},
};

static double
sign_size(const struct pen *pen)
{
	return floor(pen->height * 0.42);
}

static double
sign_gap(const struct pen *pen)
{
	return floor(pen->height * 0.22);
}

/* Puts a sign; where the next thing may stand. */
static double
put_sign(const struct pen *pen, sign_fn *sign, double x)
{
	sign(pen, x, sign_size(pen));
	return x + sign_size(pen) + sign_gap(pen);
}

/* Held off, and for no reason that has a sign of its own. */
static bool
is_plain(const struct paint_badge *badge)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		flags |= signs[i].flag;
	}
	return badge->is_held_off && !(badge->flags & flags);
}

/* px; sets the font that it is drawn with. */
static double
badge_width(const struct pen *pen, const struct paint_badge *badge)
{
	unsigned count = is_plain(badge);

	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		count += (badge->flags & signs[i].flag) != 0;
	}
	canvas_set_font(pen->cr, pen->font, pen->height * SMALL_SIZE, true);
	return 2 * sign_gap(pen) + letters_width(pen->cr, badge->label) +
	    count * (sign_size(pen) + sign_gap(pen));
}

static void
put_badge(struct pen *pen, const struct paint_badge *badge)
{
	double width = badge_width(pen, badge);

	pen->right -= width;
	canvas_set_colour(pen->cr, tone_round(badge->colour));
	double top = floor(pen->height * 0.14);
	canvas_pill(pen->cr, pen->right, top, width, pen->height - 2 * top);
	cairo_fill(pen->cr);
	canvas_set_colour(pen->cr, tone_text(badge->colour));
	double x = pen->right + sign_gap(pen);
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		if (badge->flags & signs[i].flag) {
			x = put_sign(pen, signs[i].sign, x);
		}
	}
	if (is_plain(badge)) {
		x = put_sign(pen, sign_warning, x);
	}
	put_text(pen, x, badge->label);
	pen->right -= PADDING * pen->height;
}

/* How many more there are than find room. */
static void
put_more(struct pen *pen, size_t count)
{
	char text[16];

	snprintf(text, sizeof(text), "+%zu", count);
	canvas_set_font(pen->cr, pen->font, pen->height * SMALL_SIZE, true);
	canvas_set_colour(pen->cr, INK);
	pen->right -= letters_width(pen->cr, text);
	put_text(pen, pen->right, text);
	pen->right -= PADDING * pen->height;
}

/* As many as find room right of left, each whole: a name that is cut may be another's. */
static void
put_badges(struct pen *pen, const struct paint_content *content, double left)
{
	double more = MORE_WIDTH * pen->height;

	for (size_t i = 0; i < content->n_badges; i++) {
		const struct paint_badge *badge = &content->badges[i];
		double room = pen->right - left - (i + 1 < content->n_badges ? more : 0);

		if (badge_width(pen, badge) > room) {
			put_more(pen, content->n_badges - i);
			return;
		}
		put_badge(pen, badge);
	}
}

/* A domain's name in a text of others, cut to most px with the font that is set. */
static void
fit_label(
    const struct pen *pen, char out[DESK_LABEL_BYTES + 4], const char *label, double most)
{
	snprintf(out, DESK_LABEL_BYTES + 4, "%s", label);
	letters_fit(pen->cr, out, DESK_LABEL_BYTES + 4, most);
}

static void
put_clipboard(struct pen *pen, const struct paint_content *content, double left)
{
	char source[DESK_LABEL_BYTES + 4], target[DESK_LABEL_BYTES + 4];
	char text[2 * sizeof(source) + 16];
	double size = floor(pen->height * 0.48);
	bool is_refused = content->clipboard == DESK_CLIPBOARD_REFUSED;
	double most = (pen->right - left) * CLIPBOARD_SHARE;

	if (content->clipboard == DESK_CLIPBOARD_EMPTY || most < 2 * pen->height) {
		return;
	}
	canvas_set_font(pen->cr, pen->font, pen->height * SMALL_SIZE, false);
	fit_label(pen, source, content->source, most);
	fit_label(pen, target, content->target, most);
	if (is_refused) {
		snprintf(text, sizeof(text), "%s: refused", source);
	} else {
		snprintf(text, sizeof(text), "%s%s%s", source,
		    target[0] ? " \xe2\x86\x92 " : "", target);
	}
	canvas_set_colour(pen->cr, is_refused ? WARNING : FAINT);
	pen->right -= letters_width(pen->cr, text);
	put_text(pen, pen->right, text);
	pen->right -= size * 1.3;
	sign_clipboard(pen, pen->right, size);
	pen->right -= 2 * PADDING * pen->height;
}

/* --- from the left ----------------------------------------------------------------- */

static void
put_title(struct pen *pen, double left, const char *title, uint32_t colour)
{
	char text[MOST_TITLE + 4];

	snprintf(text, sizeof(text), "%s", title);
	canvas_set_font(pen->cr, pen->font, pen->height * TEXT_SIZE, false);
	if (pen->right - left < pen->height) {
		return;
	}
	letters_fit(pen->cr, text, sizeof(text), pen->right - left);
	canvas_set_colour(pen->cr, colour);
	put_text(pen, left, text);
}

static double
put_warning(struct pen *pen, double left, const char *warning)
{
	double size = floor(pen->height * 0.5);
	double gap = floor(pen->height * 0.3);

	canvas_set_font(pen->cr, pen->font, pen->height * TEXT_SIZE, true);
	double width = letters_width(pen->cr, warning) + size + 3 * gap;
	canvas_set_colour(pen->cr, WARNING);
	double top = floor(pen->height * 0.1);
	canvas_pill(pen->cr, left, top, width, pen->height - 2 * top);
	cairo_fill(pen->cr);
	canvas_set_colour(pen->cr, TONE_BLACK);
	sign_warning(pen, left + gap, size);
	put_text(pen, left + 2 * gap + size, warning);
	return left + width + gap;
}

static void
put_all(cairo_t *cr, const struct paint_content *content, double width, double height)
{
	struct pen pen = {cr, &content->font, height, width - PADDING * height};
	double left = content->left + PADDING * height;

	if (content->clock) {
		put_clock(&pen, content->clock);
	}
	if (content->warning) {
		left = put_warning(&pen, left, content->warning);
	}
	put_clipboard(&pen, content, left);
	put_badges(&pen, content, left + (pen.right - left) * TITLE_SHARE);
	put_title(&pen, left, content->title, INK);
}

bool
paint_strip(const struct paint_content *content, uint32_t width, uint32_t height,
    struct mark_picture *out)
{
	struct canvas canvas;

	canvas_init(&canvas, width, height, PAINT_GROUND);
	cairo_translate(canvas.cr, 0, content->is_line_above ? content->line : 0);
	put_all(canvas.cr, content, width, height - content->line);
	return canvas_finish(&canvas, out);
}
