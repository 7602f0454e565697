/*
 * What a worker holds once on its X server for all its windows: visual, marks uploaded,
 * cursors.  Makes no window that can be seen.
 */
#ifndef GUEST_X_DESK_H
#define GUEST_X_DESK_H

#include "common/base/insets.h"
#include "common/base/reserve.h"
#include "common/x/connection.h"

#define X_DESK_GLYPHS 154 /* of the cursor font */

/* Rows of width * 4 bytes, B G R x; borrowed. */
struct x_picture {
	const uint8_t *pixels;
	uint32_t width, height; /* px */
};

/* Who the windows say that they belong to; borrowed for the desk's life. */
struct x_owner {
	const char *label;                  /* UTF-8, trusted */
	uint32_t frame_width, label_height; /* px */
	uint32_t icon_side; /* px of a tray's icon at each side, at most: its frame */
	struct x_picture tile, bar; /* borrowed for the call only */
};

struct x_desk {
	struct x *x; /* borrowed */
	const char *label;
	xcb_window_t root;
	xcb_visualid_t visual; /* TrueColor, 24 bits in 32, B G R x */
	xcb_colormap_t colormap;
	xcb_gcontext_t gc;
	xcb_pixmap_t tile, bar;
	xcb_window_t leader; /* of the window group; never mapped */
	struct rect screen;
	struct reserve
	    reserve; /* trusted windows have this: nothing of ours goes there */
	struct insets decoration; /* the manager's around a window; 0 until it says */
	struct insets managed, popup, icon; /* frames of the kinds of window */
	char host[256];                     /* this machine's name, "" when it has none */
	xcb_window_t tray;                  /* of the desktop, 0: none (x_tray.h) */
	uint8_t xkb_event;                  /* the number of XKB's, or 0 */
	xcb_font_t font;
	xcb_cursor_t cursors[X_DESK_GLYPHS]; /* made when first used */
};

#define X_DESK_DEPTH 24

/* NULL with *why. */
MUST_USE struct x_desk *x_desk_create(
    struct x *x, const struct x_owner *owner, const char **why);
void x_desk_destroy(struct x_desk *desk); /* NULL is fine */

/* The font's cursor for a glyph below X_DESK_GLYPHS. */
xcb_cursor_t x_desk_cursor(struct x_desk *desk, uint32_t glyph);

/*
 * Copies pixels into a drawable, in requests that the server takes and the queue bears.
 * Rows of part.width * 4 bytes.
 */
void x_desk_put(
    struct x_desk *desk, xcb_drawable_t target, struct rect part, const uint8_t *pixels);

/* The most rows of width px that one x_desk_put() sends in one request; at least 1. */
uint32_t x_desk_rows(const struct x_desk *desk, uint32_t width);

#endif
