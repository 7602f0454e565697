#include "wm/hints.h"

/* ICCCM 4.1.2.3: flags of WM_NORMAL_HINTS. */
enum {
	US_POSITION = 1,
	P_POSITION = 4,
	P_MIN_SIZE = 16,
	P_MAX_SIZE = 32,
	P_RESIZE_INC = 64,
	P_ASPECT = 128,
	P_BASE_SIZE = 256,
	P_WIN_GRAVITY = 512,
};

#define SIZE_WORDS_OLD 15u /* before X11R4: no base size, no gravity */
#define SIZE_WORDS 18u

static uint32_t
clamp(uint32_t value, uint32_t least, uint32_t most)
{
	int32_t sign = (int32_t)value;

	if (sign < (int32_t)least) {
		return least;
	}
	return value > most ? most : value;
}

static void
read_aspect(const uint32_t *words, struct size_hints *out)
{
	out->aspect_least_x = clamp(words[11], 0, HINTS_SIDE_MAX);
	out->aspect_least_y = clamp(words[12], 0, HINTS_SIDE_MAX);
	out->aspect_most_x = clamp(words[13], 0, HINTS_SIDE_MAX);
	out->aspect_most_y = clamp(words[14], 0, HINTS_SIDE_MAX);
	if (!out->aspect_least_x || !out->aspect_least_y || !out->aspect_most_x ||
	    !out->aspect_most_y) {
		out->aspect_least_x = 0;
	}
}

static void
read_limits(const uint32_t *words, uint32_t flags, struct size_hints *out)
{
	if (flags & P_MIN_SIZE) {
		out->least_width = clamp(words[5], 1, HINTS_SIDE_MAX);
		out->least_height = clamp(words[6], 1, HINTS_SIDE_MAX);
	}
	if (flags & P_MAX_SIZE) {
		/* A most of 0 is a common way to say "no limit". */
		out->most_width =
		    words[7] ? clamp(words[7], 1, HINTS_SIDE_MAX) : HINTS_SIDE_MAX;
		out->most_height =
		    words[8] ? clamp(words[8], 1, HINTS_SIDE_MAX) : HINTS_SIDE_MAX;
	}
	if (flags & P_RESIZE_INC) {
		out->step_width = clamp(words[9], 1, HINTS_SIDE_MAX);
		out->step_height = clamp(words[10], 1, HINTS_SIDE_MAX);
	}
	if (flags & P_ASPECT) {
		read_aspect(words, out);
	}
}

/* Base and least size stand in for each other. */
static void
read_base(const uint32_t *words, uint32_t flags, struct size_hints *out)
{
	if (flags & P_BASE_SIZE) {
		out->base_width = clamp(words[15], 0, HINTS_SIDE_MAX);
		out->base_height = clamp(words[16], 0, HINTS_SIDE_MAX);
		out->aspect_without_base = true;
		if (!(flags & P_MIN_SIZE)) {
			out->least_width = clamp(words[15], 1, HINTS_SIDE_MAX);
			out->least_height = clamp(words[16], 1, HINTS_SIDE_MAX);
		}
	}
	if ((flags & P_WIN_GRAVITY) && words[17] >= GRAVITY_NORTH_WEST &&
	    words[17] <= GRAVITY_STATIC) {
		out->gravity = (enum gravity)words[17];
	}
}

void
hints_read_size(const uint32_t *words, uint32_t count, struct size_hints *out)
{
	*out = (struct size_hints){
	    .least_width = 1,
	    .least_height = 1,
	    .most_width = HINTS_SIDE_MAX,
	    .most_height = HINTS_SIDE_MAX,
	    .step_width = 1,
	    .step_height = 1,
	    .gravity = GRAVITY_NORTH_WEST,
	};
	if (count < SIZE_WORDS_OLD) {
		return;
	}
	uint32_t flags = words[0];
	out->has_position = flags & (US_POSITION | P_POSITION);
	out->has_user_position = flags & US_POSITION;
	read_limits(words, flags, out);
	if (count >= SIZE_WORDS) {
		read_base(words, flags, out);
	}
	if (!(flags & P_BASE_SIZE) || count < SIZE_WORDS) {
		out->base_width = flags & P_MIN_SIZE ? out->least_width : 0;
		out->base_height = flags & P_MIN_SIZE ? out->least_height : 0;
	}
	if (out->most_width < out->least_width) {
		out->most_width = out->least_width;
	}
	if (out->most_height < out->least_height) {
		out->most_height = out->least_height;
	}
}

static uint32_t
fit_side(uint32_t side, uint32_t least, uint32_t most, uint32_t base, uint32_t step)
{
	side = clamp(side, least, most);
	if (step > 1 && side > base) {
		side -= (side - base) % step;
	}
	return side < least ? least : side;
}

/* The aspect is width / height; a wide one loses width, a high one height. */
static void
fit_aspect(const struct size_hints *h, uint32_t *width, uint32_t *height)
{
	uint32_t dx = h->aspect_without_base ? h->base_width : 0;
	uint32_t dy = h->aspect_without_base ? h->base_height : 0;

	if (!h->aspect_least_x || *width <= dx || *height <= dy) {
		return;
	}
	uint64_t w = *width - dx;
	uint64_t hh = *height - dy;
	if (w * h->aspect_most_y > hh * h->aspect_most_x) {
		w = hh * h->aspect_most_x / h->aspect_most_y;
	} else if (w * h->aspect_least_y < hh * h->aspect_least_x) {
		hh = w * h->aspect_least_y / h->aspect_least_x;
	}
	*width = dx + (uint32_t)(w ? w : 1);
	*height = dy + (uint32_t)(hh ? hh : 1);
}

void
hints_fit(const struct size_hints *h, uint32_t *width, uint32_t *height)
{
	*width = clamp(*width, 1, HINTS_SIDE_MAX);
	*height = clamp(*height, 1, HINTS_SIDE_MAX);
	fit_aspect(h, width, height);
	*width =
	    fit_side(*width, h->least_width, h->most_width, h->base_width, h->step_width);
	*height = fit_side(
	    *height, h->least_height, h->most_height, h->base_height, h->step_height);
}

bool
hints_is_fixed(const struct size_hints *h)
{
	return h->least_width == h->most_width && h->least_height == h->most_height;
}

/* --- gravity ----------------------------------------------------------------------- */

/* Of a gravity's reference point along one side: 0 its start, 1 its middle, 2 its end. */
static int
column_of(enum gravity gravity)
{
	return ((int)gravity - 1) % 3;
}

static int
row_of(enum gravity gravity)
{
	return ((int)gravity - 1) / 3;
}

/*
 * How far the client moves along one side when a border goes and a decoration comes: its
 * outer edge, middle or other edge stays.
 */
static int32_t
shift(int where, uint32_t border, uint32_t before, uint32_t after)
{
	switch (where) {
	case 0:
		return (int32_t)before;
	case 1:
		return (int32_t)border + ((int32_t)before - (int32_t)after) / 2;
	default:
		return 2 * (int32_t)border - (int32_t)after;
	}
}

static void
offset_of(uint32_t border, struct insets in, enum gravity gravity, int32_t *x, int32_t *y)
{
	if (gravity == GRAVITY_STATIC) {
		*x = (int32_t)border;
		*y = (int32_t)border;
		return;
	}
	*x = shift(column_of(gravity), border, in.left, in.right);
	*y = shift(row_of(gravity), border, in.top, in.bottom);
}

struct rect
hints_place(struct rect asked, uint32_t border, struct insets in, enum gravity gravity)
{
	int32_t x;
	int32_t y;

	offset_of(border, in, gravity, &x, &y);
	return rect_move(asked, x, y);
}

struct rect
hints_unplace(struct rect client, uint32_t border, struct insets in, enum gravity gravity)
{
	int32_t x;
	int32_t y;

	offset_of(border, in, gravity, &x, &y);
	return rect_move(client, -x, -y);
}

/* --- other hints ------------------------------------------------------------------- */

void
hints_read_wm(const uint32_t *words, uint32_t count, struct wm_hints *out)
{
	enum { INPUT = 1, STATE = 2, GROUP = 64, URGENCY = 256, ICONIC = 3 };

	*out = (struct wm_hints){.wants_input = true};
	if (count < 8) {
		return;
	}
	out->wants_input = !(words[0] & INPUT) || words[1] != 0;
	out->starts_iconic = (words[0] & STATE) && words[2] == ICONIC;
	out->is_urgent = words[0] & URGENCY;
	if (count >= 9 && (words[0] & GROUP)) {
		out->group = words[8];
	}
}

void
hints_read_motif(const uint32_t *words, uint32_t count, struct motif_hints *out)
{
	enum { DECORATIONS = 2, ALL = 1, BORDER = 2, TITLE = 8 };

	*out = (struct motif_hints){.wants_no_title = false};
	if (count < 3 || !(words[0] & DECORATIONS)) {
		return;
	}
	/* With ALL the other bits say what is taken away. */
	uint32_t decorations = words[2] & ALL ? ~words[2] : words[2];
	out->wants_no_title = !(decorations & TITLE);
	out->wants_no_frame = !(decorations & BORDER) && out->wants_no_title;
}

bool
hints_read_strut(const uint32_t *words, uint32_t count, struct strut *out)
{
	*out = (struct strut){.left = 0};
	if (count < 4) {
		return false;
	}
	struct strut s = {words[0], words[1], words[2], words[3], 0, HINTS_SIDE_MAX, 0,
	    HINTS_SIDE_MAX, 0, HINTS_SIDE_MAX, 0, HINTS_SIDE_MAX};
	if (count >= 12) {
		s = (struct strut){words[0], words[1], words[2], words[3], words[4],
		    words[5], words[6], words[7], words[8], words[9], words[10],
		    words[11]};
	}
	if (s.left > HINTS_SIDE_MAX || s.right > HINTS_SIDE_MAX ||
	    s.top > HINTS_SIDE_MAX || s.bottom > HINTS_SIDE_MAX ||
	    (!s.left && !s.right && !s.top && !s.bottom)) {
		return false;
	}
	*out = s;
	return true;
}

static bool
spans_meet(int32_t start, uint32_t len, uint32_t from, uint32_t to)
{
	int64_t end = (int64_t)start + len;

	return (int64_t)from < end && (int64_t)to >= start;
}

/* A strut reaches px far into a side: it gets so much, unless that is more than half. */
static void
take_from(int64_t px, bool from_start, int32_t *start, uint32_t *len)
{
	if (px > 0 && px <= (int64_t)*len / 2) {
		*start += from_start ? (int32_t)px : 0;
		*len -= (uint32_t)px;
	}
}

struct rect
hints_apply_strut(struct rect area, struct rect root, const struct strut *s)
{
	struct rect rest = area;
	int64_t right = (int64_t)area.x + area.width - ((int64_t)root.width - s->right);
	int64_t bottom =
	    (int64_t)area.y + area.height - ((int64_t)root.height - s->bottom);

	if (spans_meet(area.y, area.height, s->left_from, s->left_to)) {
		take_from((int64_t)s->left - area.x, true, &rest.x, &rest.width);
	}
	if (spans_meet(area.y, area.height, s->right_from, s->right_to)) {
		take_from(right, false, &rest.x, &rest.width);
	}
	if (spans_meet(area.x, area.width, s->top_from, s->top_to)) {
		take_from((int64_t)s->top - area.y, true, &rest.y, &rest.height);
	}
	if (spans_meet(area.x, area.width, s->bottom_from, s->bottom_to)) {
		take_from(bottom, false, &rest.y, &rest.height);
	}
	return rest;
}
