/*
 * The screen: depth, options, the root window's memory, and the hooks Xorg calls.
 */
#ifndef DRIVER_SCREEN_H
#define DRIVER_SCREEN_H

#include "xorg-dummy-driver/driver.h"

/* The option names, for Xorg's -showopts. */
extern const OptionInfoRec screen_options[];

/* Sets the hooks of a screen that Xorg has just allocated. */
void screen_adopt(ScrnInfoPtr scrn);

/* Gives the root window width x height px.  False, changing nothing: no memory. */
Bool screen_resize(ScrnInfoPtr scrn, int width, int height);

#endif
