#include "xorg-dummy-driver/input.h"

#include <exevents.h>
#include <inputstr.h>
#include <xkbsrv.h>
#include <xserver-properties.h>
/* needs XI_* */
#include <X11/extensions/XI.h>

#include "xorg-dummy-driver/inject.h"
#include "xorg-dummy-driver/options.h"

#include <stdlib.h>
#include <string.h>

#define AXES 2

/* The names tell them apart; a configuration may have sections for them, or not. */
static const char keyboard_name[] = "Paravent keyboard";
static const char pointer_name[] = "Paravent pointer";

/* As the server asks; slot is where the driver keeps the device while it is open. */
static int
switch_device(
    DeviceIntPtr *slot, DeviceIntPtr device, int what, int (*start)(DeviceIntPtr device))
{
	switch (what) {
	case DEVICE_INIT:
		*slot = device;
		return start(device);
	case DEVICE_ON:
		device->public.on = TRUE;
		return Success;
	case DEVICE_OFF:
		device->public.on = FALSE;
		return Success;
	case DEVICE_CLOSE:
		*slot = NULL;
		return Success;
	default:
		return BadMatch;
	}
}

/* --- keyboard -------------------------------------------------------------------- */

static void
keyboard_bell(int percent, DeviceIntPtr device, void *control, int feedback)
{
	(void)percent;
	(void)device;
	(void)control;
	(void)feedback;
}

static void
keyboard_set_control(DeviceIntPtr device, KeybdCtrl *control)
{
	(void)device;
	(void)control;
}

/* Xorg reads the strings only, but takes them as writable. */
static char *
name_or(const struct driver *driver, enum driver_option which, const char * or)
{
	const char *name = options_text(driver, which);

	return (char *)(uintptr_t)(name ? name : or);
}

static int
keyboard_start(DeviceIntPtr device)
{
	const struct driver *driver = driver_first();
	XkbRMLVOSet names = {
	    .rules = (char *)(uintptr_t) "evdev",
	    .model = name_or(driver, OPTION_XKB_MODEL, "pc105"),
	    .layout = name_or(driver, OPTION_XKB_LAYOUT, "us"),
	    .variant = name_or(driver, OPTION_XKB_VARIANT, NULL),
	    .options = name_or(driver, OPTION_XKB_OPTIONS, NULL),
	};

	if (!InitKeyboardDeviceStruct(
	        device, &names, keyboard_bell, keyboard_set_control)) {
		return BadAlloc;
	}
	return Success;
}

static int
keyboard_control(DeviceIntPtr device, int what)
{
	return switch_device(&driver_first()->keyboard, device, what, keyboard_start);
}

/* --- pointer --------------------------------------------------------------------- */

static void
pointer_set_control(DeviceIntPtr device, PtrCtrl *control)
{
	(void)device;
	(void)control;
}

/* Absolute, in px of the screen: an axis without limits is not scaled. */
static int
pointer_start(DeviceIntPtr device)
{
	static const char *const button_names[INPUT_BUTTONS] = {BTN_LABEL_PROP_BTN_LEFT,
	    BTN_LABEL_PROP_BTN_MIDDLE, BTN_LABEL_PROP_BTN_RIGHT,
	    BTN_LABEL_PROP_BTN_WHEEL_UP, BTN_LABEL_PROP_BTN_WHEEL_DOWN,
	    BTN_LABEL_PROP_BTN_HWHEEL_LEFT, BTN_LABEL_PROP_BTN_HWHEEL_RIGHT,
	    BTN_LABEL_PROP_BTN_BACK, BTN_LABEL_PROP_BTN_FORWARD,
	    BTN_LABEL_PROP_BTN_UNKNOWN};
	Atom axes[AXES] = {XIGetKnownProperty(AXIS_LABEL_PROP_ABS_X),
	    XIGetKnownProperty(AXIS_LABEL_PROP_ABS_Y)};
	Atom labels[INPUT_BUTTONS];
	CARD8 map[INPUT_BUTTONS + 1] = {0};

	for (CARD8 i = 0; i < INPUT_BUTTONS; i++) {
		labels[i] = XIGetKnownProperty(button_names[i]);
		map[i + 1] = (CARD8)(i + 1);
	}
	if (!InitPointerDeviceStruct((DevicePtr)device, map, INPUT_BUTTONS, labels,
	        pointer_set_control, GetMotionHistorySize(), AXES, axes)) {
		return BadAlloc;
	}
	for (int i = 0; i < AXES; i++) {
		xf86InitValuatorAxisStruct(device, i, axes[i], NO_AXIS_LIMITS,
		    NO_AXIS_LIMITS, 0, 0, 0, Absolute);
		xf86InitValuatorDefaults(device, i);
	}
	return Success;
}

static int
pointer_control(DeviceIntPtr device, int what)
{
	return switch_device(&driver_first()->pointer, device, what, pointer_start);
}

/* --- both ------------------------------------------------------------------------ */

static int
input_pre_init(InputDriverPtr input, InputInfoPtr info, int flags)
{
	(void)input;
	(void)flags;
	if (!driver_first()) {
		return BadMatch;
	}
	if (strcmp(info->name, keyboard_name) == 0) {
		info->type_name = XI_KEYBOARD;
		info->device_control = keyboard_control;
		return Success;
	}
	if (strcmp(info->name, pointer_name) == 0) {
		info->type_name = XI_MOUSE;
		info->device_control = pointer_control;
		return Success;
	}
	xf86IDrvMsg(
	    info, X_ERROR, "is neither \"%s\" nor \"%s\"\n", keyboard_name, pointer_name);
	return BadMatch;
}

static void
input_un_init(InputDriverPtr input, InputInfoPtr info, int flags)
{
	(void)input;
	xf86DeleteInput(info, flags);
}

/* Xorg links it into a list of its own, so it cannot be constant. */
InputDriverRec input_driver = {
    .driverVersion = 1,
    .driverName = DRIVER_NAME,
    .PreInit = input_pre_init,
    .UnInit = input_un_init,
};

static bool
add_device(const char *name)
{
	InputOption *options = input_option_new(NULL, "identifier", name);
	DeviceIntPtr device;

	options = input_option_new(options, "driver", DRIVER_NAME);
	int error = NewInputDeviceRequest(options, NULL, &device);
	input_option_free_list(&options);
	return error == Success;
}

static Bool
add_devices(ClientPtr client, void *data)
{
	struct driver *driver = data;

	(void)client;
	if ((!driver->keyboard && !add_device(keyboard_name)) ||
	    (!driver->pointer && !add_device(pointer_name))) {
		xf86DrvMsg(driver->scrn->scrnIndex, X_ERROR,
		    "no keyboard or no pointer: input will be lost\n");
	}
	inject_first_key(driver);
	return TRUE; /* once */
}

Bool
input_init(struct driver *driver)
{
	driver->position = valuator_mask_new(AXES);
	/* The server has no core devices yet; it works this queue before any client. */
	return driver->position && QueueWorkProc(add_devices, NULL, driver);
}

void
input_finish(struct driver *driver)
{
	valuator_mask_free(&driver->position);
}
