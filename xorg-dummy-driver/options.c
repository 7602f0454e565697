#include "xorg-dummy-driver/options.h"

#include <stdlib.h>
#include <string.h>

const OptionInfoRec options_known[] = {
    {OPTION_MODE, "Mode", OPTV_STRING, {0}, FALSE},
    {OPTION_PAGES, "Pages", OPTV_STRING, {0}, FALSE},
    {OPTION_PEER_DOMAIN, "PeerDomain", OPTV_INTEGER, {0}, FALSE},
    {OPTION_MAX_PAGES, "MaxPages", OPTV_INTEGER, {0}, FALSE},
    {OPTION_XKB_MODEL, "XkbModel", OPTV_STRING, {0}, FALSE},
    {OPTION_XKB_LAYOUT, "XkbLayout", OPTV_STRING, {0}, FALSE},
    {OPTION_XKB_VARIANT, "XkbVariant", OPTV_STRING, {0}, FALSE},
    {OPTION_XKB_OPTIONS, "XkbOptions", OPTV_STRING, {0}, FALSE},
    {-1, NULL, OPTV_NONE, {0}, FALSE},
};

bool
options_read(struct driver *driver)
{
	ScrnInfoPtr scrn = driver->scrn;

	xf86CollectOptions(scrn, NULL);
	driver->options = malloc(sizeof(*options_known) * (DRIVER_N_OPTIONS + 1));
	if (!driver->options) {
		return false;
	}
	memcpy(driver->options, options_known,
	    sizeof(*options_known) * (DRIVER_N_OPTIONS + 1));
	xf86ProcessOptions(scrn->scrnIndex, scrn->options, driver->options);
	return true;
}

const char *
options_text(const struct driver *driver, enum driver_option which)
{
	return xf86GetOptValString(driver->options, (int)which);
}

size_t
options_number(const struct driver *driver, enum driver_option which)
{
	int value = 0;

	if (!xf86GetOptValInteger(driver->options, (int)which, &value) || value < 0) {
		return 0;
	}
	return (size_t)value;
}
