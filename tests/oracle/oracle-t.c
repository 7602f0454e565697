/* The oracle on synthetic pictures: good ones pass, each kind of bad one is found. */
#include "tests/oracle/oracle.h"
#include "tests/oracle/tag.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 160u
#define HEIGHT 120u
#define DESKTOP 0x808080u
#define FRAME 4u
#define RED 1u
#define BLUE 2u

static const struct oracle_domain domains[] = {
    {RED, {.label = "red", .colour = 0xc53030, .pattern = MARK_HATCH}, FRAME},
    {BLUE, {.label = "blue", .colour = 0x2b6cb0, .pattern = MARK_STRIPES}, FRAME},
};

struct canvas {
	uint32_t pixels[WIDTH * HEIGHT];
	struct mark_picture tiles[3]; /* by tag */
};

static void
fill(struct canvas *canvas, struct rect r, uint32_t colour)
{
	for (int32_t y = r.y; y < r.y + (int32_t)r.height; y++) {
		for (int32_t x = r.x; x < r.x + (int32_t)r.width; x++) {
			if (x >= 0 && y >= 0 && x < (int32_t)WIDTH &&
			    y < (int32_t)HEIGHT) {
				canvas->pixels[y * (int32_t)WIDTH + x] = colour;
			}
		}
	}
}

static uint32_t
tile_at(const struct mark_picture *tile, uint32_t x, uint32_t y)
{
	const uint8_t *p = tile->pixels +
	    4 * ((size_t)(y % tile->height) * tile->width + x % tile->width);

	return (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* A window whose frame of `frame` px surrounds content, filled with a tagged colour. */
static void
draw_window(struct canvas *canvas, struct rect content, unsigned tag, uint32_t frame)
{
	const struct rect outer = {content.x - (int32_t)frame, content.y - (int32_t)frame,
	    content.width + 2 * frame, content.height + 2 * frame};

	for (uint32_t y = 0; y < outer.height; y++) {
		for (uint32_t x = 0; x < outer.width; x++) {
			fill(canvas,
			    (struct rect){
			        outer.x + (int32_t)x, outer.y + (int32_t)y, 1, 1},
			    tile_at(&canvas->tiles[tag], x, y));
		}
	}
	fill(canvas, content, tag_put(0xa0a0a0, tag));
}

static const struct oracle_rules strict = {.edge_cuts = false};

/* How many violations, and the first one's kind in *kind. */
static size_t
judge(const struct oracle *oracle, const struct canvas *canvas,
    const struct oracle_rules *rules, enum oracle_kind *kind)
{
	const struct picture picture = {canvas->pixels, WIDTH, HEIGHT};
	struct oracle_violation first = {.kind = ORACLE_UNFRAMED};
	size_t count = oracle_judge(oracle, &picture, rules, &first, 1);

	*kind = first.kind;
	return count;
}

static void
expect(struct tap *tap, const struct oracle *oracle, const struct canvas *canvas,
    const struct oracle_rules *rules, int kind, const char *name)
{
	enum oracle_kind found;
	size_t count = judge(oracle, canvas, rules, &found);
	bool good = kind < 0 ? count == 0 : count > 0 && (int)found == kind;

	if (!tap_ok(tap, good, "%s", name)) {
		tap_diag("%zu violations, the first: %s", count, oracle_kind_name(found));
	}
}

static void
test_good(struct tap *tap, const struct oracle *oracle, struct canvas *canvas)
{
	static const struct rect bar = {60, 0, 10, HEIGHT};
	const struct oracle_rules with_bar = {.trusted = &bar, .n_trusted = 1};

	expect(tap, oracle, canvas, &strict, -1, "an empty desktop is fine");
	draw_window(canvas, (struct rect){20, 20, 60, 40}, RED, FRAME);
	expect(tap, oracle, canvas, &strict, -1, "a framed window is fine");
	draw_window(canvas, (struct rect){50, 40, 60, 40}, BLUE, FRAME);
	expect(tap, oracle, canvas, &strict, -1, "one over another is fine");
	draw_window(canvas, (struct rect){60, 50, 1, 1}, RED, FRAME);
	expect(tap, oracle, canvas, &strict, -1, "1x1 over the other is fine");
	fill(canvas, bar, DESKTOP);
	expect(tap, oracle, canvas, &with_bar, -1, "a trusted surface may cut");
	expect(tap, oracle, canvas, &strict, ORACLE_UNFRAMED, "another surface may not");
}

static void
test_fill(struct tap *tap, const struct oracle *oracle, struct canvas *canvas)
{
	const struct oracle_rules with_fill = {.fill = 0x606060};

	draw_window(canvas, (struct rect){20, 20, 60, 40}, RED, FRAME);
	fill(canvas, (struct rect){50, 20, 30, 40}, 0x606060);
	expect(tap, oracle, canvas, &with_fill, -1, "a part without pixels is fine");
	fill(canvas, (struct rect){60, 30, 5, 5}, tag_put(0xa0a0a0, RED));
	expect(tap, oracle, canvas, &with_fill, -1, "nor is one amid the pixels wrong");
	fill(canvas, (struct rect){80, 30, 4, 4}, 0x606060);
	expect(tap, oracle, canvas, &with_fill, ORACLE_UNFRAMED, "but not in the frame");
}

static void
test_edge(struct tap *tap, const struct oracle *oracle, struct canvas *canvas)
{
	const struct oracle_rules lax = {.edge_cuts = true};

	draw_window(canvas, (struct rect){-10, 20, 60, 40}, RED, FRAME);
	expect(tap, oracle, canvas, &lax, -1, "off the screen may be allowed");
	expect(
	    tap, oracle, canvas, &strict, ORACLE_OFF_SCREEN, "off the screen is found");
}

static void
test_bad(struct tap *tap, const struct oracle *oracle, struct canvas *canvas, int which)
{
	static const struct {
		const char *name;
		int kind;
	} cases[] = {
	    {"no frame at all is found", ORACLE_UNFRAMED},
	    {"a frame 1 px too thin is found", ORACLE_THIN},
	    {"a hole of 1 px in the frame is found", ORACLE_UNFRAMED},
	    {"a hole in the frame's outer row is found", ORACLE_THIN},
	    {"another domain's frame alone is no frame", ORACLE_THIN},
	    {"one guest's pixels beside another's are found", ORACLE_TOUCHING},
	    {"a guest's pixel on the other's frame is found", ORACLE_THIN},
	};
	const struct rect content = {40, 40, 50, 30};

	draw_window(canvas, content, RED,
	    which == 0       ? 0
	        : which == 1 ? FRAME - 1
	                     : FRAME);
	switch (which) {
	case 2:
		fill(canvas, (struct rect){60, 39, 1, 1}, DESKTOP);
		break;
	case 3:
		fill(canvas, (struct rect){60, 36, 1, 1}, DESKTOP);
		break;
	case 4: /* the frame's inside is red's, its outside blue's own background */
		draw_window(canvas, content, RED, 1);
		fill(canvas, (struct rect){36, 36, 58, 3}, DESKTOP);
		break;
	case 5:
		fill(canvas, (struct rect){50, 50, 5, 5}, tag_put(0xa0a0a0, BLUE));
		break;
	case 6:
		fill(canvas, (struct rect){60, 37, 1, 1}, tag_put(0xa0a0a0, BLUE));
		break;
	default:
		break;
	}
	expect(tap, oracle, canvas, &strict, cases[which].kind, cases[which].name);
}

static void
test_ring(struct tap *tap, const struct oracle *oracle, struct canvas *canvas)
{
	const struct picture picture = {canvas->pixels, WIDTH, HEIGHT};
	const struct rect content = {40, 40, 50, 30};

	draw_window(canvas, content, BLUE, FRAME);
	tap_ok(tap, oracle_has_ring(oracle, &picture, content, BLUE), "a ring is seen");
	tap_ok(tap, !oracle_has_ring(oracle, &picture, content, RED),
	    "as the domain's own only");
	fill(canvas, (struct rect){36, 60, 1, 1}, DESKTOP);
	tap_ok(tap, !oracle_has_ring(oracle, &picture, content, BLUE),
	    "a missing pixel in it too");
	tap_ok(tap, oracle_area(&picture, BLUE) == 50 * 30, "the area is counted");
}

static void
test_tags(struct tap *tap)
{
	bool good = true;

	for (unsigned tag = 0; tag <= TAG_MAX; tag++) {
		good = good && tag_of(tag_put(0x123456, tag)) == tag;
		good =
		    good && (tag_put(0x123456, tag) & 0xfcfcfc) == (0x123456 & 0xfcfcfc);
	}
	tap_ok(tap, good, "every tag is read as it was put");
}

int
main(void)
{
	struct tap tap = {0};
	struct canvas *canvas = calloc(1, sizeof(*canvas));
	struct oracle *oracle = oracle_create(domains, ARRAY_LEN(domains));
	const struct rect all = {0, 0, WIDTH, HEIGHT};

	if (!canvas || !oracle ||
	    !mark_paint_tile(&domains[0].mark, &canvas->tiles[RED]) ||
	    !mark_paint_tile(&domains[1].mark, &canvas->tiles[BLUE])) {
		return 1;
	}
	test_tags(&tap);
	fill(canvas, all, DESKTOP);
	test_good(&tap, oracle, canvas);
	fill(canvas, all, DESKTOP);
	test_edge(&tap, oracle, canvas);
	fill(canvas, all, DESKTOP);
	test_fill(&tap, oracle, canvas);
	for (int which = 0; which < 7; which++) {
		fill(canvas, all, DESKTOP);
		test_bad(&tap, oracle, canvas, which);
	}
	fill(canvas, all, DESKTOP);
	test_ring(&tap, oracle, canvas);
	mark_picture_finish(&canvas->tiles[RED]);
	mark_picture_finish(&canvas->tiles[BLUE]);
	free(canvas);
	oracle_destroy(oracle);
	return tap_done(&tap);
}
