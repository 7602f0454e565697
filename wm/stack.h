/*
 * The order of windows from bottom to top: layers, and dialogs above what they belong to.
 * Pure: ids in, ids out.
 */
#ifndef WM_STACK_H
#define WM_STACK_H

#include "common/base/base.h"

/* EWMH, "Stacking order"; the strip lies above everything (P2). */
enum layer {
	LAYER_DESKTOP,
	LAYER_BELOW,
	LAYER_NORMAL,
	LAYER_DOCK,
	LAYER_ABOVE,
	LAYER_FULLSCREEN,
	LAYER_STRIP,
	LAYER_N,
};

struct stack_item {
	uint32_t id;
	uint32_t above; /* id of the window that it belongs to, 0 for none */
	enum layer layer;
};

/*
 * Sorts items, given in the order in which they were raised (the last one most
 * recently), into stacking order, bottom first.  A window that belongs to another is
 * never below it, and within its layer right above it.  False, and any order, when out of
 * memory.
 */
MUST_USE bool stack_sort(struct stack_item *items, size_t count);

#endif
