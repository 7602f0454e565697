/*
 * The X extension PARAVENT, protocol/xext/paravent-x.h: the agent's door to the driver.
 */
#ifndef DRIVER_EXTENSION_H
#define DRIVER_EXTENSION_H

/* Registers it; Xorg calls once in each server generation. */
void extension_init(void);

#endif
