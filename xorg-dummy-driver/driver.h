/*
 * What the parts of the Xorg driver share: one struct driver for each screen.
 * Holds no logic; Xorg's SDK headers, hence included after <xorg-server.h> only.
 */
#ifndef DRIVER_DRIVER_H
#define DRIVER_DRIVER_H

#include <xorg-server.h>
/* Xorg's own first */
#include <input.h>
#include <xf86.h>

#include "xorg-dummy-driver/pool.h"

#define DRIVER_NAME "paravent"

#define SCREEN_WIDTH_MAX 16384 /* px */
#define SCREEN_HEIGHT_MAX 6144 /* px */

enum driver_option {
	OPTION_MODE,
	OPTION_PAGES,
	OPTION_PEER_DOMAIN,
	OPTION_MAX_PAGES,
	OPTION_XKB_MODEL,
	OPTION_XKB_LAYOUT,
	OPTION_XKB_VARIANT,
	OPTION_XKB_OPTIONS,
	DRIVER_N_OPTIONS,
};

struct driver {
	ScrnInfoPtr scrn;      /* borrowed: it owns us */
	OptionInfoPtr options; /* owned: DRIVER_N_OPTIONS, and an end mark */

	/* The root window's own pixels.  Ordinary memory: nobody is shown them. */
	void *root_pixels; /* owned mapping */
	size_t root_bytes;

	struct pool *pool; /* owned; from ScreenInit to CloseScreen */
	size_t ordinary;   /* windows' pixmaps for which there were no pages */
	bool told_ran_out; /* one line in the log is enough, until all is well */

	DeviceIntPtr keyboard;  /* borrowed until its DEVICE_CLOSE */
	DeviceIntPtr pointer;   /* borrowed until its DEVICE_CLOSE */
	ValuatorMask *position; /* owned: scratch of inject.c, empty between calls */

	/* What we wrap. */
	CloseScreenProcPtr close_screen;
	CreatePixmapProcPtr create_pixmap;
	DestroyPixmapProcPtr destroy_pixmap;
};

/* --- privates.c ------------------------------------------------------------------- */

/* From now on the screen is the driver's.  False when out of memory. */
MUST_USE bool driver_attach(struct driver *driver, ScreenPtr screen);

/* NULL when another driver has the screen. */
struct driver *driver_of(ScreenPtr screen);

/* driver_of() the first screen. */
struct driver *driver_first(void);

#endif
