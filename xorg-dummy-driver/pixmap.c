#include "xorg-dummy-driver/pixmap.h"

#include "xorg-dummy-driver/buffer.h"

/* Xorg wants keys of privates to be static. */
static DevPrivateKeyRec pixmap_key;

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

/* A window's picture: what Composite redirects windows of our two depths to. */
static bool
is_shareable(int width, int height, int depth, unsigned int usage)
{
	return usage == CREATE_PIXMAP_USAGE_BACKING_PIXMAP &&
	    (depth == 24 || depth == 32) && width > 0 && height > 0 &&
	    width <= UINT16_MAX && height <= UINT16_MAX;
}

static struct buffer *
buffer_for(struct driver *driver, int width, int height, int depth, unsigned int usage)
{
	if (!is_shareable(width, height, depth, usage)) {
		return NULL;
	}
	struct buffer *buffer = buffer_create(
	    driver->pool, (uint16_t)width, (uint16_t)height, (uint8_t)depth);
	if (!buffer) {
		tell_ran_out(driver);
	}
	return buffer;
}

/* A header without pixels of its own, pointed at the buffer's. */
static PixmapPtr
create_around(ScreenPtr screen, struct buffer *buffer, unsigned int usage)
{
	PixmapPtr pixmap = screen->CreatePixmap(screen, 0, 0, buffer->depth, usage);

	if (!pixmap) {
		buffer_unref(buffer);
		return NULL;
	}
	dixSetPrivate(&pixmap->devPrivates, &pixmap_key, buffer);
	screen->ModifyPixmapHeader(pixmap, buffer->width, buffer->height, buffer->depth,
	    32, buffer->width * 4, buffer->slab->pixels);
	return pixmap;
}

static PixmapPtr
pixmap_create(ScreenPtr screen, int width, int height, int depth, unsigned int usage)
{
	struct driver *driver = driver_of(screen);
	struct buffer *buffer = buffer_for(driver, width, height, depth, usage);
	PixmapPtr pixmap;

	screen->CreatePixmap = driver->create_pixmap;
	pixmap = buffer ? create_around(screen, buffer, usage)
	                : screen->CreatePixmap(screen, width, height, depth, usage);
	driver->create_pixmap = screen->CreatePixmap;
	screen->CreatePixmap = pixmap_create;
	return pixmap;
}

static Bool
pixmap_destroy(PixmapPtr pixmap)
{
	ScreenPtr screen = pixmap->drawable.pScreen;
	struct driver *driver = driver_of(screen);
	struct buffer *buffer = pixmap->refcnt == 1 ? pixmap_buffer(pixmap) : NULL;
	Bool destroyed;

	screen->DestroyPixmap = driver->destroy_pixmap;
	destroyed = screen->DestroyPixmap(pixmap);
	driver->destroy_pixmap = screen->DestroyPixmap;
	screen->DestroyPixmap = pixmap_destroy;
	if (buffer) {
		buffer_unref(buffer);
	}
	return destroyed;
}

Bool
pixmap_init(ScreenPtr screen)
{
	struct driver *driver = driver_of(screen);

	if (!dixRegisterPrivateKey(&pixmap_key, PRIVATE_PIXMAP, 0)) {
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
