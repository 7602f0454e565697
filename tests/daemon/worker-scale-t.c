/*
 * Frames on displays of many px an inch, and labels in the person's letters: each pixel
 * of a frame is as the mark's one definition has it, at that scale.
 */
#include "common/base/scale.h"
#include "common/paint/mark.h"
#include "common/paint/measure.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

static const struct rect content = {100, 120, 300, 200};

struct look {
	const char *name;
	const char *resources; /* of the display; NULL: none */
	const char *font;      /* "": the default */
	uint32_t letters, told, scale;
};

static const struct look looks[] = {
    {"as ever", NULL, "", 0, SCALE_AUTO, 100},
    {"P1-frame-of-a-dense-display", "Xft.dpi: 192\n", "", 0, SCALE_AUTO, 200},
    {"what is told goes before the display", "Xft.dpi: 192\n", "", 0, 100, 100},
    {"P1-frame-half-as-large-again", NULL, "", 0, 150, 150},
    {"P1-frame-of-300", NULL, "", 0, 300, 300},
    {"letters of another family and size", NULL, "DejaVu Sans Mono", 20, 100, 100},
    {"both", "Xft.dpi: 192\n", "DejaVu Serif", 10, SCALE_AUTO, 200},
};

static const struct look *look; /* of workers to come */

static void
amend(struct control_record *record)
{
	record->setup.scale = look->told;
	record->setup.mark.letters = look->letters;
	strcpy(record->setup.mark.font, look->font);
}

static void
set_resources(struct rig *rig, const char *text)
{
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, rig->screen->root,
	    XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8, (uint32_t)strlen(text), text);
	rig_sync(rig);
}

static uint32_t
picture_at(const struct mark_picture *p, uint32_t x, uint32_t y)
{
	const uint8_t *at = p->pixels + ((y % p->height) * p->width + x % p->width) * 4;

	return (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

struct expected {
	struct measure measure;
	struct mark_picture tile, label;
};

static void
expect(const struct look *of, struct expected *out)
{
	struct measure m = measure_frame(RIG_FRAME, of->letters, of->scale);
	struct mark mark = {
	    .label = RIG_LABEL,
	    .colour = RIG_COLOUR,
	    .pattern = MARK_STRIPES,
	    .font = of->font,
	    .zoom = m.zoom,
	};

	out->measure = m;
	if (!mark_paint_tile(&mark, &out->tile) ||
	    !mark_paint_label(&mark, m.label_height, &out->label)) {
		abort();
	}
}

/* The label's bar and the left side: they begin at the frame's corner. */
static bool
is_framed(struct rig *rig, struct rect outer, const struct expected *e)
{
	uint32_t *pixels = rig_picture(rig, outer);
	size_t wrong = 0;

	for (uint32_t y = 0; pixels && y < outer.height - e->measure.frame_width; y++) {
		bool is_label = y < e->measure.label_height;
		uint32_t width = is_label ? outer.width : e->measure.frame_width;

		for (uint32_t x = 0; x < width; x++) {
			uint32_t want = picture_at(is_label ? &e->label : &e->tile, x, y);

			wrong += pixels[y * outer.width + x] != want;
		}
	}
	free(pixels);
	if (wrong > 0) {
		printf("# %zu pixels are wrong\n", wrong);
	}
	return pixels && wrong == 0;
}

static bool
is_measured(struct rect outer, const struct measure *m)
{
	return outer.width == content.width + 2 * m->frame_width &&
	    outer.height == content.height + m->frame_width + m->label_height;
}

static void
show(struct rig *rig, const struct look *of)
{
	struct expected e;

	look = of;
	expect(of, &e);
	set_resources(rig, of->resources ? of->resources : "");
	rig_start_worker(rig);
	rig_begin(rig, 8);
	rig_create_window(rig, 7, content, false);
	rig_title(rig, 7, "scaled");
	rig_map(rig, 7, 0, false);
	xcb_window_t outer = rig_find(rig, "scaled");
	bool is_there = outer && rig_await_content(rig, outer, content) &&
	    rig_await_pixel(rig, content.x + (int32_t)content.width - 1,
	        content.y + (int32_t)content.height - 1, RIG_NEUTRAL);
	ok_named(is_there && is_measured(rig_area(rig, outer), &e.measure) &&
	        is_framed(rig, rig_area(rig, outer), &e),
	    of->name);
	mark_picture_finish(&e.tile);
	mark_picture_finish(&e.label);
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	rig->amend_setup = amend;
	for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
		show(rig, &looks[i]);
	}
	rig_destroy(rig);
	return done_testing();
}
