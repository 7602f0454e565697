#include "wm/strip/manager.h"

#include "common/x/property.h"

#include <stdlib.h>

xcb_window_t
manager_find(struct x *x, xcb_atom_t supporting_check)
{
	xcb_get_property_cookie_t cookie = {
	    property_ask_words(x, x->screen->root, supporting_check, XCB_ATOM_WINDOW, 1)};
	xcb_get_property_reply_t *reply = xcb_get_property_reply(x->xcb, cookie, NULL);
	uint32_t count = 0;
	const uint32_t *words =
	    reply ? property_words(reply, XCB_ATOM_WINDOW, &count) : NULL;
	xcb_window_t manager = count > 0 ? words[0] : XCB_NONE;

	free(reply);
	return manager;
}
