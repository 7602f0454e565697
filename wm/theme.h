/*
 * What all frames share on the X server: sizes, cursors, and for each domain the
 * backgrounds of bars and buttons, made when first used.
 * Knows no client.
 */
#ifndef WM_THEME_H
#define WM_THEME_H

#include "common/paint/font.h"
#include "common/x/connection.h"
#include "wm/frame.h"
#include "wm/owner.h"

/* The backgrounds for one domain. */
struct look {
	struct look *next; /* owned by the theme */
	trust_owner owner;
	bool has_mark;
	char label[64];
	uint32_t colour, pattern;
	uint8_t texture[MARK_TEXTURE_BYTES];
	uint32_t frame_width; /* px of the worker's frame, 0 for dom0 */
	uint32_t height;      /* px of plates and buttons */
	uint32_t name_width;  /* px at the left of plates: nothing may cover it */
	uint32_t users;       /* frames; kept while there are any */
	xcb_pixmap_t bar[2];  /* idle, active */
	xcb_pixmap_t buttons[2][PAINT_N_BUTTONS][PAINT_N_PRESSES];
};

enum theme_cursor {
	CURSOR_ARROW,
	CURSOR_MOVE,
	CURSOR_EDGE, /* the first of FRAME_EDGES */
	CURSOR_N = CURSOR_EDGE + FRAME_EDGES,
};

/* As the configuration has it. */
struct theme_style {
	uint32_t scale;    /* percent */
	uint32_t title_px; /* of titles' letters, at 100 %; bars are twice as high */
	uint32_t dom0_colour;
	char dom0_label[32];
	char font[FAMILY_BYTES]; /* family */
};

struct theme {
	struct x *x;         /* borrowed */
	struct look *looks;  /* owned */
	struct faces *faces; /* owned; for titles in any script; NULL: boxes */
	xcb_gcontext_t gc;
	struct theme_style style;
	uint32_t bar_height;                 /* px */
	uint32_t border;                     /* px at the sides of dom0's windows */
	uint8_t texture[MARK_TEXTURE_BYTES]; /* of looks to come */
	xcb_cursor_t cursors[CURSOR_N];
};

void theme_init(struct theme *theme, struct x *x, const struct theme_style *style);
void theme_finish(struct theme *theme);

/* The session's secret, copied: looks that are taken from now on bear it. */
void theme_set_texture(struct theme *theme, const uint8_t texture[MARK_TEXTURE_BYTES]);

/*
 * The look of a domain (NULL: dom0, or nobody's if !known), counted; NULL when out of
 * memory.
 */
const struct look *theme_take_look(
    struct theme *theme, const struct owner *owner, bool known);
void theme_drop_look(struct theme *theme, const struct look *look); /* NULL is fine */

/* px at this scale. */
uint32_t theme_px(const struct theme *theme, uint32_t px);

/* Borrows from the theme and the look. */
struct paint_look theme_paint_look(
    const struct theme *theme, const struct look *look, bool is_active);

/* A pixmap of a picture, which is finished. */
xcb_pixmap_t theme_upload(struct theme *theme, struct mark_picture *picture);
void theme_put(
    struct theme *theme, xcb_drawable_t target, const struct mark_picture *picture);

#endif
