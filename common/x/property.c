#include "common/x/property.h"

#include <string.h>

void
property_set_utf8(struct x *x, xcb_window_t window, xcb_atom_t property, const char *text)
{
	xcb_change_property(x->xcb, XCB_PROP_MODE_REPLACE, window, property,
	    x->atoms[ATOM_UTF8_STRING], 8, (uint32_t)strlen(text), text);
}

void
property_set_latin1(
    struct x *x, xcb_window_t window, xcb_atom_t property, const char *text, size_t len)
{
	xcb_change_property(x->xcb, XCB_PROP_MODE_REPLACE, window, property,
	    XCB_ATOM_STRING, 8, (uint32_t)len, text);
}

void
property_set_words(struct x *x, xcb_window_t window, xcb_atom_t property, xcb_atom_t type,
    const uint32_t *words, uint32_t count)
{
	xcb_change_property(
	    x->xcb, XCB_PROP_MODE_REPLACE, window, property, type, 32, count, words);
}

unsigned int
property_ask_words(
    struct x *x, xcb_window_t window, xcb_atom_t property, xcb_atom_t type, uint32_t most)
{
	return xcb_get_property(x->xcb, 0, window, property, type, 0, most).sequence;
}

const uint32_t *
property_words(const xcb_get_property_reply_t *reply, xcb_atom_t type, uint32_t *count)
{
	if (reply->type != type || reply->format != 32) {
		*count = 0;
		return NULL;
	}
	*count = reply->value_len;
	return xcb_get_property_value(reply);
}
