/* Frames on displays of many px an inch, and titles of the person's font and size. */
#include "tests/unit/kill_one.h"
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT, RIGHT, TOP, BOTTOM };

static const struct rect somewhere = {200, 300, 320, 240};

/* What frames are wide, px: as EWMH tells, and as they are. */
static bool
has_frame(struct rig *rig, xcb_window_t w, uint32_t top, uint32_t side)
{
	uint32_t words[64] = {0};
	struct rect own = rig_place(rig, w);
	struct rect outer = rig_place(rig, rig_top(rig, w));

	rig_get(rig, w, "_NET_FRAME_EXTENTS", words);
	return words[TOP] == top && words[LEFT] == side && words[BOTTOM] == side &&
	    own.y - outer.y == (int32_t)top && own.x - outer.x == (int32_t)side &&
	    outer.height == own.height + top + side;
}

/* How many pixels of a title bar's left part are not its background: the letters. */
static size_t
letters(struct rig *rig, xcb_window_t w)
{
	struct rect top = rig_place(rig, rig_top(rig, w));
	xcb_get_image_reply_t *image = xcb_get_image_reply(rig->x,
	    xcb_get_image(rig->x, XCB_IMAGE_FORMAT_Z_PIXMAP, rig->root,
	        (int16_t)(top.x + 4), (int16_t)(top.y + 4), 100, 14, ~0u),
	    NULL);
	size_t count = 0;

	for (int i = 0; image && i < 100 * 14; i++) {
		uint32_t pixel;
		memcpy(&pixel, xcb_get_image_data(image) + 4 * i, sizeof(pixel));
		count += (pixel & 0xff) > 0xa0;
	}
	free(image);
	return count;
}

static void
configure(struct rig *rig, const char *text)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/wm.conf", rig->folder);
	FILE *file = fopen(path, "w");
	if (file) {
		fputs(text, file);
		fclose(file);
	}
	/* It is read at the next turn: asked twice, it has been. */
	kill_one(rig->manager, SIGHUP);
	rig_sync(rig);
	rig_sync(rig);
}

static void
resources(struct rig *rig, const char *text)
{
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, rig->root,
	    XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8, (uint32_t)strlen(text), text);
	rig_sync(rig);
}

static void
by_resolution(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);

	ok_named(has_frame(rig, w, RIG_TOP, RIG_SIDE), "at 96 dpi frames are as ever");
	resources(rig, "Xcursor.size: 24\nXft.dpi: 192\n");
	ok_named(has_frame(rig, w, 2 * RIG_TOP, 2 * RIG_SIDE),
	    "Xft.dpi 192: twice as large at once");
	xcb_window_t late = rig_show(rig, 0, somewhere);
	ok_named(has_frame(rig, late, 2 * RIG_TOP, 2 * RIG_SIDE), "new windows' too");
	ok_named(rig_place(rig, w).width == somewhere.width, "no window is resized");
	resources(rig, "Xft.dpi: 96\n");
	ok_named(has_frame(rig, w, RIG_TOP, RIG_SIDE) &&
	        has_frame(rig, late, RIG_TOP, RIG_SIDE),
	    "96 again: as before");
	rig_close(rig, w);
	rig_close(rig, late);
}

static void
by_config(struct rig *rig)
{
	xcb_window_t w = rig_show(rig, 0, somewhere);

	rig_set_text(rig, w, "_NET_WM_NAME", "iiiiiiiiiiiiiiii");
	rig_sync(rig);
	size_t before = letters(rig, w);
	ok_named(before > 0, "a title has letters");
	configure(rig, "[look]\nscale = 150\n");
	ok_named(has_frame(rig, w, 38, 6), "scale = 150");
	configure(rig, "[look]\ntitle-size = 16\n");
	ok_named(
	    has_frame(rig, w, 33, RIG_SIDE), "title-size = 16: bars are as high as 32");
	configure(rig, "[look]\nfont = DejaVu Sans Mono\n");
	ok_named(has_frame(rig, w, RIG_TOP, RIG_SIDE) && letters(rig, w) != before,
	    "another font: other letters");
	configure(rig, "[look]\nfont = \"\n");
	ok_named(letters(rig, w) != before, "an error in the file: all stays as it was");
	configure(rig, "");
	ok_named(letters(rig, w) == before, "the default again");
	rig_close(rig, w);
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	by_resolution(rig);
	by_config(rig);
	rig_destroy(rig);
	return done_testing();
}
