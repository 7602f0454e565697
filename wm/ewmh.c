#include "wm/layout.h"
#include "wm/wm.h"

#include <stdlib.h>
#include <string.h>

#define WM_NAME "paravent-wm"

static void
set(struct wm *wm, xcb_window_t window, enum wm_atom property, xcb_atom_t type,
    const uint32_t *words, uint32_t count)
{
	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_REPLACE, window,
	    wm->atoms[property], type, 32, count, words);
}

static void
set_text(struct wm *wm, xcb_window_t window, enum wm_atom property, const char *text)
{
	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_REPLACE, window,
	    wm->atoms[property], wm->atoms[A_UTF8_STRING], 8, (uint32_t)strlen(text),
	    text);
}

/* --- the window manager itself ----------------------------------------------------- */

/* All of atoms.def that EWMH names and we honour. */
static void
announce_supported(struct wm *wm)
{
	uint32_t words[A_N];
	uint32_t count = 0;

	for (unsigned i = A_SUPPORTED; i < A_N; i++) {
		if (i != A_WM_VISIBLE_NAME && i != A_WM_PID) {
			words[count++] = wm->atoms[i];
		}
	}
	set(wm, wm->root, A_SUPPORTED, XCB_ATOM_ATOM, words, count);
}

void
ewmh_announce(struct wm *wm)
{
	const xcb_window_t windows[] = {wm->root, wm->check};

	for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
		set(wm, windows[i], A_SUPPORTING_WM_CHECK, XCB_ATOM_WINDOW, &wm->check,
		    1);
	}
	set_text(wm, wm->check, A_WM_NAME, WM_NAME);
	announce_supported(wm);
	wm->dirt |= WM_DIRT_CLIENTS | WM_DIRT_WORKSPACES | WM_DIRT_AREAS |
	    WM_DIRT_SHOWING | WM_DIRT_FOCUS;
}

void
ewmh_retire(struct wm *wm)
{
	const enum wm_atom left[] = {A_SUPPORTED, A_SUPPORTING_WM_CHECK, A_CLIENT_LIST,
	    A_CLIENT_LIST_STACKING, A_ACTIVE_WINDOW, A_WORKAREA, A_SHOWING_DESKTOP};

	for (size_t i = 0; i < ARRAY_LEN(left); i++) {
		xcb_delete_property(wm->x->xcb, wm->root, wm->atoms[left[i]]);
	}
}

/* --- the root's properties --------------------------------------------------------- */

static void
push_lists(struct wm *wm)
{
	uint32_t *words = calloc(wm->n_clients + 1, sizeof(*words));
	size_t count = 0;
	struct client **stack = layout_stack(wm, &count);

	if (words && stack) {
		uint32_t n = 0;
		for (struct client *c = wm->first; c; c = c->next) {
			words[n++] = c->window;
		}
		set(wm, wm->root, A_CLIENT_LIST, XCB_ATOM_WINDOW, words, n);
		for (size_t i = 0; i < count; i++) {
			words[i] = stack[i]->window;
		}
		set(wm, wm->root, A_CLIENT_LIST_STACKING, XCB_ATOM_WINDOW, words,
		    (uint32_t)count);
	}
	free(stack);
	free(words);
}

static void
push_workspaces(struct wm *wm)
{
	set(wm, wm->root, A_NUMBER_OF_DESKTOPS, XCB_ATOM_CARDINAL, &wm->n_workspaces, 1);
	set(wm, wm->root, A_CURRENT_DESKTOP, XCB_ATOM_CARDINAL, &wm->workspace, 1);
}

static void
push_areas(struct wm *wm)
{
	uint32_t size[] = {wm->monitors.root.width, wm->monitors.root.height};
	uint32_t words[4 * CONFIG_WORKSPACES_MAX];
	uint32_t origin[2 * CONFIG_WORKSPACES_MAX] = {0};
	/* EWMH has one area for all monitors: what is free of the whole. */
	struct rect area = wm->monitors.at[0].work;

	for (size_t i = 1; i < wm->monitors.count; i++) {
		area = rect_bound(area, wm->monitors.at[i].work);
	}
	for (uint32_t i = 0; i < wm->n_workspaces; i++) {
		words[4 * i] = (uint32_t)area.x;
		words[4 * i + 1] = (uint32_t)area.y;
		words[4 * i + 2] = area.width;
		words[4 * i + 3] = area.height;
	}
	set(wm, wm->root, A_DESKTOP_GEOMETRY, XCB_ATOM_CARDINAL, size, 2);
	set(wm, wm->root, A_DESKTOP_VIEWPORT, XCB_ATOM_CARDINAL, origin,
	    2 * wm->n_workspaces);
	set(wm, wm->root, A_WORKAREA, XCB_ATOM_CARDINAL, words, 4 * wm->n_workspaces);
}

void
ewmh_push_root(struct wm *wm)
{
	if (wm->dirt & (WM_DIRT_CLIENTS | WM_DIRT_STACK)) {
		push_lists(wm);
	}
	if (wm->dirt & WM_DIRT_WORKSPACES) {
		push_workspaces(wm);
	}
	if (wm->dirt & (WM_DIRT_AREAS | WM_DIRT_WORKSPACES)) {
		push_areas(wm);
	}
	if (wm->dirt & WM_DIRT_SHOWING) {
		uint32_t showing = wm->showing_desktop;
		set(wm, wm->root, A_SHOWING_DESKTOP, XCB_ATOM_CARDINAL, &showing, 1);
	}
	if (wm->dirt & WM_DIRT_FOCUS) {
		uint32_t active = wm->focused ? wm->focused->window : XCB_NONE;
		set(wm, wm->root, A_ACTIVE_WINDOW, XCB_ATOM_WINDOW, &active, 1);
	}
}

/* --- a client's properties --------------------------------------------------------- */

static const enum wm_atom state_atoms[] = {
    A_STATE_MODAL,
    A_STATE_STICKY,
    A_STATE_MAXIMIZED_VERT,
    A_STATE_MAXIMIZED_HORZ,
    A_STATE_SHADED,
    A_STATE_SKIP_TASKBAR,
    A_STATE_SKIP_PAGER,
    A_STATE_HIDDEN,
    A_STATE_FULLSCREEN,
    A_STATE_ABOVE,
    A_STATE_BELOW,
    A_STATE_DEMANDS_ATTENTION,
    A_STATE_FOCUSED,
};

uint32_t
ewmh_state_of(const struct wm *wm, xcb_atom_t atom)
{
	for (size_t i = 0; i < ARRAY_LEN(state_atoms); i++) {
		if (wm->atoms[state_atoms[i]] == atom) {
			return 1u << i;
		}
	}
	return 0;
}

static void
push_states(struct wm *wm, struct client *client)
{
	uint32_t words[ARRAY_LEN(state_atoms)];
	uint32_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(state_atoms); i++) {
		if (client->states & 1u << i) {
			words[count++] = wm->atoms[state_atoms[i]];
		}
	}
	set(wm, client->window, A_STATE, XCB_ATOM_ATOM, words, count);
}

static void
push_actions(struct wm *wm, const struct client *client)
{
	bool moves = client_may_move(client);
	bool sizes = client_may_resize(client);
	bool is_normal = client->type != TYPE_DOCK && client->type != TYPE_DESKTOP;
	const struct {
		enum wm_atom atom;
		bool allowed;
	} actions[] = {
	    {A_ACTION_MOVE, moves},
	    {A_ACTION_RESIZE, sizes},
	    {A_ACTION_MINIMIZE, is_normal},
	    {A_ACTION_SHADE, is_normal && client_has_bar(client)},
	    {A_ACTION_STICK, is_normal},
	    {A_ACTION_MAXIMIZE_HORZ, sizes},
	    {A_ACTION_MAXIMIZE_VERT, sizes},
	    {A_ACTION_FULLSCREEN, is_normal},
	    {A_ACTION_CHANGE_DESKTOP, is_normal},
	    {A_ACTION_CLOSE, true},
	    {A_ACTION_ABOVE, is_normal},
	    {A_ACTION_BELOW, is_normal},
	};
	uint32_t words[ARRAY_LEN(actions)];
	uint32_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(actions); i++) {
		if (actions[i].allowed) {
			words[count++] = wm->atoms[actions[i].atom];
		}
	}
	set(wm, client->window, A_ALLOWED_ACTIONS, XCB_ATOM_ATOM, words, count);
}

void
ewmh_tell_extents(struct wm *wm, xcb_window_t window, struct insets in)
{
	uint32_t words[] = {in.left, in.right, in.top, in.bottom};

	set(wm, window, A_FRAME_EXTENTS, XCB_ATOM_CARDINAL, words, 4);
}

void
ewmh_push_client(struct wm *wm, struct client *client)
{
	if (client->shown.states != client->states ||
	    client->shown.workspace == UINT32_MAX - 1) {
		push_states(wm, client);
		client->shown.states = client->states;
	}
	if (client->shown.workspace != client->workspace) {
		set(wm, client->window, A_WM_DESKTOP, XCB_ATOM_CARDINAL,
		    &client->workspace, 1);
		client->shown.workspace = client->workspace;
	}
	push_actions(wm, client);
}

/* --- what clients say -------------------------------------------------------------- */

static xcb_get_property_reply_t *
get(struct wm *wm, xcb_window_t window, enum wm_atom property, uint32_t most,
    const uint32_t **words, uint32_t *count)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(wm->x->xcb,
	    xcb_get_property(wm->x->xcb, 0, window, wm->atoms[property],
	        XCB_GET_PROPERTY_TYPE_ANY, 0, most),
	    NULL);

	*count = reply && reply->format == 32
	    ? (uint32_t)xcb_get_property_value_length(reply) / 4
	    : 0;
	*words = reply ? xcb_get_property_value(reply) : NULL;
	return reply;
}

void
ewmh_read_type(struct wm *wm, struct client *client)
{
	const struct {
		enum wm_atom atom;
		enum client_type type;
	} types[] = {
	    {A_TYPE_NORMAL, TYPE_NORMAL},
	    {A_TYPE_DESKTOP, TYPE_DESKTOP},
	    {A_TYPE_DOCK, TYPE_DOCK},
	    {A_TYPE_TOOLBAR, TYPE_TOOLBAR},
	    {A_TYPE_MENU, TYPE_MENU},
	    {A_TYPE_UTILITY, TYPE_UTILITY},
	    {A_TYPE_SPLASH, TYPE_SPLASH},
	    {A_TYPE_DIALOG, TYPE_DIALOG},
	    {A_TYPE_DROPDOWN_MENU, TYPE_POPUP},
	    {A_TYPE_POPUP_MENU, TYPE_POPUP},
	    {A_TYPE_TOOLTIP, TYPE_POPUP},
	    {A_TYPE_NOTIFICATION, TYPE_POPUP},
	    {A_TYPE_COMBO, TYPE_POPUP},
	    {A_TYPE_DND, TYPE_POPUP},
	};
	const uint32_t *words;
	uint32_t count;
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, A_WM_WINDOW_TYPE, 32, &words, &count);

	enum client_type before = client->type;
	client->type = client->transient_for ? TYPE_DIALOG : TYPE_NORMAL;
	for (uint32_t i = count; i > 0; i--) {
		for (size_t t = 0; t < ARRAY_LEN(types); t++) {
			if (wm->atoms[types[t].atom] == words[i - 1]) {
				client->type = types[t].type;
			}
		}
	}
	free(reply);
	/* A domain is no part of the desktop: its windows are ordinary ones. */
	if (client->owner != TRUST_DOM0 && client->type != TYPE_DIALOG) {
		client->type = TYPE_NORMAL;
	}
	if (client->type != before) {
		client_touch(client, DIRT_PLACE | DIRT_STATE);
		wm->dirt |= WM_DIRT_STACK;
	}
}

void
ewmh_read_strut(struct wm *wm, struct client *client)
{
	const uint32_t *words;
	uint32_t count;
	bool had = client->has_strut;
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, A_STRUT_PARTIAL, 12, &words, &count);

	if (count < 12) {
		free(reply);
		reply = get(wm, client->window, A_STRUT, 4, &words, &count);
	}
	/* Domains take nothing of the screen away from others. */
	client->has_strut =
	    client->owner == TRUST_DOM0 && hints_read_strut(words, count, &client->strut);
	free(reply);
	if (had || client->has_strut) {
		monitors_apply_struts(wm);
	}
}

void
ewmh_read_user_time(struct wm *wm, struct client *client)
{
	const uint32_t *words;
	uint32_t count;
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, A_USER_TIME_WINDOW, 1, &words, &count);
	xcb_window_t from = count >= 1 ? words[0] : client->window;

	free(reply);
	reply = get(wm, from, A_USER_TIME, 1, &words, &count);
	client->has_user_time = count >= 1;
	client->user_time = count >= 1 ? words[0] : 0;
	free(reply);
}

static void
read_states(struct wm *wm, struct client *client)
{
	const uint32_t *words;
	uint32_t count;
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, A_STATE, 64, &words, &count);
	uint32_t states = 0;

	for (uint32_t i = 0; i < count; i++) {
		states |= ewmh_state_of(wm, words[i]);
	}
	free(reply);
	states &= ~(uint32_t)(STATE_FOCUSED | STATE_HIDDEN);
	if (states & STATE_FULLSCREEN) {
		states &= ~(uint32_t)STATE_FULLSCREEN;
		admit_fullscreen(wm, client, TRUST_WINDOW);
	}
	if (client->owner != TRUST_DOM0) {
		states &= ~(uint32_t)(STATE_ABOVE | STATE_STICKY);
	}
	client->states |= states;
}

void
ewmh_read(struct wm *wm, struct client *client)
{
	const uint32_t *words;
	uint32_t count;
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, A_WM_DESKTOP, 1, &words, &count);

	if (count >= 1 && client->type != TYPE_DOCK) {
		client->workspace = words[0] == WORKSPACE_ALL ? WORKSPACE_ALL
		    : words[0] < wm->n_workspaces             ? words[0]
		                                              : wm->n_workspaces - 1;
	}
	free(reply);
	read_states(wm, client);
}
