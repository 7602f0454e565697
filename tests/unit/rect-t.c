#include "common/base/rect.h"
#include "tests/unit/tap.h"

#define R(x, y, w, h) ((struct rect){(x), (y), (w), (h)})

static const struct {
	const char *name;
	struct rect a, b, intersection, bound;
} cases[] = {
    {"overlap", {0, 0, 10, 10}, {5, 6, 10, 10}, {5, 6, 5, 4}, {0, 0, 15, 16}},
    {"inside", {0, 0, 10, 10}, {2, 3, 4, 5}, {2, 3, 4, 5}, {0, 0, 10, 10}},
    {"apart", {0, 0, 10, 10}, {20, 0, 5, 5}, {0, 0, 0, 0}, {0, 0, 25, 10}},
    {"side by side", {0, 0, 10, 10}, {10, 0, 5, 10}, {0, 0, 0, 0}, {0, 0, 15, 10}},
    {"empty one", {0, 0, 10, 10}, {5, 5, 0, 3}, {0, 0, 0, 0}, {0, 0, 10, 10}},
    {"both empty", {3, 3, 0, 0}, {5, 5, 0, 3}, {0, 0, 0, 0}, {5, 5, 0, 3}},
    {"negative", {-10, -10, 15, 15}, {-5, -20, 5, 30}, {-5, -10, 5, 15},
        {-10, -20, 15, 30}},
    {"past the right end", {INT32_MAX, 0, UINT32_MAX, 1}, {INT32_MAX, 0, 7, 1},
        {INT32_MAX, 0, 7, 1}, {INT32_MAX, 0, UINT32_MAX, 1}},
    {"from end to end", {INT32_MIN, INT32_MIN, UINT32_MAX, UINT32_MAX},
        {INT32_MAX, INT32_MAX, UINT32_MAX, UINT32_MAX}, {0, 0, 0, 0},
        {INT32_MIN, INT32_MIN, UINT32_MAX, UINT32_MAX}},
};

static void
table(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rect met = rect_intersect(cases[i].a, cases[i].b);
		struct rect met_back = rect_intersect(cases[i].b, cases[i].a);

		printf("# %s\n", cases[i].name);
		ok(rect_equals(met, cases[i].intersection) && rect_equals(met_back, met));
		ok(rect_equals(rect_bound(cases[i].a, cases[i].b), cases[i].bound));
	}
}

int
main(void)
{
	table();
	ok(rect_is_empty(R(1, 1, 0, 9)) && rect_is_empty(R(1, 1, 9, 0)));
	ok(!rect_is_empty(R(1, 1, 1, 1)));
	ok(!rect_equals(R(1, 2, 3, 4), R(1, 2, 4, 4)));
	ok(rect_equals(rect_move(R(1, 2, 3, 4), -2, 5), R(-1, 7, 3, 4)));
	ok(rect_equals(rect_move(R(INT32_MAX, INT32_MIN, 1, 1), 1, -1),
	    R(INT32_MAX, INT32_MIN, 1, 1)));
	return done_testing();
}
