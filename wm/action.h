/*
 * What a person can have the window manager do, by name: for keys and for buttons.
 * Names only; act.c does it.
 */
#ifndef WM_ACTION_H
#define WM_ACTION_H

#include "common/base/base.h"

enum action {
	ACTION_NONE,
	ACTION_CLOSE,
	ACTION_KILL,
	ACTION_MINIMISE,
	ACTION_MAXIMISE,
	ACTION_FULLSCREEN,
	ACTION_SHADE,
	ACTION_STICK,
	ACTION_ABOVE,
	ACTION_BELOW,
	ACTION_RAISE,
	ACTION_LOWER,
	ACTION_MOVE,
	ACTION_RESIZE,
	ACTION_TILE_LEFT,
	ACTION_TILE_RIGHT,
	ACTION_TILE_UP,
	ACTION_TILE_DOWN,
	ACTION_CENTRE,
	ACTION_NEXT_WINDOW,
	ACTION_PREVIOUS_WINDOW,
	ACTION_NEXT_OF_DOMAIN,
	ACTION_ATTENTION,
	ACTION_WORKSPACE, /* with a number from 1 */
	ACTION_SEND,      /* with a number from 1 */
	ACTION_WORKSPACE_LEFT,
	ACTION_WORKSPACE_RIGHT,
	ACTION_MONITOR_NEXT,
	ACTION_SHOW_DESKTOP,
	ACTION_RUN, /* with a command of dom0's shell */
	ACTION_RELOAD,
	ACTION_RESTART,
	ACTION_QUIT,
	ACTION_N,
};

/* What follows the name: nothing, a number, a text. */
enum action_argument {
	ACTION_TAKES_NOTHING,
	ACTION_TAKES_NUMBER,
	ACTION_TAKES_TEXT,
};

const char *action_name(enum action action);
enum action_argument action_takes(enum action action);
MUST_USE bool action_find(const char *name, enum action *out);

#endif
