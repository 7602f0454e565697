#include "wm/layout.h"
#include "wm/wm.h"

/* Trust applied: what trust.c says of a window, done. */

static uint64_t
area_on_screen(const struct wm *wm, struct rect r)
{
	uint64_t px = 0;

	for (size_t i = 0; i < wm->monitors.count; i++) {
		px += place_overlap(wm->monitors.at[i].whole, r);
	}
	return px;
}

static uint64_t
work_area(const struct wm *wm)
{
	uint64_t px = 0;

	for (size_t i = 0; i < wm->monitors.count; i++) {
		px += (uint64_t)wm->monitors.at[i].work.width *
		    wm->monitors.at[i].work.height;
	}
	return px;
}

static uint64_t
covered_by(const struct wm *wm, const struct client *but)
{
	uint64_t px = 0;

	for (const struct client *c = wm->first; c; c = c->next) {
		if (c != but && c->owner == but->owner && client_is_visible(wm, c)) {
			px += area_on_screen(wm, layout_place(wm, c));
		}
	}
	return px;
}

/* What the domain whose window the person works in does, the person asked for. */
static bool
is_worked_in(const struct wm *wm, const struct client *client)
{
	return wm->focused && wm->focused->owner == client->owner;
}

enum trust_answer
admit_new(struct wm *wm, struct client *client)
{
	struct owner *owner = owners_of(wm->owners, client->owner);

	if (!owner) {
		return TRUST_YES;
	}
	/* Storms are storms all the same. */
	return trust_new_window(&owner->account, &wm->config.limits, client->owner,
	    is_worked_in(wm, client) ? 0 : covered_by(wm, client),
	    area_on_screen(wm, layout_place(wm, client)), work_area(wm), wm_now_ms(wm));
}

bool
admit_place(const struct wm *wm, const struct client *client, struct rect normal)
{
	uint64_t px = area_on_screen(wm, normal);

	return !client_is_visible(wm, client) || is_worked_in(wm, client) ||
	    px <= area_on_screen(wm, client->normal) ||
	    trust_may_cover(&wm->config.limits, client->owner, covered_by(wm, client), px,
	        work_area(wm));
}

bool
admit_focus(struct wm *wm, const struct client *client, enum trust_who who)
{
	return trust_may_focus(who, client->owner, wm->focused != NULL,
	    wm->focused ? wm->focused->owner : TRUST_DOM0);
}

void
admit_ask(struct wm *wm, struct client *client)
{
	if (client != wm->focused) {
		client_set_states(wm, client, STATE_ATTENTION, 0);
	}
}

void
admit_fullscreen(struct wm *wm, struct client *client, enum trust_who who)
{
	enum trust_answer answer = trust_fullscreen(
	    who, client->owner, (enum trust_fullscreen)wm->config.fullscreen);

	if (answer == TRUST_YES) {
		client_set_states(wm, client, STATE_FULLSCREEN, 0);
		return;
	}
	if (answer == TRUST_ATTENTION) {
		admit_ask(wm, client);
	}
	client_repeat_states(client); /* who asked hears that it is not so */
}
