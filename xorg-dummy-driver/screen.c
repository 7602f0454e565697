#include "xorg-dummy-driver/screen.h"

#include <fb.h>
#include <micmap.h>
#include <mipointer.h>
#include <xf86Crtc.h>

#include "xorg-dummy-driver/input.h"
#include "xorg-dummy-driver/options.h"
#include "xorg-dummy-driver/output.h"
#include "xorg-dummy-driver/pixmap.h"
#include "xorg-dummy-driver/root.h"
#include "xorg-dummy-driver/sprite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- before the screen exists ------------------------------------------------ */

static bool
set_depth(ScrnInfoPtr scrn)
{
	rgb none = {0, 0, 0};
	Gamma no_gamma = {0.0, 0.0, 0.0};

	if (!xf86SetDepthBpp(scrn, 24, 0, 32, Support32bppFb)) {
		return false;
	}
	if (scrn->depth != 24 || scrn->bitsPerPixel != 32) {
		xf86DrvMsg(
		    scrn->scrnIndex, X_ERROR, "only depth 24 at 32 bits a pixel\n");
		return false;
	}
	xf86PrintDepthBpp(scrn);
	return xf86SetWeight(scrn, none, none) && xf86SetDefaultVisual(scrn, -1) &&
	    xf86SetGamma(scrn, no_gamma);
}

static Bool
screen_pre_init(ScrnInfoPtr scrn, int flags)
{
	if (flags & PROBE_DETECT) {
		return FALSE;
	}
	struct driver *driver = calloc(1, sizeof(*driver));
	if (!driver) {
		return FALSE;
	}
	driver->scrn = scrn;
	scrn->driverPrivate = driver;
	scrn->monitor = scrn->confScreen->monitor;
	scrn->progClock = TRUE;
	scrn->rgbBits = 8;
	if (!set_depth(scrn) || !options_read(driver) || !output_init(driver)) {
		return FALSE;
	}
	xf86SetDpi(scrn, 0, 0);
	scrn->displayWidth = scrn->virtualX;
	return xf86LoadSubModule(scrn, "fb") != NULL;
}

static void
screen_free(ScrnInfoPtr scrn)
{
	struct driver *driver = scrn->driverPrivate;

	if (driver) {
		free(driver->options);
		free(driver);
	}
	scrn->driverPrivate = NULL;
}

/* --- the screen --------------------------------------------------------------- */

/* "grant", "memfd", or what there is: grants where Xen's device opens. */
static struct pages *
open_pages(const struct driver *driver)
{
	const char *wanted = options_text(driver, OPTION_PAGES);
	size_t limit = options_number(driver, OPTION_MAX_PAGES);
	uint16_t domain = (uint16_t)options_number(driver, OPTION_PEER_DOMAIN);
	int index = driver->scrn->scrnIndex;

	if (!wanted || strcmp(wanted, "auto") == 0 || strcmp(wanted, "grant") == 0) {
		struct pages *pages = pages_gntalloc_create(domain, limit);

		if (pages || (wanted && strcmp(wanted, "grant") == 0)) {
			xf86DrvMsg(index, pages ? X_INFO : X_ERROR,
			    "granting pages to domain %u%s%s\n", domain,
			    pages ? "" : ": ", pages ? "" : strerror(errno));
			return pages;
		}
	} else if (strcmp(wanted, "memfd") != 0) {
		xf86DrvMsg(index, X_ERROR,
		    "Option \"Pages\" is \"%s\": neither memfd, grant nor auto\n",
		    wanted);
		return NULL;
	}
	xf86DrvMsg(index, X_INFO, "windows lie in memfds\n");
	return pages_memfd_create(limit);
}

static bool
open_pool(struct driver *driver)
{
	struct pages *pages = open_pages(driver);

	driver->pool = pages ? pool_create(pages) : NULL;
	return driver->pool != NULL;
}

static Bool
screen_close(ScreenPtr screen)
{
	struct driver *driver = driver_of(screen);
	Bool closed;

	screen->CloseScreen = driver->close_screen;
	pixmap_finish(screen);
	input_finish(driver);
	closed = screen->CloseScreen(screen);
	pool_destroy(driver->pool);
	driver->pool = NULL;
	root_free(driver);
	driver->scrn->vtSema = FALSE;
	return closed;
}

static void
set_channels(ScrnInfoPtr scrn, ScreenPtr screen)
{
	for (int i = 0; i < screen->numVisuals; i++) {
		VisualPtr visual = &screen->visuals[i];

		if ((visual->class | DynamicClass) == DirectColor) {
			visual->offsetRed = (int)scrn->offset.red;
			visual->offsetGreen = (int)scrn->offset.green;
			visual->offsetBlue = (int)scrn->offset.blue;
			visual->redMask = scrn->mask.red;
			visual->greenMask = scrn->mask.green;
			visual->blueMask = scrn->mask.blue;
		}
	}
}

static bool
init_drawing(ScrnInfoPtr scrn, ScreenPtr screen, void *pixels)
{
	miClearVisualTypes();
	if (!miSetVisualTypes(scrn->depth, TrueColorMask, scrn->rgbBits, TrueColor) ||
	    !miSetPixmapDepths()) {
		return false;
	}
	if (!fbScreenInit(screen, pixels, scrn->virtualX, scrn->virtualY, scrn->xDpi,
	        scrn->yDpi, scrn->displayWidth, scrn->bitsPerPixel)) {
		return false;
	}
	set_channels(scrn, screen);
	if (!fbPictureInit(screen, NULL, 0)) {
		return false;
	}
	xf86SetBlackWhitePixels(screen);
	xf86SetBackingStore(screen);
	/* A root without a background need not be painted: new pages are zero. */
	screen->canDoBGNoneRoot = TRUE;
	return true;
}

static Bool
screen_init(ScreenPtr screen, int argc, char **argv)
{
	ScrnInfoPtr scrn = xf86ScreenToScrn(screen);
	struct driver *driver = scrn->driverPrivate;

	(void)argc;
	(void)argv;
	scrn->pScreen = screen;
	scrn->vtSema = TRUE;
	if (!driver_attach(driver, screen) || !open_pool(driver) ||
	    !root_alloc(driver, scrn->virtualX, scrn->virtualY) ||
	    !init_drawing(scrn, screen, driver->root_pixels) || !pixmap_init(screen) ||
	    !sprite_init(screen) || !xf86CrtcScreenInit(screen) ||
	    !miCreateDefColormap(screen)) {
		return FALSE;
	}
	screen->SaveScreen = xf86SaveScreen;
	driver->close_screen = screen->CloseScreen;
	screen->CloseScreen = screen_close;
	if (serverGeneration == 1) {
		xf86ShowUnusedOptions(scrn->scrnIndex, scrn->options);
	}
	return xf86SetDesiredModes(scrn) && input_init(driver);
}

/* --- what a virtual terminal would ask ---------------------------------------- */

static Bool
screen_switch_mode(ScrnInfoPtr scrn, DisplayModePtr mode)
{
	return xf86SetSingleMode(scrn, mode, RR_Rotate_0);
}

static void
screen_adjust_frame(ScrnInfoPtr scrn, int x, int y)
{
	(void)scrn;
	(void)x;
	(void)y;
}

static Bool
screen_enter_vt(ScrnInfoPtr scrn)
{
	(void)scrn;
	return TRUE;
}

static void
screen_leave_vt(ScrnInfoPtr scrn)
{
	(void)scrn;
}

static ModeStatus
screen_valid_mode(ScrnInfoPtr scrn, DisplayModePtr mode, Bool verbose, int flags)
{
	(void)scrn;
	(void)mode;
	(void)verbose;
	(void)flags;
	return MODE_OK;
}

void
screen_adopt(ScrnInfoPtr scrn)
{
	scrn->driverVersion = 1;
	scrn->driverName = DRIVER_NAME;
	scrn->name = DRIVER_NAME;
	scrn->PreInit = screen_pre_init;
	scrn->ScreenInit = screen_init;
	scrn->SwitchMode = screen_switch_mode;
	scrn->AdjustFrame = screen_adjust_frame;
	scrn->EnterVT = screen_enter_vt;
	scrn->LeaveVT = screen_leave_vt;
	scrn->FreeScreen = screen_free;
	scrn->ValidMode = screen_valid_mode;
}
