#include "wm/layout.h"
#include "wm/wm.h"

#define SENT_AWAY_MS 2000 /* a window that goes by then went because of the person */

/* --- what should be ---------------------------------------------------------------- */

void
client_set_states(struct wm *wm, struct client *client, uint32_t add, uint32_t remove)
{
	uint32_t before = client->states;

	client->states = (before | add) & ~remove;
	uint32_t changed = before ^ client->states;
	if (!changed) {
		return;
	}
	client_touch(client, DIRT_STATE);
	if (changed & (STATE_MAXIMIZED | STATE_FULLSCREEN | STATE_SHADED)) {
		client_touch(client, DIRT_PLACE | DIRT_TITLE);
	}
	if (changed & (STATE_HIDDEN | STATE_STICKY)) {
		client_touch(client, DIRT_MAP);
		if (client->has_strut) {
			monitors_apply_struts(wm);
		}
	}
	if ((changed & STATE_HIDDEN) && wm->focused == client) {
		client_focus(wm, NULL);
	}
	if (changed & (STATE_ABOVE | STATE_BELOW | STATE_FULLSCREEN | STATE_HIDDEN)) {
		wm->dirt |= WM_DIRT_STACK;
	}
	/* Titles name what is special of a window. */
	client_touch(client, DIRT_TITLE);
}

void
client_repeat_states(struct client *client)
{
	client->shown.states = ~client->states;
	client_touch(client, DIRT_STATE);
}

void
client_set_workspace(struct wm *wm, struct client *client, uint32_t workspace)
{
	if (workspace != WORKSPACE_ALL && workspace >= wm->n_workspaces) {
		workspace = wm->n_workspaces - 1;
	}
	if (client->workspace == workspace) {
		return;
	}
	client->workspace = workspace;
	client_touch(client, DIRT_MAP | DIRT_STATE);
	if (!client_is_visible(wm, client) && wm->focused == client) {
		client_focus(wm, NULL);
	}
	for (struct client *c = wm->first; c; c = c->next) {
		if (client_parent(wm, c) == client) {
			client_set_workspace(wm, c, workspace);
		}
	}
}

void
client_set_tile(struct wm *wm, struct client *client, enum tile tile)
{
	client->tile = tile;
	client_set_states(wm, client, 0, STATE_MAXIMIZED | STATE_SHADED);
	client_touch(client, DIRT_PLACE);
}

void
client_raise(struct wm *wm, struct client *client)
{
	struct client *parent = client_parent(wm, client);

	if (parent && parent->raised < client->raised) {
		parent->raised = ++wm->raises;
	}
	client->raised = ++wm->raises;
	wm->dirt |= WM_DIRT_STACK;
}

void
client_lower(struct wm *wm, struct client *client)
{
	for (struct client *c = wm->first; c; c = c->next) {
		c->raised++;
	}
	wm->raises++;
	client->raised = 0;
	wm->dirt |= WM_DIRT_STACK;
}

static struct rect
within_reach(const struct wm *wm, const struct client *client, struct rect normal)
{
	struct insets in = layout_insets(wm, client);

	hints_fit(&client->size, &normal.width, &normal.height);
	struct rect frame = insets_around(in, normal);
	frame = place_reachable(
	    frame, monitors_find(&wm->monitors, frame)->free, wm->theme.bar_height);
	return insets_within(in, frame);
}

void
client_set_normal(struct wm *wm, struct client *client, struct rect normal)
{
	if (!client_is_fixture(client)) {
		normal = within_reach(wm, client, normal);
	}
	client->normal = normal;
	client->home.is_set = false;
	client_touch(client, DIRT_PLACE);
}

/* --- focus ------------------------------------------------------------------------- */

void
client_send_away(struct wm *wm, struct client *client)
{
	client->sent_away_ms = wm_now_ms(wm);
}

static bool
was_sent_away(const struct wm *wm, const struct client *client)
{
	int64_t ago = wm_now_ms(wm) - client->sent_away_ms;

	return client->sent_away_ms && ago >= 0 && ago < SENT_AWAY_MS;
}

/*
 * Whom the focus falls to: a domain's window hands it on within the domain, else nobody
 * has it, dom0 neither.  A guest that ends a window while the person types chooses what
 * the rest is typed into, and dom0's shell would be its choice (P6).  Where the person
 * sent the window away, dom0 gets it back.
 */
static struct client *
heir_of(struct wm *wm, const struct client *gone)
{
	struct client *parent = client_parent(wm, gone);
	bool dom0_may = gone->owner == TRUST_DOM0 || was_sent_away(wm, gone);

	if (parent && client_is_visible(wm, parent) && client_may_focus(parent)) {
		return parent;
	}
	for (size_t i = 0; i < wm->history.count; i++) {
		struct client *c = client_find_own(wm, wm->history.ids[i]);
		if (c && c != gone && client_is_visible(wm, c) && client_may_focus(c) &&
		    c->type != TYPE_DESKTOP &&
		    (c->owner == gone->owner || (c->owner == TRUST_DOM0 && dom0_may))) {
			return c;
		}
	}
	return NULL;
}

static void
set_focused(struct wm *wm, struct client *client)
{
	struct client *before = wm->focused;

	if (before == client) {
		wm->focus_is_told = false;
		wm->dirt |= WM_DIRT_FOCUS;
		return;
	}
	wm->focused = client;
	wm->dirt |= WM_DIRT_FOCUS | WM_DIRT_STACK;
	if (before) {
		client_set_states(wm, before, 0, STATE_FOCUSED);
		client_touch(before, DIRT_TITLE);
	}
	if (client) {
		client->has_had_focus = true;
		client->sent_away_ms = 0;
		client_set_states(wm, client, STATE_FOCUSED, STATE_ATTENTION);
		client_touch(client, DIRT_TITLE);
		if (!focus_history_touch(&wm->history, client->window)) {
			log_warn("out of memory");
		}
	}
}

/* A modal dialog stands for its window. */
static struct client *
modal_of(struct wm *wm, struct client *client)
{
	for (struct client *c = wm->first; c; c = c->next) {
		if ((c->states & STATE_MODAL) && client_parent(wm, c) == client &&
		    client_is_visible(wm, c)) {
			return c;
		}
	}
	return client;
}

void
client_focus(struct wm *wm, struct client *client)
{
	if (!client) {
		set_focused(wm, wm->focused ? heir_of(wm, wm->focused) : NULL);
		return;
	}
	client = modal_of(wm, client);
	if (client_may_focus(client) && client_is_visible(wm, client)) {
		set_focused(wm, client);
	}
}
