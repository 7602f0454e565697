/*
 * The strip on displays of many px an inch, and on monitors that show the same: its label
 * is each pixel's what the mark's one definition has, and keys go where it says (P3).
 */
#include "common/paint/mark.h"
#include "tests/strip/stage.h"

#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <xcb/randr.h>
#include <xcb/xcbext.h>

#define HEIGHT 28u /* px at 100 % */
#define LINE 3u    /* px of it below the label */

/* A monitor that is too narrow for a name at that scale. */
#define NARROW 440u /* px */
#define NARROW_TOP 600
#define NARROW_ZOOM 4u

struct expected {
	uint32_t top; /* px on the screen */
	struct mark_picture label;
	uint32_t height; /* px of the strip */
};

static bool
expect(unsigned domain, uint32_t zoom, struct expected *out)
{
	struct mark mark = {
	    .label = stage_domains[domain].label,
	    .colour = stage_domains[domain].colour,
	    .zoom = zoom,
	    .is_airy = true,
	};

	out->height = zoom * HEIGHT;
	return mark_pattern_find(stage_domains[domain].pattern, &mark.pattern) &&
	    mark_paint_label(&mark, zoom * (HEIGHT - LINE), &out->label);
}

static bool
has_label(const struct picture *picture, const struct mark_picture *label, uint32_t top)
{
	size_t wrong = 0;

	for (uint32_t y = 0; picture && y < label->height; y++) {
		for (uint32_t x = 0; x < label->width; x++) {
			const uint8_t *at = label->pixels + 4 * (y * label->width + x);
			uint32_t want =
			    (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];

			wrong += picture_at(picture, x, top + y) != want;
		}
	}
	return picture && wrong == 0;
}

static bool
is_drawn(struct desk *desk, void *data)
{
	const struct expected *e = data;

	desk_look(desk);
	const struct desk_window *strip = desk_find(desk, "paravent-strip");
	return strip && strip->area.height == e->height &&
	    has_label(desk_picture(desk), &e->label, e->top);
}

/* The label of domain is shown at that zoom, and the domain gets keys. */
static void
look(struct tap *tap, struct stage *stage, unsigned domain, uint32_t zoom,
    const char *when)
{
	struct desk *desk = &stage->fixture.desk;
	struct expected e = {.height = 0};

	tap_ok(tap, stage_activate(stage, domain), "%s: a label", when);
	tap_ok(tap,
	    expect(domain, zoom, &e) &&
	        desk_await(desk, fixture_deadline(&stage->fixture), is_drawn, &e),
	    "%s: as the mark has it, %u times as large", when, zoom);
	tap_ok(tap, stage_drain(stage, domain), "%s: keys flow", when);
	mark_picture_finish(&e.label);
}

static void
set_resources(struct stage *stage, const char *text)
{
	const struct desk *desk = &stage->fixture.desk;

	xcb_change_property(desk->x, XCB_PROP_MODE_REPLACE, desk->screen->root,
	    XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8, (uint32_t)strlen(text), text);
	xcb_flush(desk->x);
}

static void
follows_resolution(struct tap *tap, struct stage *stage)
{
	look(tap, stage, 0, 1, "96 dpi");
	set_resources(stage, "Xft.dpi: 192\n");
	look(tap, stage, 1, 2, "192 dpi");
	fixture_save_picture(&stage->fixture, "P3-scale.png");
	set_resources(stage, "");
	look(tap, stage, 2, 1, "96 dpi again");
}

/* RandR 1.5, RRSetMonitor with no output, by hand: XCB 1.15 gets its length wrong. */
static void
set_monitor(
    struct stage *stage, const char *name, int16_t y, uint16_t width, uint16_t height)
{
	static const xcb_protocol_request_t kind = {.count = 1,
	    .ext = &xcb_randr_id,
	    .opcode = XCB_RANDR_SET_MONITOR,
	    .isvoid = 1};
	struct desk *desk = &stage->fixture.desk;
	struct {
		xcb_randr_set_monitor_request_t head;
		xcb_randr_monitor_info_t info;
	} request = {
	    .head.window = desk->screen->root,
	    .info = {.name = desk_atom(desk, name),
	        .y = y,
	        .width = width,
	        .height = height,
	        .width_in_millimeters = width / 4u,
	        .height_in_millimeters = height / 4u},
	};
	struct iovec parts[3] = {
	    [2] = {&request, sizeof(request)}}; /* XCB's: the first */

	xcb_send_request(desk->x, 0, parts + 2, &kind);
	xcb_flush(desk->x);
}

/* px of a label on a monitor so wide: room for a sign is left, or a quarter of it. */
static uint32_t
room_on(uint32_t width, uint32_t zoom)
{
	uint32_t sign = 2 * zoom * HEIGHT;
	uint32_t least = width - width / 4;

	return width > least + sign ? width - sign : least;
}

/* A name that is too long for the narrowest monitor ends in dots there; the mark stays.
 */
static void
fits_narrow_monitors(struct tap *tap, struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;
	int64_t deadline = fixture_deadline(&stage->fixture);
	struct expected e = {.height = NARROW_ZOOM * HEIGHT, .top = NARROW_TOP};
	struct mark mark = {
	    .label = stage_domains[1].label,
	    .colour = stage_domains[1].colour,
	    .zoom = NARROW_ZOOM,
	    .is_airy = true,
	};
	uint32_t height = NARROW_ZOOM * (HEIGHT - LINE);
	struct mark_picture whole;
	bool known = mark_pattern_find(stage_domains[1].pattern, &mark.pattern) &&
	    mark_paint_label(&mark, height, &whole) &&
	    mark_paint_label_within(
	        &mark, height, room_on(NARROW, NARROW_ZOOM), &e.label);

	tap_ok(tap, known && whole.width > NARROW && e.label.width < NARROW,
	    "a name that is too long for a monitor, and one that is cut");
	set_monitor(stage, "narrow", NARROW_TOP, NARROW, 300);
	set_resources(stage, "Xft.dpi: 384\n");
	tap_ok(tap, stage_activate(stage, 1) && desk_await(desk, deadline, is_drawn, &e),
	    "it ends in dots there");
	fixture_save_picture(&stage->fixture, "P3-scale-narrow.png");
	struct expected wide = {.height = e.height, .label = whole};
	tap_ok(tap, desk_await(desk, deadline, is_drawn, &wide), "whole on the other");
	tap_ok(tap, stage_drain(stage, 1), "keys flow");
	xcb_randr_delete_monitor(desk->x, desk->screen->root, desk_atom(desk, "narrow"));
	set_resources(stage, "");
	look(tap, stage, 1, 1, "whole again without it");
	mark_picture_finish(&whole);
	mark_picture_finish(&e.label);
}

/* A projector that shows a part of the screen: one strip over the other stops all keys.
 */
static void
shares_a_corner(struct tap *tap, struct stage *stage)
{
	set_monitor(stage, "small", 0, 640, 480);
	set_monitor(stage, "large", 0, 1280, 1024);
	set_monitor(stage, "middle", 0, 800, 600);
	look(tap, stage, 0, 1, "monitors that show the same");
	look(tap, stage, 1, 1, "and again");
}

int
main(void)
{
	static stage_test *const tests[] = {
	    follows_resolution, fits_narrow_monitors, shares_a_corner, NULL};
	struct tap tap = {.count = 0};

	stage_run(&tap, FIXTURE_OPENBOX, NULL, tests);
	return tap_done(&tap);
}
