/*
 * Atoms that the strip alone needs, beside those of all our X clients
 * (common/x/atoms.def).
 */
#ifndef STRIP_ATOMS_H
#define STRIP_ATOMS_H

#include "common/x/connection.h"

struct strip_atoms {
	xcb_atom_t active_window, close_window, supporting_check, compositor;
	xcb_atom_t window_type, dock, strut, strut_partial, above, sticky;
};

/* One round trip.  False when the X server went away. */
MUST_USE bool strip_atoms_find(struct x *x, struct strip_atoms *out);

#endif
