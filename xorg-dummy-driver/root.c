#include "xorg-dummy-driver/root.h"

#include <sys/mman.h>

void
root_free(struct driver *driver)
{
	if (driver->root_pixels) {
		munmap(driver->root_pixels, driver->root_bytes);
	}
	driver->root_pixels = NULL;
	driver->root_bytes = 0;
}

/*
 * Address space only: a page costs memory once somebody draws on it, which on a desktop
 * whose windows are all redirected is seldom.
 */
bool
root_alloc(struct driver *driver, int width, int height)
{
	size_t bytes = (size_t)width * (size_t)height * 4;

	if (bytes <= driver->root_bytes && bytes >= driver->root_bytes / 4) {
		return true;
	}
	void *pixels = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (pixels == MAP_FAILED) {
		return false;
	}
	root_free(driver);
	driver->root_pixels = pixels;
	driver->root_bytes = bytes;
	return true;
}

Bool
root_resize(ScrnInfoPtr scrn, int width, int height)
{
	struct driver *driver = scrn->driverPrivate;
	ScreenPtr screen = xf86ScrnToScreen(scrn);
	PixmapPtr root = screen->GetScreenPixmap(screen);

	if (!root_alloc(driver, width, height)) {
		return FALSE;
	}
	scrn->virtualX = width;
	scrn->virtualY = height;
	scrn->displayWidth = width;
	return screen->ModifyPixmapHeader(
	    root, width, height, -1, -1, width * 4, driver->root_pixels);
}
