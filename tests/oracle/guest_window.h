/*
 * The windows of a test guest and their buffers, painted only in colours that carry its
 * domain's tag.  Sends nothing.
 */
#ifndef ORACLE_GUEST_WINDOW_H
#define ORACLE_GUEST_WINDOW_H

#include "common/base/rect.h"

#define GUEST_WINDOWS_MAX 1024

struct guest_window {
	uint32_t id; /* 0: free place */
	struct rect area;
	bool override_redirect;
	bool mapped;
	int fd;           /* owned: sealed memfd of the buffer; -1 for none */
	uint32_t *pixels; /* owned mapping of bytes */
	size_t bytes;
	uint32_t width, height; /* px, of the buffer */
	char title[128];
};

struct guest_windows {
	struct guest_window windows[GUEST_WINDOWS_MAX];
	unsigned tag;
};

struct guest_window *guest_window_find(struct guest_windows *all, uint32_t id);

/* NULL when the id is taken or there is no room. */
struct guest_window *guest_window_create(
    struct guest_windows *all, uint32_t id, struct rect area, bool override_redirect);
void guest_window_destroy(struct guest_window *window);

/* A new buffer of the window's size, painted; false with errno. */
MUST_USE bool guest_window_attach(struct guest_window *window, unsigned tag);

/* Paints the buffer anew, in other colours of the same tag for another seed. */
void guest_window_paint(struct guest_window *window, unsigned tag, uint32_t seed);

#endif
