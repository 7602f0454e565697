/*
 * Our keyboard and our pointer: created by the driver itself, fed by the extension only.
 */
#ifndef DRIVER_INPUT_H
#define DRIVER_INPUT_H

#include "xorg-dummy-driver/driver.h"

#include <xf86Xinput.h>

extern InputDriverRec input_driver;

#define INPUT_BUTTONS 10

/* Has both devices made once the server can take them: before the first request. */
Bool input_init(struct driver *driver);
void input_finish(struct driver *driver);

#endif
