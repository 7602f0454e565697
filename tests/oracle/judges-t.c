/*
 * The oracle's smaller judges on pictures made by hand: I1, I4 to I8; and how the proxy
 * takes X's streams apart.
 */
#include "common/paint/measure.h"
#include "tests/oracle/areas.h"
#include "tests/oracle/label.h"
#include "tests/oracle/label_judge.h"
#include "tests/oracle/plate_judge.h"
#include "tests/oracle/proxy_wire.h"
#include "tests/oracle/steady.h"
#include "tests/oracle/tag.h"
#include "tests/scenario/tap.h"
#include "wm/paint.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 320u
#define HEIGHT 200u
#define DESKTOP 0x808080u
#define FRAME 4u
#define FILL 0x606060u
#define RED 1u
#define BLUE 2u

static const struct oracle_domain domains[] = {
    {RED, {.label = "red", .colour = 0xc53030, .pattern = MARK_HATCH}, FRAME},
    {BLUE, {.label = "blue", .colour = 0x2b6cb0, .pattern = MARK_STRIPES}, FRAME},
};

static uint32_t pixels[WIDTH * HEIGHT];
static const struct picture picture = {pixels, WIDTH, HEIGHT};

struct judges {
	struct tap *tap;
	struct oracle *oracle;
	struct label_judge *labels;
	struct plate_judge *plates; /* of the first domain */
	struct label label[2];
	struct mark_picture tile[2];
};

static void
fill(struct rect r, uint32_t colour)
{
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			pixels[((uint32_t)r.y + y) * WIDTH + (uint32_t)r.x + x] = colour;
		}
	}
}

static void
clear(void)
{
	fill((struct rect){0, 0, WIDTH, HEIGHT}, DESKTOP);
}

static void
draw_tile(const struct mark_picture *tile, struct rect r)
{
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			const uint8_t *p = tile->pixels +
			    4 *
			        ((size_t)(y % tile->height) * tile->width +
			            x % tile->width);

			fill((struct rect){r.x + (int32_t)x, r.y + (int32_t)y, 1, 1},
			    (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0]);
		}
	}
}

static void
draw_label(const struct label *label, struct rect r)
{
	for (uint32_t y = 0; y < r.height; y++) {
		for (uint32_t x = 0; x < r.width; x++) {
			fill((struct rect){r.x + (int32_t)x, r.y + (int32_t)y, 1, 1},
			    label->pixels[y * label->width + x % label->width]);
		}
	}
}

/* Framed, with its label above unless it shall have none. */
static void
draw_window(const struct judges *j, size_t domain, struct rect content, bool has_label)
{
	uint32_t bar = j->label[domain].height;
	struct rect outer = {content.x - (int32_t)FRAME, content.y - (int32_t)bar,
	    content.width + 2 * FRAME, content.height + bar + FRAME};

	draw_tile(&j->tile[domain], outer);
	if (has_label) {
		draw_label(
		    &j->label[domain], (struct rect){outer.x, outer.y, outer.width, bar});
	}
	fill(content, tag_put(0xa0a0a0, domains[domain].tag));
}

/* --- I4 ---------------------------------------------------------------------------- */

static size_t
count_unlabelled(const struct judges *j, bool whole)
{
	struct oracle_violation first;

	return label_judge_picture(j->labels, &picture, whole, &first, 1);
}

static void
test_labels(struct judges *j)
{
	const struct rect wide = {20, 40, 120, 50};
	const struct rect narrow = {200, 40, 10, 50};

	clear();
	draw_window(j, 0, wide, true);
	tap_ok(j->tap, count_unlabelled(j, true) == 0, "I4: a label above is read");
	draw_window(j, 0, wide, false);
	tap_ok(j->tap, count_unlabelled(j, false) == 1, "I4: none is missed");
	clear();
	draw_window(j, 0, narrow, false);
	tap_ok(j->tap, count_unlabelled(j, true) == 0, "I4: what is too narrow has none");
	clear();
	draw_window(j, 0, wide, true);
	draw_tile(&j->tile[0], (struct rect){16, 24, 128, 5});
	tap_ok(j->tap, count_unlabelled(j, false) == 0, "I4: one that is cut has text");
	tap_ok(j->tap, count_unlabelled(j, true) == 1, "I4: which is not whole");
	draw_tile(&j->tile[0], (struct rect){16, 90, 128, 40});
	tap_ok(j->tap, count_unlabelled(j, false) == 0,
	    "I4: also while its frame has grown and its content has not");
	draw_tile(&j->tile[0], (struct rect){16, 24, 100, 46});
	tap_ok(j->tap, count_unlabelled(j, false) == 0,
	    "I4: what lies over an area may lie over its label");
	tap_ok(j->tap, count_unlabelled(j, true) == 1, "I4: which then is not whole");
	clear();
	draw_window(j, 0, wide, true);
	draw_tile(&j->tile[0], (struct rect){16, 90, 128, 40});
	fill((struct rect){20, 32, 120, 20}, FILL);
	tap_ok(j->tap, count_unlabelled(j, false) == 0,
	    "I4: as may what lies between them, while a frame has just grown");
	tap_ok(j->tap, count_unlabelled(j, true) == 1, "I4: which is not whole either");
	clear();
	draw_window(j, 0, wide, false);
	draw_window(j, 1, (struct rect){60, 30, 90, 50}, true);
	tap_ok(
	    j->tap, count_unlabelled(j, true) == 0, "I4: another domain may lie over it");
}

/* --- I4 in paravent-wm's title bars ------------------------------------------------ */

static void
draw_picture(const struct mark_picture *p, int32_t x, int32_t y)
{
	draw_tile(p, (struct rect){x, y, p->width, p->height});
}

/* A window of paravent-wm's: line, tile, content, and a plate of the domain's. */
static void
draw_managed(const struct judges *j, struct rect content, const char *label)
{
	struct paint_look look = {.mark = domains[0].mark,
	    .has_mark = label[0] != '\0',
	    .is_active = true,
	    .height = PAINT_BAR,
	    .ring = FRAME};
	struct mark_picture plate;
	struct rect frame = {content.x - (int32_t)FRAME,
	    content.y - (int32_t)(PAINT_BAR + FRAME), content.width + 2 * FRAME,
	    content.height + PAINT_BAR + 2 * FRAME};
	bool is_cut;

	look.mark.label = label;
	fill((struct rect){frame.x - 1, frame.y - 1, frame.width + 2, frame.height + 2},
	    paint_outline(&look));
	draw_tile(&j->tile[0], frame);
	if (paint_plate(&look, "title", 200, &plate, &is_cut)) {
		draw_picture(&plate, frame.x, frame.y);
		mark_picture_finish(&plate);
	}
	fill(content, tag_put(0xa0a0a0, domains[0].tag));
}

static uint32_t
name_width(void)
{
	struct paint_look look = {.mark = domains[0].mark,
	    .has_mark = true,
	    .is_active = true,
	    .height = PAINT_BAR,
	    .ring = FRAME};
	struct mark_picture plate;
	bool is_cut;
	uint32_t width = 0;

	if (paint_plate(&look, "", UINT16_MAX, &plate, &is_cut)) {
		width = plate.width;
		mark_picture_finish(&plate);
	}
	return width;
}

static size_t
count_unnamed(const struct judges *j)
{
	struct oracle_violation first;

	return plate_judge_picture(j->plates, &picture, &first, 1);
}

static void
test_plates(struct judges *j)
{
	const struct rect content = {20, 60, 160, 50};
	const struct rect narrow = {20, 60, 16, 50};

	clear();
	draw_managed(j, content, "red");
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: a name in a title bar is read");
	draw_managed(j, content, "");
	tap_ok(j->tap, count_unnamed(j) == 1, "I4: a bar without one is seen");
	draw_managed(j, content, "rod");
	tap_ok(j->tap, count_unnamed(j) == 1, "I4: one with another name, too");
	draw_window(j, 0, (struct rect){30, 20, 40, 30}, false);
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: unless a popup lies over its place");
	clear();
	draw_managed(j, content, "red");
	draw_window(j, 0, (struct rect){40, 20, 40, 45}, false);
	fill((struct rect){40, 20, 40, 45}, FILL);
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: also before it has pixels");
	clear();
	draw_managed(j, content, "red");
	draw_label(&j->label[0],
	    (struct rect){content.x, content.y - (int32_t)(PAINT_BAR + FRAME), 20,
	        j->label[0].height - 1});
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: or a popup's label over a part of it");
	clear();
	draw_managed(j, content, "red");
	draw_window(j, 0, (struct rect){content.x, content.y + 3, 150, 30}, false);
	draw_label(&j->label[0],
	    (struct rect){content.x - (int32_t)FRAME, content.y + 33, 158, 16});
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: or a popup where the window was");
	clear();
	draw_managed(j, content, "red");
	draw_tile(&j->tile[0],
	    (struct rect){content.x - (int32_t)FRAME + (int32_t)name_width() - 6,
	        content.y - (int32_t)FRAME - 4, 90, 20});
	tap_ok(
	    j->tap, count_unnamed(j) == 0, "I4: or a corner of one beside the letters");
	clear();
	draw_managed(j, content, "red");
	draw_window(j, 0,
	    (struct rect){60, 60 - (int32_t)(PAINT_BAR + FRAME + 1), 60, 40}, false);
	tap_ok(j->tap, count_unnamed(j) == 0,
	    "I4: nor is a popup that begins in a frame's upper line itself framed");
	uint32_t line = picture_at(&picture, (uint32_t)content.x - FRAME - 1, 80);
	clear();
	draw_tile(&j->tile[0], (struct rect){16, 32, 168, 28});
	fill((struct rect){16, 60, 168, 54}, line);
	draw_window(j, 0, (struct rect){60, 64, 60, 40}, false);
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: nor one over a frame's ground");
	clear();
	fill((struct rect){60 - (int32_t)FRAME - 1, 20, 1, 100}, line);
	draw_window(j, 0, (struct rect){60, 60, 60, 40}, false);
	tap_ok(j->tap, count_unnamed(j) == 0, "I4: nor one beside the side of a frame");
	clear();
	draw_managed(j, narrow, "");
	tap_ok(
	    j->tap, count_unnamed(j) == 0, "I4: what is narrower than a name has none");
}

/* --- I1, I5, I6, I7 ---------------------------------------------------------------- */

static void
test_reserve(struct judges *j)
{
	const struct rect strip = {0, 0, WIDTH, 20};
	struct oracle_violation first;

	clear();
	draw_window(j, 0, (struct rect){20, 40, 60, 50}, true);
	tap_ok(j->tap, oracle_judge_reserve(j->oracle, &picture, strip, &first, 1) == 0,
	    "I1: a strip without guests is fine");
	fill((struct rect){30, 19, 2, 3}, tag_put(0xa0a0a0, BLUE));
	tap_ok(j->tap,
	    oracle_judge_reserve(j->oracle, &picture, strip, &first, 1) == 2 &&
	        first.kind == ORACLE_RESERVED && first.tag == BLUE && first.x == 30 &&
	        first.y == 19,
	    "I1: each pixel in it is seen");
}

static void
test_cover(struct judges *j)
{
	clear();
	draw_window(j, 0, (struct rect){20, 40, 60, 50}, false);
	tap_ok(j->tap,
	    oracle_cover(j->oracle, &picture, RED) ==
	        (60 + 2 * FRAME) * (50 + FRAME + j->label[0].height),
	    "I5: content and frame count");
	tap_ok(
	    j->tap, oracle_cover(j->oracle, &picture, BLUE) == 0, "I5: for one domain");
}

static void
test_reading(struct judges *j)
{
	const struct rect strip = {0, 0, WIDTH, 40};
	uint32_t height = j->label[0].height;

	clear();
	tap_ok(j->tap, label_read(j->label, 2, &picture, strip) == LABEL_NONE,
	    "I6: no label is none");
	draw_label(&j->label[1], (struct rect){7, 5, j->label[1].width, height});
	tap_ok(
	    j->tap, label_read(j->label, 2, &picture, strip) == BLUE, "I6: one is read");
	draw_label(&j->label[0], (struct rect){200, 6, j->label[0].width, height});
	tap_ok(j->tap, label_read(j->label, 2, &picture, strip) == LABEL_SEVERAL,
	    "I6: two are too many");
}

static void
test_dim(struct judges *j)
{
	clear();
	fill((struct rect){5, 5, 3, 3}, tag_put(0x404040, RED));
	tap_ok(j->tap, oracle_bright(&picture, RED, 0x50) == 0, "I7: dim is dim");
	fill((struct rect){5, 5, 1, 1}, tag_put(0x40a040, RED));
	tap_ok(j->tap, oracle_bright(&picture, RED, 0x50) == 1, "I7: bright is seen");
}

/* --- I8 ---------------------------------------------------------------------------- */

static void
test_steady(struct judges *j)
{
	const struct rect strip = {0, 0, WIDTH, 20};
	static struct steady steady;
	size_t most = 0;

	clear();
	for (int64_t at = 0; at < 3000; at += 100) {
		fill((struct rect){0, 0, 1, 1}, at % 500 == 0 ? 0x101010 : 0x202020);
		size_t changes = steady_note(&steady, &picture, strip, at);

		most = changes > most ? changes : most;
	}
	tap_ok(j->tap, most == 4, "I8: changes of the last second are counted");
	fill((struct rect){0, 50, 9, 9}, 0x123456);
	tap_ok(j->tap, steady_note(&steady, &picture, strip, 9000) == 0,
	    "I8: elsewhere is elsewhere");
}

static void
test_areas(struct judges *j)
{
	static const unsigned tags[] = {RED, BLUE};
	struct area areas[4];

	clear();
	fill((struct rect){10, 10, 30, 20}, tag_put(0xa0a0a0, RED));
	fill((struct rect){20, 10, 5, 20}, DESKTOP);
	fill((struct rect){40, 10, 5, 20}, tag_put(0xa0a0a0, BLUE));
	tap_ok(j->tap,
	    areas_find(&picture, tags, 2, areas, 4) == 3 && areas[0].pixels == 200 &&
	        rect_equals(areas[1].bounds, (struct rect){25, 10, 15, 20}) &&
	        areas[2].tag == BLUE,
	    "areas are what touches");
}

/* --- the proxy's streams ----------------------------------------------------------- */

static void
test_wire(struct tap *tap)
{
	static const uint8_t setup[] = {'l', 0, 11, 0, 0, 0, 5, 0, 3, 0, 0, 0};
	static const uint8_t big_endian[12] = {'B'};
	static const uint8_t small[] = {43, 0, 1, 0};
	static const uint8_t big[] = {72, 2, 0, 0, 0, 0, 1, 0};
	static const uint8_t bad[] = {72, 2, 0, 0, 1, 0, 0, 0};
	static const uint8_t reply[32] = {X_REPLY, 0, 7, 0, 2, 0, 0, 0};
	static const uint8_t event[32] = {12, 0, 7, 0, 2, 0, 0, 0};
	static const uint8_t generic[32] = {35, 0, 7, 0, 2, 0, 0, 0};

	tap_ok(tap,
	    x_wire_client_setup(setup, 11) == 0 &&
	        x_wire_client_setup(setup, sizeof(setup)) == 12 + 8 + 4 &&
	        x_wire_client_setup(big_endian, 12) == SIZE_MAX,
	    "a client's setup has a length");
	tap_ok(tap,
	    x_wire_request(small, 3) == 0 && x_wire_request(small, 4) == 4 &&
	        x_wire_request(big, 4) == 0 && x_wire_request(big, 8) == 4 * 0x10000 &&
	        x_wire_request(bad, 8) == SIZE_MAX,
	    "so has a request, also a big one");
	tap_ok(tap,
	    x_wire_packet(reply, 31) == 0 && x_wire_packet(reply, 32) == 40 &&
	        x_wire_packet(event, 32) == 32 && x_wire_packet(generic, 32) == 40,
	    "and a reply, and an event");
}

static bool
open_judges(struct judges *j, struct tap *tap)
{
	*j = (struct judges){.tap = tap, .oracle = oracle_create(domains, 2)};
	j->labels = j->oracle ? label_judge_create(j->oracle, domains, 2) : NULL;
	j->plates =
	    j->labels ? plate_judge_create(j->oracle, &domains[0], FILL, DESKTOP) : NULL;
	for (size_t i = 0; j->plates && i < 2; i++) {
		if (!label_init(&j->label[i], domains[i].tag, &domains[i].mark,
		        measure_label_height(FRAME)) ||
		    !mark_paint_tile(&domains[i].mark, &j->tile[i])) {
			return false;
		}
	}
	return j->plates != NULL;
}

int
main(void)
{
	struct tap tap = {0};
	struct judges j;

	if (tap_ok(&tap, open_judges(&j, &tap), "judges are made")) {
		test_labels(&j);
		test_plates(&j);
		test_reserve(&j);
		test_cover(&j);
		test_reading(&j);
		test_dim(&j);
		test_steady(&j);
		test_areas(&j);
	}
	test_wire(&tap);
	for (size_t i = 0; i < 2; i++) {
		label_finish(&j.label[i]);
		mark_picture_finish(&j.tile[i]);
	}
	plate_judge_destroy(j.plates);
	label_judge_destroy(j.labels);
	oracle_destroy(j.oracle);
	return tap_done(&tap);
}
