/*
 * A guest's window under a rig's window manager, for tests that are the guest: shown,
 * agreed on with the manager, told of states.  Judges nothing.
 */
#ifndef WORKER_MANAGED_H
#define WORKER_MANAGED_H

#include "tests/daemon/worker-rig.h"

#define MANAGED_GREEN 0x10e010u

/* PROTOCOL: flags of a window. */
#define FULLSCREEN 1
#define ATTENTION 2
#define MINIMISED 4

extern const struct rect managed_asked; /* px: where such windows want to be */

/* A new window there, all MANAGED_GREEN; the worker's, when it is seen. */
xcb_window_t managed_show(struct rig *rig, uint32_t id, const char *title);

void managed_ask(
    struct rig *rig, xcb_window_t window, const char *what, const uint32_t words[5]);
void managed_sync(struct rig *rig);

/* Of a MSG_CONFIGURE. */
struct rect managed_told(const struct rig_message *m);
struct rect managed_agree(struct rig *rig, xcb_window_t outer, struct rect before);

/* Whether the next MSG_WINDOW_FLAGS that the guest is sent says so. */
bool managed_hears_flags(struct rig *rig, uint32_t set, uint32_t unset);
void managed_send_flags(struct rig *rig, uint32_t id, uint32_t set, uint32_t unset);

struct rect managed_filled(const struct rig *rig);

#endif
