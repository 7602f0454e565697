#include "xorg-dummy-driver/inject.h"

#include <inputstr.h>
#include <mi.h>
#include <xkbsrv.h>

#include "xorg-dummy-driver/input.h"

#define KEY_MIN 8

/*
 * At once, on this thread and in this request: events keep their order with the client's
 * other requests, and wait for no further wake-up.
 */
static void
deliver(void)
{
	mieqProcessInputEvents();
}

/* --- keys ------------------------------------------------------------------------ */

/*
 * The key was down already, and the server has dropped the second press but armed its own
 * repeat for it: let that fire now.  If a client turned repeat off, for all keys or this,
 * nothing is armed and nothing happens.
 */
static void
fire_repeat(DeviceIntPtr device)
{
	if (device && device->key && device->key->xkbInfo->repeatKeyTimer) {
		TimerForce(device->key->xkbInfo->repeatKeyTimer);
	}
}

/* The server would repeat a held key by itself; repeat comes from the desktop alone. */
static void
disarm_repeat(DeviceIntPtr device)
{
	if (device && device->key) {
		XkbSrvInfoPtr xkb = device->key->xkbInfo;

		xkb->repeatKey = 0;
		TimerCancel(xkb->repeatKeyTimer);
	}
}

static void
inject_key(struct driver *driver, bool press, uint8_t code)
{
	DeviceIntPtr device = driver->keyboard;

	if (!device || !device->key) {
		return;
	}
	DeviceIntPtr master = GetMaster(device, MASTER_KEYBOARD);
	bool was_down = key_is_down(device, code, KEY_POSTED);
	if (!press && !was_down) {
		return;
	}
	input_lock();
	xf86PostKeyboardEvent(device, code, press);
	input_unlock();
	deliver();
	if (press && was_down) {
		fire_repeat(device);
		fire_repeat(master);
	}
	disarm_repeat(device);
	disarm_repeat(master);
}

/* --- pointer --------------------------------------------------------------------- */

static void
inject_button(struct driver *driver, bool press, uint8_t button)
{
	DeviceIntPtr device = driver->pointer;

	if (!device || button_is_down(device, button, BUTTON_POSTED) == press) {
		return;
	}
	input_lock();
	QueuePointerEvents(
	    device, press ? ButtonPress : ButtonRelease, button, 0, driver->position);
	input_unlock();
	deliver();
}

static void
inject_motion(struct driver *driver, int x, int y)
{
	DeviceIntPtr device = driver->pointer;

	if (!device) {
		return;
	}
	valuator_mask_zero(driver->position);
	valuator_mask_set(driver->position, 0, x);
	valuator_mask_set(driver->position, 1, y);
	input_lock();
	QueuePointerEvents(
	    device, MotionNotify, 0, POINTER_ABSOLUTE | POINTER_SCREEN, driver->position);
	input_unlock();
	valuator_mask_zero(driver->position);
	deliver();
}

int
inject_event(struct driver *driver, const struct paravent_x_event *event)
{
	bool press =
	    event->type == PARAVENT_X_KEY_PRESS || event->type == PARAVENT_X_BUTTON_PRESS;

	switch (event->type) {
	case PARAVENT_X_KEY_PRESS:
	case PARAVENT_X_KEY_RELEASE:
		if (event->detail < KEY_MIN) {
			return BadValue;
		}
		inject_key(driver, press, event->detail);
		return Success;
	case PARAVENT_X_BUTTON_PRESS:
	case PARAVENT_X_BUTTON_RELEASE:
		if (event->detail < 1 || event->detail > INPUT_BUTTONS) {
			return BadValue;
		}
		inject_button(driver, press, event->detail);
		return Success;
	case PARAVENT_X_MOTION:
		inject_motion(driver, event->x, event->y);
		return Success;
	default:
		return BadValue;
	}
}

void
inject_first_key(struct driver *driver)
{
	inject_key(driver, true, KEY_MIN);
	inject_key(driver, false, KEY_MIN);
}
