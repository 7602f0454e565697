#include "wm/action.h"

#include <string.h>

static const struct {
	const char *name;
	enum action_argument takes;
} actions[ACTION_N] = {
    [ACTION_NONE] = {"none", ACTION_TAKES_NOTHING},
    [ACTION_CLOSE] = {"close", ACTION_TAKES_NOTHING},
    [ACTION_KILL] = {"kill", ACTION_TAKES_NOTHING},
    [ACTION_MINIMISE] = {"minimise", ACTION_TAKES_NOTHING},
    [ACTION_MAXIMISE] = {"maximise", ACTION_TAKES_NOTHING},
    [ACTION_FULLSCREEN] = {"fullscreen", ACTION_TAKES_NOTHING},
    [ACTION_SHADE] = {"shade", ACTION_TAKES_NOTHING},
    [ACTION_STICK] = {"stick", ACTION_TAKES_NOTHING},
    [ACTION_ABOVE] = {"above", ACTION_TAKES_NOTHING},
    [ACTION_BELOW] = {"below", ACTION_TAKES_NOTHING},
    [ACTION_RAISE] = {"raise", ACTION_TAKES_NOTHING},
    [ACTION_LOWER] = {"lower", ACTION_TAKES_NOTHING},
    [ACTION_MOVE] = {"move", ACTION_TAKES_NOTHING},
    [ACTION_RESIZE] = {"resize", ACTION_TAKES_NOTHING},
    [ACTION_TILE_LEFT] = {"tile-left", ACTION_TAKES_NOTHING},
    [ACTION_TILE_RIGHT] = {"tile-right", ACTION_TAKES_NOTHING},
    [ACTION_TILE_UP] = {"tile-up", ACTION_TAKES_NOTHING},
    [ACTION_TILE_DOWN] = {"tile-down", ACTION_TAKES_NOTHING},
    [ACTION_CENTRE] = {"centre", ACTION_TAKES_NOTHING},
    [ACTION_NEXT_WINDOW] = {"next-window", ACTION_TAKES_NOTHING},
    [ACTION_PREVIOUS_WINDOW] = {"previous-window", ACTION_TAKES_NOTHING},
    [ACTION_NEXT_OF_DOMAIN] = {"next-of-domain", ACTION_TAKES_NOTHING},
    [ACTION_ATTENTION] = {"attention", ACTION_TAKES_NOTHING},
    [ACTION_WORKSPACE] = {"workspace", ACTION_TAKES_NUMBER},
    [ACTION_SEND] = {"send", ACTION_TAKES_NUMBER},
    [ACTION_WORKSPACE_LEFT] = {"workspace-left", ACTION_TAKES_NOTHING},
    [ACTION_WORKSPACE_RIGHT] = {"workspace-right", ACTION_TAKES_NOTHING},
    [ACTION_MONITOR_NEXT] = {"monitor-next", ACTION_TAKES_NOTHING},
    [ACTION_SHOW_DESKTOP] = {"show-desktop", ACTION_TAKES_NOTHING},
    [ACTION_RUN] = {"run", ACTION_TAKES_TEXT},
    [ACTION_RELOAD] = {"reload", ACTION_TAKES_NOTHING},
    [ACTION_RESTART] = {"restart", ACTION_TAKES_NOTHING},
    [ACTION_QUIT] = {"quit", ACTION_TAKES_NOTHING},
};

const char *
action_name(enum action action)
{
	return actions[action].name;
}

enum action_argument
action_takes(enum action action)
{
	return actions[action].takes;
}

bool
action_find(const char *name, enum action *out)
{
	for (unsigned i = 0; i < ACTION_N; i++) {
		if (strcmp(actions[i].name, name) == 0) {
			*out = (enum action)i;
			return true;
		}
	}
	return false;
}
