#include "tests/oracle/guest_window.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"
#include "tests/oracle/tag.h"

#include <string.h>
#include <sys/mman.h>

#define CELL 16u /* px: side of a square of one colour */

struct guest_window *
guest_window_find(struct guest_windows *all, uint32_t id)
{
	for (size_t i = 0; i < GUEST_WINDOWS_MAX; i++) {
		if (all->windows[i].id == id) {
			return &all->windows[i];
		}
	}
	return NULL;
}

struct guest_window *
guest_window_create(
    struct guest_windows *all, uint32_t id, struct rect area, bool override_redirect)
{
	struct guest_window *window = guest_window_find(all, 0);

	if (id == 0 || guest_window_find(all, id) || !window) {
		return NULL;
	}
	*window = (struct guest_window){
	    .id = id, .area = area, .override_redirect = override_redirect, .fd = -1};
	return window;
}

static void
detach(struct guest_window *window)
{
	if (window->pixels) {
		munmap(window->pixels, window->bytes);
		window->pixels = NULL;
	}
	fd_close(&window->fd);
}

void
guest_window_destroy(struct guest_window *window)
{
	detach(window);
	*window = (struct guest_window){.fd = -1};
}

bool
guest_window_attach(struct guest_window *window, unsigned tag)
{
	size_t bytes = (size_t)window->area.width * window->area.height * 4;
	int fd = memfd_create_sealed("buffer", bytes);
	void *pixels;

	if (fd < 0) {
		return false;
	}
	pixels = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (pixels == MAP_FAILED) {
		fd_close(&fd);
		return false;
	}
	detach(window);
	window->fd = fd;
	window->pixels = pixels;
	window->bytes = bytes;
	window->width = window->area.width;
	window->height = window->area.height;
	guest_window_paint(window, tag, window->id);
	return true;
}

void
guest_window_paint(struct guest_window *window, unsigned tag, uint32_t seed)
{
	for (uint32_t y = 0; window->pixels && y < window->height; y++) {
		uint32_t *row = window->pixels + (size_t)y * window->width;

		for (uint32_t x = 0; x < window->width; x++) {
			uint32_t cell =
			    x / CELL * 37 + y / CELL * 101 + seed * 2654435761u;

			row[x] = tag_put(0x404040 + (cell * 0x1f3d5b & 0x7f7f7f), tag);
		}
	}
}
