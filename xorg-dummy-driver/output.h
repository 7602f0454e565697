/*
 * The one output and its CRTC: RandR 1.2, any mode up to the screen's largest size.
 */
#ifndef DRIVER_OUTPUT_H
#define DRIVER_OUTPUT_H

#include "xorg-dummy-driver/driver.h"

/* Creates both, and sets the screen's first size.  False after a line in the log. */
bool output_init(struct driver *driver);

#endif
