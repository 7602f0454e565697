#include "tests/scenario/atom.h"

#include <stdlib.h>
#include <string.h>

xcb_atom_t
atom_named(xcb_connection_t *x, const char *name)
{
	xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(
	    x, xcb_intern_atom(x, 0, (uint16_t)strlen(name), name), NULL);
	xcb_atom_t atom = reply ? reply->atom : (xcb_atom_t)XCB_NONE;

	free(reply);
	return atom;
}
