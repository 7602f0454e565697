/*
 * How a window says what it is called.
 * Asks for nothing.
 */
#ifndef STRIP_TITLE_H
#define STRIP_TITLE_H

#include "common/x/connection.h"
#include "wm/text.h"

/* By its property's type (ICCCM 2.7.1). */
static inline enum text_encoding
title_encoding(const struct x *x, xcb_atom_t type)
{
	return type == XCB_ATOM_STRING           ? TEXT_LATIN1
	    : type == x->atoms[ATOM_UTF8_STRING] ? TEXT_UTF8
	                                         : TEXT_COMPOUND;
}

#endif
