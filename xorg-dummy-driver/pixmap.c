#include "xorg-dummy-driver/pixmap.h"

#include <gcstruct.h>

#include "xorg-dummy-driver/buffer.h"

#include <stdlib.h>
#include <string.h>

/* Xorg wants keys of privates to be static. */
static DevPrivateKeyRec pixmap_key;   /* struct buffer, counted */
static DevPrivateKeyRec ordinary_key; /* pixels, owned, that wait for a buffer */

struct buffer *
pixmap_buffer(PixmapPtr pixmap)
{
	return dixLookupPrivate(&pixmap->devPrivates, &pixmap_key);
}

static void
tell_ran_out(struct driver *driver)
{
	if (!driver->told_ran_out) {
		driver->told_ran_out = true;
		xf86DrvMsg(driver->scrn->scrnIndex, X_WARNING,
		    "shareable pages ran out: some windows lie in ordinary memory\n");
	}
}

/* One pixmap fewer lies in ordinary memory. */
static void
count_ordinary_gone(struct driver *driver)
{
	if (--driver->ordinary == 0) {
		driver->told_ran_out = false;
		xf86DrvMsg(driver->scrn->scrnIndex, X_INFO,
		    "all windows lie in shareable pages again\n");
	}
}

/* A window's picture: what Composite redirects windows of our two depths to. */
static bool
is_shareable(int width, int height, int depth, unsigned int usage)
{
	return usage == CREATE_PIXMAP_USAGE_BACKING_PIXMAP &&
	    (depth == 24 || depth == 32) && width > 0 && height > 0 &&
	    width <= UINT16_MAX && height <= UINT16_MAX;
}

/* A header without pixels of its own, pointed at these. */
static PixmapPtr
create_around(
    ScreenPtr screen, void *pixels, int width, int height, int depth, unsigned int usage)
{
	PixmapPtr pixmap = screen->CreatePixmap(screen, 0, 0, depth, usage);

	if (pixmap) {
		screen->ModifyPixmapHeader(
		    pixmap, width, height, depth, 32, width * 4, pixels);
	}
	return pixmap;
}

static PixmapPtr
create_shared(ScreenPtr screen, struct buffer *buffer, unsigned int usage)
{
	PixmapPtr pixmap = create_around(screen, buffer->slab->pixels, buffer->width,
	    buffer->height, buffer->depth, usage);

	if (!pixmap) {
		buffer_unref(buffer);
		return NULL;
	}
	dixSetPrivate(&pixmap->devPrivates, &pixmap_key, buffer);
	return pixmap;
}

/* In ordinary memory that is not one piece with its header: pixmap_share() frees it. */
static PixmapPtr
create_ordinary(ScreenPtr screen, int width, int height, int depth, unsigned int usage)
{
	struct driver *driver = driver_of(screen);
	void *pixels = calloc((size_t)width * (size_t)height, 4);
	PixmapPtr pixmap =
	    pixels ? create_around(screen, pixels, width, height, depth, usage) : NULL;

	if (!pixmap) {
		free(pixels);
		return NULL;
	}
	dixSetPrivate(&pixmap->devPrivates, &ordinary_key, pixels);
	driver->ordinary++;
	tell_ran_out(driver);
	return pixmap;
}

static PixmapPtr
create(ScreenPtr screen, int width, int height, int depth, unsigned int usage)
{
	if (!is_shareable(width, height, depth, usage)) {
		return screen->CreatePixmap(screen, width, height, depth, usage);
	}
	struct buffer *buffer = buffer_create(
	    driver_of(screen)->pool, (uint16_t)width, (uint16_t)height, (uint8_t)depth);
	return buffer ? create_shared(screen, buffer, usage)
	              : create_ordinary(screen, width, height, depth, usage);
}

static PixmapPtr
pixmap_create(ScreenPtr screen, int width, int height, int depth, unsigned int usage)
{
	struct driver *driver = driver_of(screen);
	PixmapPtr pixmap;

	screen->CreatePixmap = driver->create_pixmap;
	pixmap = create(screen, width, height, depth, usage);
	driver->create_pixmap = screen->CreatePixmap;
	screen->CreatePixmap = pixmap_create;
	return pixmap;
}

static Bool
pixmap_destroy(PixmapPtr pixmap)
{
	ScreenPtr screen = pixmap->drawable.pScreen;
	struct driver *driver = driver_of(screen);
	bool is_last = pixmap->refcnt == 1;
	struct buffer *buffer = is_last ? pixmap_buffer(pixmap) : NULL;
	void *ordinary =
	    is_last ? dixLookupPrivate(&pixmap->devPrivates, &ordinary_key) : NULL;
	Bool destroyed;

	screen->DestroyPixmap = driver->destroy_pixmap;
	destroyed = screen->DestroyPixmap(pixmap);
	driver->destroy_pixmap = screen->DestroyPixmap;
	screen->DestroyPixmap = pixmap_destroy;
	if (buffer) {
		buffer_unref(buffer);
	}
	if (ordinary) {
		free(ordinary);
		count_ordinary_gone(driver);
	}
	return destroyed;
}

/* --- pages are back ------------------------------------------------------------------
 */

/* What was validated for a drawing into the pixmap must be so anew. */
static int
visit_window(WindowPtr window, void *pixmap)
{
	if (window->drawable.pScreen->GetWindowPixmap(window) != pixmap) {
		return WT_DONTWALKCHILDREN;
	}
	window->drawable.serialNumber = NEXT_SERIAL_NUMBER;
	return WT_WALKCHILDREN;
}

/*
 * Size and stride stay; given with the pixels they would make a new pixmap of the header,
 * with one reference and no id, while clients may have named it.
 */
static void
point_at(WindowPtr window, PixmapPtr pixmap, void *pixels)
{
	pixmap->drawable.pScreen->ModifyPixmapHeader(pixmap, 0, 0, 0, 0, 0, pixels);
	pixmap->drawable.serialNumber = NEXT_SERIAL_NUMBER;
	TraverseTree(window, visit_window, pixmap);
}

struct buffer *
pixmap_share(WindowPtr window, PixmapPtr pixmap)
{
	struct driver *driver = driver_of(pixmap->drawable.pScreen);
	void *ordinary = dixLookupPrivate(&pixmap->devPrivates, &ordinary_key);
	const DrawableRec *drawable = &pixmap->drawable;
	size_t bytes = (size_t)drawable->width * drawable->height * 4;

	if (!ordinary || !pool_may_take(driver->pool, bytes)) {
		return pixmap_buffer(pixmap);
	}
	struct buffer *buffer = buffer_create(
	    driver->pool, drawable->width, drawable->height, drawable->depth);
	if (!buffer) {
		return NULL;
	}
	memcpy(buffer->slab->pixels, ordinary, bytes);
	point_at(window, pixmap, buffer->slab->pixels);
	dixSetPrivate(&pixmap->devPrivates, &pixmap_key, buffer);
	dixSetPrivate(&pixmap->devPrivates, &ordinary_key, NULL);
	free(ordinary);
	count_ordinary_gone(driver);
	return buffer;
}

/* --- the screen ----------------------------------------------------------------------
 */

Bool
pixmap_init(ScreenPtr screen)
{
	struct driver *driver = driver_of(screen);

	if (!dixRegisterPrivateKey(&pixmap_key, PRIVATE_PIXMAP, 0) ||
	    !dixRegisterPrivateKey(&ordinary_key, PRIVATE_PIXMAP, 0)) {
		return FALSE;
	}
	driver->create_pixmap = screen->CreatePixmap;
	screen->CreatePixmap = pixmap_create;
	driver->destroy_pixmap = screen->DestroyPixmap;
	screen->DestroyPixmap = pixmap_destroy;
	return TRUE;
}

void
pixmap_finish(ScreenPtr screen)
{
	struct driver *driver = driver_of(screen);

	screen->CreatePixmap = driver->create_pixmap;
	screen->DestroyPixmap = driver->destroy_pixmap;
}
