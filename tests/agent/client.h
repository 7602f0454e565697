/*
 * A client of the guest's X server: windows as a test wants them.
 */
#ifndef TEST_AGENT_CLIENT_H
#define TEST_AGENT_CLIENT_H

#include "tests/agent/guest.h"

/* Creating and setting wait in the queue; mapping, filling and syncing send it. */

/* A window, not mapped, that listens to input and structure; depth and class as usual. */
xcb_window_t client_create(struct guest *guest, int16_t x, int16_t y, uint16_t width,
    uint16_t height, bool override_redirect);
void client_map(struct guest *guest, xcb_window_t window);
void client_fill(
    struct guest *guest, xcb_window_t window, xcb_rectangle_t area, uint32_t colour);
xcb_atom_t client_atom(struct guest *guest, const char *name);
void client_set_text(struct guest *guest, xcb_window_t window, xcb_atom_t property,
    xcb_atom_t type, const char *text, size_t len);
void client_set_words(struct guest *guest, xcb_window_t window, xcb_atom_t property,
    xcb_atom_t type, const uint32_t *words, size_t count);

/* Every request so far has been executed. */
void client_sync(struct guest *guest);

/*
 * The next event of that type (without the bit of SendEvent), thrown away those before;
 * NULL when none comes.  To be freed.
 */
xcb_generic_event_t *client_await(struct guest *guest, uint8_t type);

#endif
