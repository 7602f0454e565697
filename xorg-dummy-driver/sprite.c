#include "xorg-dummy-driver/sprite.h"

#include <mipointer.h>
#include <xf86Cursor.h>

static Bool
sprite_realize(DeviceIntPtr device, ScreenPtr screen, CursorPtr cursor)
{
	(void)device;
	(void)screen;
	(void)cursor;
	return TRUE;
}

static void
sprite_set(DeviceIntPtr device, ScreenPtr screen, CursorPtr cursor, int x, int y)
{
	(void)device;
	(void)screen;
	(void)cursor;
	(void)x;
	(void)y;
}

static void
sprite_move(DeviceIntPtr device, ScreenPtr screen, int x, int y)
{
	(void)device;
	(void)screen;
	(void)x;
	(void)y;
}

static Bool
sprite_init_device(DeviceIntPtr device, ScreenPtr screen)
{
	(void)device;
	(void)screen;
	return TRUE;
}

static void
sprite_finish_device(DeviceIntPtr device, ScreenPtr screen)
{
	(void)device;
	(void)screen;
}

/* Xorg keeps the address, and does not promise not to write. */
static miPointerSpriteFuncRec sprite_funcs = {
    .RealizeCursor = sprite_realize,
    .UnrealizeCursor = sprite_realize,
    .SetCursor = sprite_set,
    .MoveCursor = sprite_move,
    .DeviceCursorInitialize = sprite_init_device,
    .DeviceCursorCleanup = sprite_finish_device,
};

Bool
sprite_init(ScreenPtr screen)
{
	return miPointerInitialize(
	    screen, &sprite_funcs, xf86GetPointerScreenFuncs(), FALSE);
}
