/*
 * What title bars and lists look like, as pixels: plates with a domain's name and a
 * window's title, buttons (cairo).
 * Draws into memory; knows no X.  Colours and patterns are those of common/paint.
 */
#ifndef WM_PAINT_H
#define WM_PAINT_H

#include "common/paint/font.h"
#include "common/paint/mark.h"

/* px at 100 %. */
#define PAINT_BAR 24u

enum paint_button {
	PAINT_CLOSE,
	PAINT_MAXIMISE,
	PAINT_RESTORE, /* of a maximised window */
	PAINT_MINIMISE,
	PAINT_N_BUTTONS,
};

enum paint_press {
	PAINT_IDLE,
	PAINT_HOVER,
	PAINT_PRESSED,
	PAINT_N_PRESSES,
};

struct paint_look {
	struct mark mark; /* label borrowed for the call */
	struct font font; /* of name and title, borrowed for the call */
	bool has_mark;    /* false: nobody knows whose; no label, no claim */
	bool is_dom0;     /* a seal before the label */
	bool is_active;   /* its window has the focus */
	uint32_t height;  /* px of plate and buttons */
	uint32_t ring;    /* px below them in the plain tile: the frame goes on there */
};

/* The bar behind everything: seamless, repeats. */
MUST_USE bool paint_bar(const struct paint_look *look, struct mark_picture *out);

/*
 * Name and title on a plate of at most most_width px (and at least what the name takes:
 * a name is never cut).  *is_cut: the title did not fit.
 */
MUST_USE bool paint_plate(const struct paint_look *look, const char *title,
    uint32_t most_width, struct mark_picture *out, bool *is_cut);

/* px of the name's part of a plate; 0 when nobody knows whose, or out of memory. */
uint32_t paint_name_width(const struct paint_look *look);

/* A button, height px wide and high. */
MUST_USE bool paint_button(const struct paint_look *look, enum paint_button button,
    enum paint_press press, struct mark_picture *out);

/* The line around a frame: 0xRRGGBB. */
uint32_t paint_outline(const struct paint_look *look);

/* --- lists (Alt-Tab) --------------------------------------------------------------- */

struct paint_row {
	struct paint_look look; /* height unused */
	const char *title;      /* borrowed for the call */
	bool is_chosen;
	bool is_hidden;    /* minimised, or on another workspace */
	bool starts_group; /* the first of its domain */
};

/* How many rows fit into so many px, at that scale (%): one at least. */
size_t paint_list_fit(uint32_t height, uint32_t scale);

/* A list of rows, width px wide; its height follows from the rows and the scale (%). */
MUST_USE bool paint_list(const struct paint_row *rows, size_t count, uint32_t width,
    uint32_t scale, struct mark_picture *out);

#endif
