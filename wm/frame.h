/*
 * The windows around a client: frame, title bar, plate, buttons, and the edges that one
 * can take hold of.  Backgrounds do the painting, gravity the moving, so that the server
 * keeps a frame whole while we do something else.
 * Knows X and pixels; decides nothing.
 */
#ifndef WM_FRAME_H
#define WM_FRAME_H

#include "common/base/insets.h"
#include "wm/paint.h"

#include <xcb/xcb.h>

struct theme;
struct look;

enum frame_part {
	PART_NONE,
	PART_CLIENT,
	PART_BAR,
	PART_CLOSE,
	PART_MAXIMISE,
	PART_MINIMISE,
	PART_EDGE, /* the first of FRAME_EDGES */
};

#define FRAME_EDGES 8
#define FRAME_BUTTONS 3

struct frame {
	xcb_window_t outer, bar, plate;
	xcb_window_t buttons[FRAME_BUTTONS]; /* close, maximise, minimise */
	uint32_t shown_buttons;          /* the first of them; the others are unmapped */
	xcb_window_t edges[FRAME_EDGES]; /* input only */
	const struct look *look;         /* borrowed from the theme */
	bool is_active, is_maximised;    /* as painted */
	uint32_t bar_height;             /* px; 0: there is no bar */
	uint32_t plate_room;             /* px that the plate was painted for */
	bool plate_cut;
	int hovered, pressed; /* button, -1: none */
	bool has_plate;
};

/* Which sides an edge moves: enum edge. */
unsigned int frame_edges_of(int edge);

void frame_create(struct theme *theme, struct frame *frame, bool resizable);
void frame_destroy(struct theme *theme, struct frame *frame);

/* Part of the frame that a window is; *edge is its number for PART_EDGE. */
enum frame_part frame_part_of(const struct frame *frame, xcb_window_t window, int *edge);

struct frame_dress {
	const struct look *look;
	const char *title;
	uint32_t width;      /* px of the whole frame */
	uint32_t side;       /* px of its left border */
	uint32_t bar_height; /* px; 0: no bar */
	bool is_active, is_maximised;
};

/*
 * How many buttons, from the right, leave the name of the look in a bar of this width
 * uncovered (P4); all where there is no name.
 */
uint32_t frame_buttons_that_fit(const struct look *look, uint32_t width, uint32_t side);

/* px that they leave for name and title. */
uint32_t frame_plate_room(const struct look *look, uint32_t width, uint32_t side);

/* Before a frame gets narrower: the buttons that will not fit go. */
void frame_make_room(
    struct theme *theme, struct frame *frame, uint32_t width, uint32_t side);

/* Paints what differs from before. */
void frame_paint(
    struct theme *theme, struct frame *frame, const struct frame_dress *dress);

/* The pointer came to, presses, or left (-1) a button. */
void frame_hover(struct theme *theme, struct frame *frame, int button);
void frame_press(struct theme *theme, struct frame *frame, int button);

#endif
