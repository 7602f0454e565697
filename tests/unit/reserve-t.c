#include "common/base/reserve.h"
#include "tests/unit/tap.h"

static const struct rect screen = {0, 0, 1000, 800};

/* clang-format off */
static const struct reserve top = {1, {{0, 0, 1000, 30}}};
static const struct reserve bottom = {1, {{0, 770, 1000, 30}}};
/* Two monitors above each other, and two beside each other of unlike heights. */
static const struct reserve stacked = {2, {{0, 0, 1000, 30}, {0, 400, 1000, 30}}};
static const struct reserve beside = {2, {{0, 100, 500, 30}, {500, 0, 500, 30}}};
static const struct reserve all = {1, {{0, 0, 1000, 800}}};
static const struct reserve none = {0};

static const struct {
	const char *name;
	const struct reserve *reserve;
	struct rect in, out;
} cases[] = {
    {"nothing reserved", &none, {0, 0, 50, 50}, {0, 0, 50, 50}},
    {"clear of it", &top, {5, 30, 50, 50}, {5, 30, 50, 50}},
    {"on it", &top, {5, 0, 50, 50}, {5, 30, 50, 50}},
    {"above the screen, but reaching it", &top, {5, -40, 50, 50}, {5, 30, 50, 50}},
    {"in one row of it", &top, {5, 29, 50, 50}, {5, 30, 50, 50}},
    {"as high as the screen", &top, {5, 0, 50, 800}, {5, 30, 50, 770}},
    {"at the bottom", &bottom, {5, 760, 50, 20}, {5, 750, 50, 20}},
    {"below the screen, but reaching it", &bottom, {5, 799, 50, 20}, {5, 750, 50, 20}},
    {"up, which is nearer", &stacked, {5, 390, 50, 30}, {5, 370, 50, 30}},
    {"down, which is nearer", &stacked, {5, 415, 50, 30}, {5, 430, 50, 30}},
    {"where there is room enough", &stacked, {5, 360, 50, 370}, {5, 430, 50, 370}},
    {"cut: no gap is high enough", &stacked, {5, 20, 50, 500}, {5, 30, 50, 370}},
    {"across both monitors", &beside, {450, 90, 100, 60}, {450, 130, 100, 60}},
    {"on the left one alone", &beside, {400, 0, 100, 60}, {400, 0, 100, 60}},
    {"no room anywhere", &all, {5, 5, 50, 50}, {5, 5, 50, 50}},
    {"beyond all numbers", &top, {INT32_MIN, INT32_MIN, UINT32_MAX, UINT32_MAX},
	{INT32_MIN, 30, UINT32_MAX, 770}},
};
/* clang-format on */

static void
test_keeping_off(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rect out = reserve_keep_off(cases[i].reserve, cases[i].in, screen);

		printf("# %s: %d,%d %ux%u\n", cases[i].name, out.x, out.y, out.width,
		    out.height);
		ok(rect_equals(out, cases[i].out));
	}
}

/* Of a reserve with a gap nothing is left on it, wherever and however large it was. */
static void
test_all_places(void)
{
	unsigned bad = 0;

	for (int32_t y = -900; y < 900; y += 7) {
		for (uint32_t height = 1; height < 1700; height += 31) {
			struct rect r = reserve_keep_off(
			    &stacked, (struct rect){5, y, 50, height}, screen);
			bad += reserve_meets(&stacked, r) || r.height == 0;
		}
	}
	ok(bad == 0);
}

static void
test_sanity(void)
{
	struct reserve many = {.count = RESERVE_MOST + 1};
	struct reserve empty = {1, {{0, 0, 0, 30}}};
	struct reserve far = {1, {{0, INT32_MAX, 5, 30}}};

	ok(reserve_is_sane(&none) && reserve_is_sane(&stacked));
	ok(!reserve_is_sane(&many) && !reserve_is_sane(&empty) && !reserve_is_sane(&far));
	ok(reserve_equals(&top, &top) && !reserve_equals(&top, &bottom) &&
	    !reserve_equals(&top, &stacked) && !reserve_equals(&none, &top));
}

int
main(void)
{
	test_keeping_off();
	test_all_places();
	test_sanity();
	return done_testing();
}
