/*
 * Text with the letters that font_select() set, and for characters which these lack with
 * those of another font: measured, cut and drawn by the same rules.  One character stands
 * right of the one before it, in the text's order, whatever script it is of: nothing is
 * shaped, and nothing turns the direction of what stands beside it.
 * Knows no window, and not whose text it is.
 */
#ifndef PAINT_LETTERS_H
#define PAINT_LETTERS_H

#include "common/base/base.h"

struct _cairo; /* cairo_t */

#define LETTERS_ELLIPSIS "\xe2\x80\xa6" /* what ends a text that is cut */

/* px of a line of text, rounded up; 0 when out of memory, or when it is no UTF-8. */
double letters_width(struct _cairo *cr, const char *text);

/*
 * Draws it in the current colour; x, y: where its baseline begins.  False when out of
 * memory, or when it is no UTF-8: nothing was drawn.
 */
bool letters_put(struct _cairo *cr, double x, double y, const char *text);

/*
 * Cuts characters off the end of a text, in a buffer of size bytes, and adds an ellipsis,
 * until it is no wider than most px; what has not even room for that is empty then, and
 * so is any text when out of memory, or when it is no UTF-8.  True when it was cut.
 */
bool letters_fit(struct _cairo *cr, char *text, size_t size, double most);

/* Where a baseline lies so that a line is in the middle of height px, from their top. */
double letters_baseline(struct _cairo *cr, double height);

#endif
