#include "wm/workspace.h"

#include "wm/wm.h"

static void
touch_all(struct wm *wm)
{
	for (struct client *c = wm->first; c; c = c->next) {
		client_touch(c, DIRT_MAP);
	}
	wm->dirt |= WM_DIRT_STACK;
}

/* Somebody who is seen gets the focus; a domain's window only if it had it before. */
static void
focus_what_is_here(struct wm *wm)
{
	if (wm->focused && client_is_visible(wm, wm->focused)) {
		return;
	}
	for (size_t i = 0; i < wm->history.count; i++) {
		struct client *c = client_find_own(wm, wm->history.ids[i]);
		if (c && client_is_visible(wm, c) && client_may_focus(c) &&
		    c->type != TYPE_DESKTOP &&
		    (c->owner == TRUST_DOM0 || c->has_had_focus)) {
			client_focus(wm, c);
			return;
		}
	}
	client_focus(wm, NULL);
}

void
workspace_go(struct wm *wm, uint32_t workspace)
{
	if (workspace >= wm->n_workspaces || workspace == wm->workspace) {
		return;
	}
	if (wm->showing_desktop) {
		workspace_show_desktop(wm, false);
	}
	wm->workspace = workspace;
	if (wm->drag.client) {
		client_set_workspace(wm, wm->drag.client, workspace);
	}
	wm->dirt |= WM_DIRT_WORKSPACES;
	touch_all(wm);
	focus_what_is_here(wm);
}

void
workspace_set_count(struct wm *wm, uint32_t count)
{
	if (count < 1 || count > CONFIG_WORKSPACES_MAX || count == wm->n_workspaces) {
		return;
	}
	wm->n_workspaces = count;
	wm->dirt |= WM_DIRT_WORKSPACES;
	for (struct client *c = wm->first; c; c = c->next) {
		if (c->workspace != WORKSPACE_ALL && c->workspace >= count) {
			client_set_workspace(wm, c, count - 1);
		}
	}
	if (wm->workspace >= count) {
		workspace_go(wm, count - 1);
	}
}

void
workspace_show_desktop(struct wm *wm, bool show)
{
	if (wm->showing_desktop == show) {
		return;
	}
	wm->showing_desktop = show;
	wm->dirt |= WM_DIRT_SHOWING;
	for (struct client *c = wm->first; c; c = c->next) {
		c->hidden_by_show_desktop =
		    show && c->type != TYPE_DESKTOP && c->type != TYPE_DOCK;
	}
	touch_all(wm);
	if (show) {
		client_focus(wm, NULL);
	} else {
		focus_what_is_here(wm);
	}
}

void
workspace_activate(struct wm *wm, struct client *client)
{
	if (wm->showing_desktop && client->hidden_by_show_desktop) {
		workspace_show_desktop(wm, false);
	}
	if (!client_is_on(client, wm->workspace)) {
		workspace_go(wm, client->workspace);
	}
	client_set_states(wm, client, 0, STATE_HIDDEN | STATE_ATTENTION);
	client_raise(wm, client);
	client_focus(wm, client);
}
