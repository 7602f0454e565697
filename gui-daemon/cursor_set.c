#include "gui-daemon/cursor_set.h"

#include <string.h>

#define BLANKS " \t"
#define PIRATE 44

static const char *const names[CURSOR_SHAPES] = {
    "X_cursor",
    "arrow",
    "based_arrow_down",
    "based_arrow_up",
    "boat",
    "bogosity",
    "bottom_left_corner",
    "bottom_right_corner",
    "bottom_side",
    "bottom_tee",
    "box_spiral",
    "center_ptr",
    "circle",
    "clock",
    "coffee_mug",
    "cross",
    "cross_reverse",
    "crosshair",
    "diamond_cross",
    "dot",
    "dotbox",
    "double_arrow",
    "draft_large",
    "draft_small",
    "draped_box",
    "exchange",
    "fleur",
    "gobbler",
    "gumby",
    "hand1",
    "hand2",
    "heart",
    "icon",
    "iron_cross",
    "left_ptr",
    "left_side",
    "left_tee",
    "leftbutton",
    "ll_angle",
    "lr_angle",
    "man",
    "middlebutton",
    "mouse",
    "pencil",
    "pirate",
    "plus",
    "question_arrow",
    "right_ptr",
    "right_side",
    "right_tee",
    "rightbutton",
    "rtl_logo",
    "sailboat",
    "sb_down_arrow",
    "sb_h_double_arrow",
    "sb_left_arrow",
    "sb_right_arrow",
    "sb_up_arrow",
    "sb_v_double_arrow",
    "shuttle",
    "sizing",
    "spider",
    "spraycan",
    "star",
    "target",
    "tcross",
    "top_left_arrow",
    "top_left_corner",
    "top_right_corner",
    "top_side",
    "top_tee",
    "trek",
    "ul_angle",
    "umbrella",
    "ur_angle",
    "watch",
    "xterm",
};

static void
put(struct cursor_set *set, size_t shape, bool in)
{
	uint32_t bit = 1u << shape % 32;
	uint32_t *word = &set->words[shape / 32];

	*word = in ? *word | bit : *word & ~bit;
}

static struct cursor_set
fill(bool in)
{
	struct cursor_set set = {{0}};

	for (size_t i = 0; i < CURSOR_SHAPES; i++) {
		put(&set, i, in);
	}
	return set;
}

/* The word at *at, moving it behind; its length, 0 at the end. */
static size_t
next(const char **at, const char **word)
{
	*word = *at + strspn(*at, BLANKS);
	size_t len = strcspn(*word, BLANKS);

	*at = *word + len;
	return len;
}

static bool
is(const char *word, size_t len, const char *name)
{
	return strlen(name) == len && memcmp(word, name, len) == 0;
}

static bool
put_named(struct cursor_set *set, const char *word, size_t len, bool in)
{
	for (size_t i = 0; i < CURSOR_SHAPES; i++) {
		if (is(word, len, names[i])) {
			put(set, i, in);
			return true;
		}
	}
	return false;
}

const char *
cursor_set_read(const char *text, struct cursor_set *out)
{
	const char *at = text;
	const char *word;
	size_t len = next(&at, &word);
	bool is_all = is(word, len, "all");
	bool is_none = is(word, len, "none");
	struct cursor_set set = fill(is_all);

	if (is_all || is_none) {
		len = next(&at, &word);
		if (len > 0 && (!is_all || !is(word, len, "but"))) {
			return "use " CURSOR_SET_RULE;
		}
		if (len == 0) {
			*out = set;
			return NULL;
		}
		len = next(&at, &word);
	}
	if (len == 0) {
		return "use " CURSOR_SET_RULE;
	}
	for (; len > 0; len = next(&at, &word)) {
		if (!put_named(&set, word, len, !is_all)) {
			return "use " CURSOR_SET_RULE;
		}
	}
	*out = set;
	return NULL;
}

struct cursor_set
cursor_set_usual(void)
{
	struct cursor_set set = fill(true);

	put(&set, PIRATE, false);
	return set;
}

bool
cursor_set_has(const struct cursor_set *set, uint32_t glyph)
{
	return glyph % 2 == 0 && glyph / 2 < CURSOR_SHAPES &&
	    set->words[glyph / 2 / 32] & 1u << glyph / 2 % 32;
}

bool
cursor_set_is_sane(const struct cursor_set *set)
{
	return set->words[2] >> (CURSOR_SHAPES - 64) == 0;
}
