#include "tests/scenario/atom.h"

#include <stdlib.h>
#include <string.h>

#define ATOMS_MOST 32u /* of a property, that are looked at */

xcb_atom_t
atom_named(xcb_connection_t *x, const char *name)
{
	xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(
	    x, xcb_intern_atom(x, 0, (uint16_t)strlen(name), name), NULL);
	xcb_atom_t atom = reply ? reply->atom : (xcb_atom_t)XCB_NONE;

	free(reply);
	return atom;
}

bool
atom_is_in(
    xcb_connection_t *x, xcb_window_t window, const char *property, const char *name)
{
	xcb_atom_t wanted = atom_named(x, name);
	xcb_get_property_reply_t *reply = xcb_get_property_reply(x,
	    xcb_get_property(
	        x, 0, window, atom_named(x, property), XCB_ATOM_ATOM, 0, ATOMS_MOST),
	    NULL);
	const xcb_atom_t *atoms = reply ? xcb_get_property_value(reply) : NULL;
	bool is = false;

	for (uint32_t i = 0; reply && i < reply->value_len; i++) {
		is = is || atoms[i] == wanted;
	}
	free(reply);
	return is;
}
