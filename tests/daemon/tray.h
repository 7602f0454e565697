/*
 * A desktop's tray, as small as one can be: a window in a corner, in which icons stand in
 * a row (freedesktop.org System Tray Protocol).  It is a client of its own, so that it
 * can die.
 */
#ifndef TESTS_TRAY_H
#define TESTS_TRAY_H

#include "common/base/rect.h"

#include <xcb/xcb.h>

#define TRAY_SLOT 24 /* px */
#define TRAY_MOST 16
#define TRAY_BACKGROUND 0x202428

struct tray {
	xcb_connection_t *x; /* owned */
	xcb_window_t root, window;
	xcb_atom_t selection, opcode, manager;
	int16_t left, top;             /* px, of the window on the root */
	xcb_window_t icons[TRAY_MOST]; /* XCB_NONE: a free slot */
	size_t count;
	bool saves; /* icons go back to the root when it dies */
};

/* False when there is one already, or no display. */
MUST_USE bool tray_open(struct tray *tray, const char *display, bool saves);

/* Does what it was asked for so far. */
void tray_serve(struct tray *tray);

/* Its connection ends, and all its windows with it. */
void tray_die(struct tray *tray);

/* Where icon i is on the root. */
struct rect tray_slot(const struct tray *tray, size_t i);

#endif
