#include "xorg-dummy-driver/driver.h"

#include <extension.h>
#include <xf86Xinput.h>

#include "xorg-dummy-driver/extension.h"
#include "xorg-dummy-driver/input.h"
#include "xorg-dummy-driver/options.h"
#include "xorg-dummy-driver/screen.h"

#include <stdlib.h>
#include <sys/resource.h>

static void
driver_identify(int flags)
{
	(void)flags;
	xf86Msg(
	    X_INFO, "%s: a screen whose windows lie in shareable pages\n", DRIVER_NAME);
}

static const OptionInfoRec *
driver_options(int chip, int bus)
{
	(void)chip;
	(void)bus;
	return options_known;
}

/* No terminal, no ports, no device: an ordinary user may run us. */
static Bool
driver_func(ScrnInfoPtr scrn, xorgDriverFuncOp op, void *data)
{
	(void)scrn;
	if (op != GET_REQUIRED_HW_INTERFACES) {
		return FALSE;
	}
	*(xorgHWFlags *)data = HW_SKIP_CONSOLE;
	return TRUE;
}

/* One screen: there is one agent in a guest. */
static Bool
driver_probe(DriverPtr driver, int flags)
{
	GDevPtr *sections = NULL;
	int count = xf86MatchDevice(DRIVER_NAME, &sections);

	if (count <= 0) {
		return FALSE;
	}
	if (!(flags & PROBE_DETECT)) {
		int entity = xf86ClaimNoSlot(driver, 0, sections[0], TRUE);
		ScrnInfoPtr scrn = xf86AllocateScreen(driver, 0);

		if (!scrn) {
			free(sections);
			return FALSE;
		}
		xf86AddEntityToScreen(scrn, entity);
		scrn->Probe = driver_probe;
		screen_adopt(scrn);
	}
	free(sections);
	return TRUE;
}

/* Xorg links these two into lists of its own, so they cannot be constant. */
static DriverRec video_driver = {
    .driverVersion = 1,
    .driverName = DRIVER_NAME,
    .Identify = driver_identify,
    .Probe = driver_probe,
    .AvailableOptions = driver_options,
    .driverFunc = driver_func,
};

static const ExtensionModule extension_modules[] = {
    {extension_init, PARAVENT_X_NAME, NULL},
};

/* Each window's memfd is a descriptor: as many as the system lets us have. */
static void
raise_descriptor_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static void *
driver_setup(void *module, void *options, int *error_major, int *error_minor)
{
	static bool is_set_up; /* the loader calls once for each use of the name */

	(void)options;
	(void)error_minor;
	if (is_set_up) {
		*error_major = LDR_ONCEONLY;
		return NULL;
	}
	is_set_up = true;
	raise_descriptor_limit();
	xf86AddDriver(&video_driver, module, HaveDriverFuncs);
	xf86AddInputDriver(&input_driver, module, 0);
	LoadExtensionList(extension_modules, ARRAY_LEN(extension_modules), FALSE);
	return &video_driver; /* anything but NULL */
}

static XF86ModuleVersionInfo version_info = {
    .modname = DRIVER_NAME,
    .vendor = "Paravent",
    ._modinfo1_ = MODINFOSTRING1,
    ._modinfo2_ = MODINFOSTRING2,
    .xf86version = XORG_VERSION_CURRENT,
    .majorversion = PARAVENT_X_MAJOR,
    .minorversion = PARAVENT_X_MINOR,
    .patchlevel = 0,
    .abiclass = ABI_CLASS_VIDEODRV,
    .abiversion = ABI_VIDEODRV_VERSION,
    .moduleclass = MOD_CLASS_VIDEODRV,
};

/* The loader looks for this name: file name and "ModuleData". */
extern _X_EXPORT XF86ModuleData paraventModuleData;
_X_EXPORT XF86ModuleData paraventModuleData = {
    .vers = &version_info,
    .setup = driver_setup,
};
