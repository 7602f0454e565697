/*
 * Window properties, with caps on what is read.
 * Must not decide what a property means.
 */
#ifndef X_PROPERTY_H
#define X_PROPERTY_H

#include "common/x/connection.h"

/* Replace a property; no reply.  Text is UTF8_STRING unless it says otherwise. */
void property_set_utf8(
    struct x *x, xcb_window_t window, xcb_atom_t property, const char *text);
void property_set_latin1(
    struct x *x, xcb_window_t window, xcb_atom_t property, const char *text, size_t len);
void property_set_words(struct x *x, xcb_window_t window, xcb_atom_t property,
    xcb_atom_t type, const uint32_t *words, uint32_t count);

/* Asks for at most most words; the reply comes later.  Returns its sequence. */
MUST_USE unsigned int property_ask_words(struct x *x, xcb_window_t window,
    xcb_atom_t property, xcb_atom_t type, uint32_t most);

/* The words of a reply, borrowed from it, and their number in *count; 0 of another type.
 */
const uint32_t *property_words(
    const xcb_get_property_reply_t *reply, xcb_atom_t type, uint32_t *count);

#endif
