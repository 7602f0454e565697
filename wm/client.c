#include "wm/client.h"

#include "wm/wm.h"

/* --- finding ----------------------------------------------------------------------- */

struct client *
client_find_own(const struct wm *wm, xcb_window_t window)
{
	struct client *c = wm->first;

	while (c && c->window != window) {
		c = c->next;
	}
	return c;
}

struct client *
client_find(const struct wm *wm, xcb_window_t window)
{
	int edge;

	for (struct client *c = wm->first; c; c = c->next) {
		if (c->window == window || c->frame.outer == window ||
		    frame_part_of(&c->frame, window, &edge) != PART_NONE) {
			return c;
		}
	}
	return NULL;
}

/* --- questions --------------------------------------------------------------------- */

bool
client_is_on(const struct client *client, uint32_t workspace)
{
	return client->workspace == WORKSPACE_ALL || client->workspace == workspace ||
	    (client->states & STATE_STICKY);
}

bool
client_is_visible(const struct wm *wm, const struct client *client)
{
	return !(client->states & STATE_HIDDEN) && client_is_on(client, wm->workspace) &&
	    !client->hidden_by_show_desktop;
}

bool
client_may_focus(const struct client *client)
{
	return (client->hints.wants_input || (client->protocols & PROTOCOL_TAKE_FOCUS)) &&
	    client->type != TYPE_DOCK && client->type != TYPE_SPLASH;
}

bool
client_is_fixture(const struct client *client)
{
	return client->type == TYPE_DOCK || client->type == TYPE_DESKTOP;
}

bool
client_may_move(const struct client *client)
{
	return !client_is_fixture(client) && !(client->states & STATE_FULLSCREEN);
}

bool
client_may_resize(const struct client *client)
{
	return !client_is_fixture(client) && !hints_is_fixed(&client->size) &&
	    !(client->states & (STATE_FULLSCREEN | STATE_SHADED));
}

/* A domain's window always has one: it names whose it is. */
bool
client_has_bar(const struct client *client)
{
	if (client_is_fixture(client) || (client->states & STATE_FULLSCREEN)) {
		return false;
	}
	if (client->owner != TRUST_DOM0) {
		return true;
	}
	return !client->motif.wants_no_title && client->type != TYPE_SPLASH &&
	    client->type != TYPE_POPUP;
}

enum layer
client_layer(const struct wm *wm, const struct client *client)
{
	if (client->type == TYPE_DESKTOP) {
		return LAYER_DESKTOP;
	}
	if (client->type == TYPE_DOCK && client->is_strip) {
		return LAYER_STRIP;
	}
	if (client->type == TYPE_DOCK) {
		return client->states & STATE_BELOW ? LAYER_BELOW : LAYER_DOCK;
	}
	/* EWMH: only while it has the focus, or a dialog of its own has. */
	if (client->states & STATE_FULLSCREEN) {
		const struct client *f = wm->focused;
		return f && (f == client || client_parent(wm, f) == client)
		    ? LAYER_FULLSCREEN
		    : LAYER_NORMAL;
	}
	/* A domain's request to lie above other domains' windows is not honoured without
	 * the person, see admit.c; what is set here was allowed. */
	return client->states & STATE_ABOVE ? LAYER_ABOVE
	    : client->states & STATE_BELOW  ? LAYER_BELOW
	                                    : LAYER_NORMAL;
}

struct client *
client_parent(const struct wm *wm, const struct client *client)
{
	struct client *parent =
	    client->transient_for ? client_find_own(wm, client->transient_for) : NULL;

	/* Dialogs of another domain's windows are nobody's. */
	return parent && parent != client && parent->owner == client->owner ? parent
	                                                                    : NULL;
}

void
client_touch(struct client *client, uint32_t dirt)
{
	client->dirt |= dirt;
}
