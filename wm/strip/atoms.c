#include "wm/strip/atoms.h"

static const char *const names[] = {
    "_NET_ACTIVE_WINDOW",
    "_NET_CLOSE_WINDOW",
    "_NET_SUPPORTING_WM_CHECK",
    "_NET_WM_WINDOW_TYPE",
    "_NET_WM_WINDOW_TYPE_DOCK",
    "_NET_WM_STRUT",
    "_NET_WM_STRUT_PARTIAL",
    "_NET_WM_STATE_ABOVE",
    "_NET_WM_STATE_STICKY",
    "_NET_WM_CM_S0",
};

bool
strip_atoms_find(struct x *x, struct strip_atoms *out)
{
	xcb_atom_t found[ARRAY_LEN(names)];
	bool complete = x_intern(x, names, ARRAY_LEN(names), found);

	*out = (struct strip_atoms){
	    .active_window = found[0],
	    .close_window = found[1],
	    .supporting_check = found[2],
	    .window_type = found[3],
	    .dock = found[4],
	    .strut = found[5],
	    .strut_partial = found[6],
	    .above = found[7],
	    .sticky = found[8],
	    .compositor = found[9],
	};
	return complete;
}
