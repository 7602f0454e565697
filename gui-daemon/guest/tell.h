/*
 * One function for each message that the worker sends about a window.
 * Decides nothing.
 */
#ifndef GUEST_TELL_H
#define GUEST_TELL_H

#include "gui-daemon/guest/windows.h"

struct link;

void tell_configure(struct link *link, const struct window *window); /* place.told */
void tell_close(struct link *link, uint32_t id);
void tell_flags(struct link *link, uint32_t id, uint32_t set, uint32_t unset);
void tell_dump_done(struct link *link, uint32_t id, uint32_t minor);
void tell_destroyed(struct link *link, uint32_t id, uint32_t minor);

/* Send what you have copied; here is what was copied elsewhere. */
void tell_clipboard_asked(struct link *link, uint32_t id);
void tell_clipboard(
    struct link *link, uint32_t minor, uint32_t id, const void *bytes, size_t len);

#endif
