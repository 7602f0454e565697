/*
 * The attention view's texts as pixels: the title below a window's name, and the bar that
 * says what its keys do.  Of the same size however often they are drawn: what was there
 * before is covered.
 * Draws into memory; knows no X.
 */
#ifndef STRIP_VIEW_NAMES_H
#define STRIP_VIEW_NAMES_H

#include "common/paint/mark.h"
#include "wm/strip/style.h"

#define VIEW_GROUND 0x14181cu /* 0xRRGGBB, behind names and titles */

/* px at 100 %. */
#define VIEW_TITLE_PX 24u
#define VIEW_BAR_PX 84u
#define VIEW_BAR_LABEL_PX 16u /* from the bar's left and top to the chosen one's name */

/*
 * A window's title, cut to most px (on the screen), with a sign beside it while its
 * domain is paused. False when there is nothing to draw, or no memory.
 */
MUST_USE bool view_draw_title(const struct strip_style *style, const char *title,
    bool is_paused, uint32_t most, struct mark_picture *out);

/*
 * width px wide, VIEW_BAR_PX at this scale high: beside left px for the name of what is
 * chosen its title, and below them the keys.  False when out of memory.
 */
MUST_USE bool view_draw_bar(const struct strip_style *style, const char *title,
    uint32_t left, uint32_t width, struct mark_picture *out);

/* px that the bar takes with a name of that width, on a monitor of that width. */
uint32_t view_bar_width(
    const struct strip_style *style, uint32_t label, uint32_t monitor);

#endif
