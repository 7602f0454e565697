#include "xorg-dummy-driver/output.h"

#include <xf86Crtc.h>

#include "xorg-dummy-driver/options.h"
#include "xorg-dummy-driver/root.h"

#include <stdio.h>

#define DEFAULT_WIDTH 1920 /* px */
#define DEFAULT_HEIGHT 1080
#define REFRESH 60.0F /* Hz: nothing is refreshed, but programs ask */

/* --- CRTC ---------------------------------------------------------------------- */

static void
crtc_dpms(xf86CrtcPtr crtc, int mode)
{
	(void)crtc;
	(void)mode;
}

static Bool
crtc_set_mode(xf86CrtcPtr crtc, DisplayModePtr mode, Rotation rotation, int x, int y)
{
	crtc->mode = *mode;
	crtc->rotation = rotation;
	crtc->x = x;
	crtc->y = y;
	crtc->transformPresent = FALSE;
	return TRUE;
}

static void
crtc_set_gamma(xf86CrtcPtr crtc, CARD16 *red, CARD16 *green, CARD16 *blue, int size)
{
	(void)crtc;
	(void)red;
	(void)green;
	(void)blue;
	(void)size;
}

static const xf86CrtcFuncsRec crtc_funcs = {
    .dpms = crtc_dpms,
    .set_mode_major = crtc_set_mode,
    .gamma_set = crtc_set_gamma,
};

/* --- output -------------------------------------------------------------------- */

static void
output_dpms(xf86OutputPtr output, int mode)
{
	(void)output;
	(void)mode;
}

static int
output_mode_valid(xf86OutputPtr output, DisplayModePtr mode)
{
	(void)output;
	if (mode->HDisplay > SCREEN_WIDTH_MAX || mode->VDisplay > SCREEN_HEIGHT_MAX) {
		return MODE_BAD;
	}
	return MODE_OK;
}

static xf86OutputStatus
output_detect(xf86OutputPtr output)
{
	(void)output;
	return XF86OutputStatusConnected;
}

/* Option "Mode" "WIDTHxHEIGHT"; what does not fit is the default. */
static void
first_size(const struct driver *driver, int *width, int *height)
{
	const char *text = options_text(driver, OPTION_MODE);
	char rest;

	*width = DEFAULT_WIDTH;
	*height = DEFAULT_HEIGHT;
	if (!text) {
		return;
	}
	int w, h;
	if (sscanf(text, "%5dx%5d%c", &w, &h, &rest) == 2 && w > 0 && h > 0 &&
	    w <= SCREEN_WIDTH_MAX && h <= SCREEN_HEIGHT_MAX) {
		*width = w;
		*height = h;
		return;
	}
	xf86DrvMsg(driver->scrn->scrnIndex, X_WARNING,
	    "Option \"Mode\" is \"%s\": not WIDTHxHEIGHT up to %dx%d\n", text,
	    SCREEN_WIDTH_MAX, SCREEN_HEIGHT_MAX);
}

static DisplayModePtr
output_get_modes(xf86OutputPtr output)
{
	int width, height;

	first_size(output->scrn->driverPrivate, &width, &height);
	DisplayModePtr mode = xf86CVTMode(width, height, REFRESH, FALSE, FALSE);
	if (!mode) {
		return NULL;
	}
	/* CVT rounds the width to its cells of 8; we need not. */
	mode->HDisplay = width;
	xf86SetModeDefaultName(mode);
	mode->type = M_T_DRIVER | M_T_PREFERRED;
	return mode;
}

static void
output_destroy(xf86OutputPtr output)
{
	(void)output;
}

static const xf86OutputFuncsRec output_funcs = {
    .dpms = output_dpms,
    .mode_valid = output_mode_valid,
    .detect = output_detect,
    .get_modes = output_get_modes,
    .destroy = output_destroy,
};

static const xf86CrtcConfigFuncsRec config_funcs = {
    .resize = root_resize,
};

bool
output_init(struct driver *driver)
{
	ScrnInfoPtr scrn = driver->scrn;

	xf86CrtcConfigInit(scrn, &config_funcs);
	xf86CrtcSetSizeRange(scrn, 1, 1, SCREEN_WIDTH_MAX, SCREEN_HEIGHT_MAX);

	xf86CrtcPtr crtc = xf86CrtcCreate(scrn, &crtc_funcs);
	xf86OutputPtr output = xf86OutputCreate(scrn, &output_funcs, "PARAVENT-0");
	if (!crtc || !output) {
		return false;
	}
	output->possible_crtcs = 1;
	output->interlaceAllowed = TRUE;
	output->doubleScanAllowed = TRUE;
	if (!xf86InitialConfiguration(scrn, TRUE)) {
		xf86DrvMsg(scrn->scrnIndex, X_ERROR, "no usable mode\n");
		return false;
	}
	scrn->currentMode = scrn->modes;
	return true;
}
