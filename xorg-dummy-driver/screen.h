/*
 * The screen: depth, drawing, and the hooks Xorg calls.
 */
#ifndef DRIVER_SCREEN_H
#define DRIVER_SCREEN_H

#include "xorg-dummy-driver/driver.h"

/* Sets the hooks of a screen that Xorg has just allocated. */
void screen_adopt(ScrnInfoPtr scrn);

#endif
