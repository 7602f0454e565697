#include "wm/restart.h"

#include "wm/wm.h"
#include "wm/workspace.h"

#include <stdlib.h>

/* Words of a window's record. */
enum {
	R_WINDOW,
	R_X,
	R_Y,
	R_WIDTH,
	R_HEIGHT,
	R_STATES,
	R_TILE,
	R_WORKSPACE,
	R_WORDS,
};

/* Words before the records. */
enum { H_VERSION, H_WORKSPACE, H_FOCUSED, H_WORDS };

#define VERSION 1u
#define MOST_WORDS 65536u
#define KEPT_STATES                                                            \
	(STATE_STICKY | STATE_MAXIMIZED | STATE_SHADED | STATE_FULLSCREEN |    \
	    STATE_ABOVE | STATE_BELOW | STATE_ATTENTION | STATE_SKIP_TASKBAR | \
	    STATE_SKIP_PAGER)

void
restart_save(struct wm *wm)
{
	size_t room = H_WORDS + R_WORDS * wm->n_clients;
	uint32_t *words = calloc(room, sizeof(*words));
	uint32_t *at = words + H_WORDS;

	if (!words) {
		log_warn("out of memory: places are not carried over");
		return;
	}
	words[H_VERSION] = VERSION;
	words[H_WORKSPACE] = wm->workspace;
	words[H_FOCUSED] = wm->focused ? wm->focused->window : XCB_NONE;
	for (const struct client *c = wm->first; c; c = c->next, at += R_WORDS) {
		at[R_WINDOW] = c->window;
		at[R_X] = (uint32_t)c->normal.x;
		at[R_Y] = (uint32_t)c->normal.y;
		at[R_WIDTH] = c->normal.width;
		at[R_HEIGHT] = c->normal.height;
		at[R_STATES] = c->states;
		at[R_TILE] = (uint32_t)c->tile;
		at[R_WORKSPACE] = c->workspace;
	}
	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_REPLACE, wm->root,
	    wm->atoms[A_PARAVENT_SAVED], XCB_ATOM_CARDINAL, 32, (uint32_t)room, words);
	free(words);
}

static void
restore_client(struct wm *wm, const uint32_t *at)
{
	struct client *c = client_find_own(wm, at[R_WINDOW]);

	if (!c || at[R_WIDTH] < 1 || at[R_WIDTH] > HINTS_SIDE_MAX || at[R_HEIGHT] < 1 ||
	    at[R_HEIGHT] > HINTS_SIDE_MAX || at[R_TILE] >= TILE_N) {
		return;
	}
	client_set_states(wm, c, at[R_STATES] & KEPT_STATES, 0);
	c->tile = (enum tile)at[R_TILE];
	client_set_normal(wm, c,
	    (struct rect){(int32_t)at[R_X], (int32_t)at[R_Y], at[R_WIDTH], at[R_HEIGHT]});
	client_set_workspace(wm, c, at[R_WORKSPACE]);
}

static void
restore(struct wm *wm, const uint32_t *words, uint32_t count)
{
	if (count < H_WORDS || words[H_VERSION] != VERSION) {
		return;
	}
	if (words[H_WORKSPACE] < wm->n_workspaces) {
		workspace_go(wm, words[H_WORKSPACE]);
	}
	for (uint32_t i = H_WORDS; i + R_WORDS <= count; i += R_WORDS) {
		restore_client(wm, words + i);
	}
	struct client *focused = client_find_own(wm, words[H_FOCUSED]);
	if (focused) {
		client_focus(wm, focused);
	}
}

void
restart_restore(struct wm *wm)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(wm->x->xcb,
	    xcb_get_property(wm->x->xcb, 1, wm->root, wm->atoms[A_PARAVENT_SAVED],
	        XCB_ATOM_CARDINAL, 0, MOST_WORDS),
	    NULL);

	if (reply && reply->format == 32) {
		restore(wm, xcb_get_property_value(reply),
		    (uint32_t)xcb_get_property_value_length(reply) / 4);
	}
	free(reply);
}
