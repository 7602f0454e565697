/*
 * The strip on one monitor, as X windows: a label and a line in the shown domain's mark,
 * and beside them the rest.  All of it is window background, so the X server keeps it
 * right by itself, also while this process is stopped.
 * Decides nothing of what is shown.
 */
#ifndef STRIP_PANEL_H
#define STRIP_PANEL_H

#include "common/base/rect.h"
#include "wm/strip/atoms.h"
#include "wm/strip/plates.h"

struct panel {
	struct rect area;  /* px, on the root */
	xcb_window_t dock; /* reserves the space; managed, below top */
	xcb_window_t top;  /* override-redirect; background: the content */
	xcb_window_t label, line;
	xcb_pixmap_t content; /* XCB_NONE until painted */
};

/* px of the line along the edge, at 100 %. */
#define PANEL_LINE 3u

/* Where one is: px, on the root. */
struct rect panel_area(struct rect monitor, uint32_t height, bool at_bottom);

struct panel_place {
	struct rect monitor;    /* px, on the root */
	uint32_t screen_height; /* px, of the root */
	uint32_t height;        /* px, of the panel */
	bool at_bottom;         /* of the monitor, else at its top */
	xcb_window_t below;     /* that window it comes; XCB_NONE: above all */
};

/* What it shows of a domain: the line takes what the label leaves. */
struct panel_mark {
	const struct plate_label *name; /* borrowed for the call */
	xcb_pixmap_t tile;
};

/* Mapped. */
void panel_create(struct x *x, const struct strip_atoms *atoms,
    const struct panel_place *place, const struct panel_mark *mark, struct panel *out);
void panel_destroy(struct x *x, struct panel *panel);

void panel_raise(struct x *x, const struct panel *panel);

/* Shows that domain's label from the next moment on. */
void panel_show(struct x *x, const struct panel *panel, const struct panel_mark *mark);

/* Takes over the picture's pixels, which are area.width * area.height. */
void panel_fill(struct x *x, struct panel *panel, const struct mark_picture *picture);

#endif
