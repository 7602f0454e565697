/*
 * The pointer's sprite: none.  The daemon draws the desktop's pointer; a sprite painted
 * here would lie in windows' pictures.
 */
#ifndef DRIVER_SPRITE_H
#define DRIVER_SPRITE_H

#include "xorg-dummy-driver/driver.h"

Bool sprite_init(ScreenPtr screen);

#endif
