/*
 * The display's resolution, as its programs take it: Xft.dpi among the X resources, else
 * what its monitor tells.
 * Decides nothing but the scale that follows from it.
 */
#ifndef X_RESOLUTION_H
#define X_RESOLUTION_H

#include "common/x/connection.h"

/*
 * Percent, as common/base/scale.h has it: asks, and waits for the answer; SCALE_PLAIN
 * where nothing tells.  It may have changed when RESOURCE_MANAGER of the root has.
 */
uint32_t resolution_scale(struct x *x);

#endif
