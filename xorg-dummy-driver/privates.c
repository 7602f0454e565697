/* Which struct driver a screen has: a private of Xorg's. */
#include "xorg-dummy-driver/driver.h"

/* Xorg wants keys of privates to be static. */
static DevPrivateKeyRec screen_key;

bool
driver_attach(struct driver *driver, ScreenPtr screen)
{
	if (!dixRegisterPrivateKey(&screen_key, PRIVATE_SCREEN, 0)) {
		return false;
	}
	dixSetPrivate(&screen->devPrivates, &screen_key, driver);
	return true;
}

struct driver *
driver_of(ScreenPtr screen)
{
	if (!dixPrivateKeyRegistered(&screen_key)) {
		return NULL;
	}
	return dixLookupPrivate(&screen->devPrivates, &screen_key);
}

struct driver *
driver_first(void)
{
	return screenInfo.numScreens > 0 ? driver_of(screenInfo.screens[0]) : NULL;
}
