/*
 * One event of the extension's inject request becomes input of our devices.
 */
#ifndef DRIVER_INJECT_H
#define DRIVER_INJECT_H

#include "xorg-dummy-driver/driver.h"

/* An X error code; BadValue for a type or detail that does not exist. */
int inject_event(struct driver *driver, const struct paravent_x_event *event);

/*
 * Makes our keyboard the one that the server's clients see, before there are any: else
 * the first key tells each of them that the keymap has changed.
 */
void inject_first_key(struct driver *driver);

#endif
