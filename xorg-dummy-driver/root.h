/*
 * The root window's own pixels, in ordinary memory: nobody is shown them.
 */
#ifndef DRIVER_ROOT_H
#define DRIVER_ROOT_H

#include "xorg-dummy-driver/driver.h"

/* Room for width x height px in driver->root_pixels.  False, changing nothing: no memory.
 */
MUST_USE bool root_alloc(struct driver *driver, int width, int height);
void root_free(struct driver *driver); /* none is fine */

/* Gives the root window that size.  False, changing nothing: no memory. */
Bool root_resize(ScrnInfoPtr scrn, int width, int height);

#endif
