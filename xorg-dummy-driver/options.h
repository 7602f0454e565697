/*
 * The options of the screen's section in xorg.conf (xorg.conf(5)).
 */
#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "xorg-dummy-driver/driver.h"

/* Their names, for Xorg's -showopts. */
extern const OptionInfoRec options_known[];

/* Fills driver->options from the section.  False when out of memory. */
MUST_USE bool options_read(struct driver *driver);

/* NULL when the option is not set; else borrowed. */
const char *options_text(const struct driver *driver, enum driver_option which);

/* 0 when it is not set, or no number that is fit. */
size_t options_number(const struct driver *driver, enum driver_option which);

#endif
