/*
 * Tells the person that there is no strip, in its place: while it is started again, so
 * that nobody waits for keys, or trusts what another window shows there.
 * Needs the X server alone; a process of its own (keeper.h).
 */
#ifndef STRIP_NOTICE_H
#define STRIP_NOTICE_H

#include "common/x/connection.h"
#include "wm/strip/options.h"

#define NOTICE_TITLE "paravent-strip: no strip" /* of its windows */

/* Shows it on each monitor until the X server has gone. */
void notice_run(struct x *x, const struct strip_options *options);

#endif
