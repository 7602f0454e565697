#include "wm/wm.h"

#include "wm/grabs.h"
#include "wm/layout.h"
#include "wm/restart.h"
#include "wm/screen.h"
#include "wm/settings.h"
#include "wm/workspace.h"

#include <stdlib.h>
#include <xcb/randr.h>

/* --- atoms ------------------------------------------------------------------------- */

static const char *const atom_names[A_N] = {
#define WM_ATOM(NAME, string) string,
#include "wm/atoms.def"
};

/* --- set up ------------------------------------------------------------------------ */

static void
find_extensions(struct wm *wm)
{
	const xcb_query_extension_reply_t *randr =
	    xcb_get_extension_data(wm->x->xcb, &xcb_randr_id);

	if (randr && randr->present) {
		xcb_randr_query_version_reply_t *version = xcb_randr_query_version_reply(
		    wm->x->xcb, xcb_randr_query_version(wm->x->xcb, 1, 5), NULL);
		if (version && version->minor_version >= 5) {
			wm->randr_event = randr->first_event;
			xcb_randr_select_input(wm->x->xcb, wm->root,
			    XCB_RANDR_NOTIFY_MASK_SCREEN_CHANGE |
			        XCB_RANDR_NOTIFY_MASK_CRTC_CHANGE);
		}
		free(version);
	}
}

static void
on_event(void *data, const xcb_generic_event_t *event)
{
	events_take(data, event);
}

static bool
on_error(void *data, const xcb_generic_error_t *error)
{
	return events_forgive(data, error);
}

static void
on_settle(void *data)
{
	present_settle(data);
}

static void
on_ended(void *data, const char *why)
{
	log_error("%s", why);
	wm_end(data, WM_FAILED);
}

/*
 * Another owner's frame is of another size, and a window may have been taken up before
 * the daemon said whose it is: the point that its gravity keeps stays.
 */
static void
change_owner(struct wm *wm, struct client *c, trust_owner owner)
{
	struct insets before = layout_insets(wm, c);

	c->owner = owner;
	icccm_read_claims(wm, c);
	if (!c->was_framed) {
		struct rect asked =
		    hints_unplace(c->normal, c->old_border, before, c->size.gravity);
		c->normal = hints_place(
		    asked, c->old_border, layout_insets(wm, c), c->size.gravity);
	}
}

/*
 * The daemon says otherwise who is who: every frame is dressed anew.  Where it went, and
 * nobody says anything, a window has no mark, but stays whose it was: it is not trusted
 * as dom0's.
 */
static void
on_owners(void *data)
{
	struct wm *wm = data;

	theme_set_texture(&wm->theme, owners_texture(wm->owners));
	for (struct client *c = wm->first; c; c = c->next) {
		struct owner *owner = owners_find(wm->owners, c->window);
		bool known = owner || owners_are_known(wm->owners);
		trust_owner id = owner ? owner->id : known ? TRUST_DOM0 : c->owner;

		theme_drop_look(&wm->theme, c->frame.look);
		c->frame.look = NULL;
		c->frame.has_plate = false;
		if (id != c->owner) {
			change_owner(wm, c, id);
		}
		c->owner_known = known;
		client_touch(c, DIRT_ALL);
	}
	wm->dirt |= WM_DIRT_STACK;
}

/* What is on the screen already. */
static void
adopt(struct wm *wm)
{
	xcb_query_tree_reply_t *tree =
	    xcb_query_tree_reply(wm->x->xcb, xcb_query_tree(wm->x->xcb, wm->root), NULL);

	if (!tree) {
		return;
	}
	const xcb_window_t *windows = xcb_query_tree_children(tree);
	int count = xcb_query_tree_children_length(tree);
	for (int i = 0; i < count; i++) {
		if (windows[i] != wm->check) {
			client_manage(wm, windows[i], true);
		}
	}
	free(tree);
}

static bool
set_up(struct wm *wm, const struct wm_options *options)
{
	const struct x_loop_owner owner = {
	    .event = on_event,
	    .error = on_error,
	    .settle = on_settle,
	    .ended = on_ended,
	    .data = wm,
	};
	const struct owner_listener listener = {.changed = on_owners, .data = wm};

	wm->owners = owners_create(wm->loop, options->desk, &listener);
	wm->keysyms = xcb_key_symbols_alloc(wm->x->xcb);
	if (!wm->owners || !wm->keysyms) {
		log_error("cannot start: %m");
		return false;
	}
	owners_await(wm->owners, wm->loop);
	wm->watch = x_loop_create(wm->loop, wm->x, &owner);
	if (!wm->watch) {
		log_error("out of memory");
		return false;
	}
	find_extensions(wm);
	sync_init(wm);
	settings_dress(wm);
	grabs_take_keys(wm);
	wm->n_workspaces = wm->config.workspaces;
	struct monitors found;
	if (monitors_read(wm, &found)) {
		monitors_take(wm, &found);
	}
	ewmh_announce(wm);
	adopt(wm);
	if (wm->was_restarted) {
		restart_restore(wm);
	}
	/* Whoever had the focus keeps it: a restart is no act of the person. */
	wm->dirt |= WM_DIRT_FOCUS;
	return true;
}

struct wm *
wm_create(struct ev_loop *loop, struct x *x, const struct wm_options *options)
{
	struct wm *wm = calloc(1, sizeof(*wm));

	if (!wm) {
		log_error("out of memory");
		x_close(x);
		return NULL;
	}
	wm->loop = loop;
	wm->x = x;
	wm->root = x->screen->root;
	wm->config_path = options->config;
	wm->config_must_exist = options->config_must_exist;
	wm->was_restarted = options->was_restarted;
	if (!settings_load(wm)) {
		goto fail;
	}
	if (!x_intern(wm->x, atom_names, A_N, wm->atoms)) {
		log_error("the X server went away");
		goto fail;
	}
	const char *why = screen_take(wm, options->replace || options->was_restarted);
	if (why) {
		log_error("%s", why);
		goto fail;
	}
	if (!set_up(wm, options)) {
		goto fail;
	}
	return wm;

fail:
	wm_destroy(wm);
	return NULL;
}

/* The lowest first: each comes to lie on top of those before. */
static void
release_all(struct wm *wm, enum client_release release)
{
	size_t count;
	struct client **stack = layout_stack(wm, &count);

	for (size_t i = 0; i < count; i++) {
		client_unmanage(wm, stack[i], release);
	}
	free(stack);
	while (wm->first) {
		client_unmanage(wm, wm->first, release);
	}
}

void
wm_destroy(struct wm *wm)
{
	if (!wm) {
		return;
	}
	bool alive = wm->end != WM_FAILED && wm->watch;
	if (alive) {
		drag_cancel(wm);
		switcher_close(wm, false);
		present_settle(wm);
	}
	if (alive && wm->end == WM_RESTARTS) {
		restart_save(wm);
	}
	release_all(wm, alive ? CLIENT_HANDED_OVER : CLIENT_GONE);
	if (alive && wm->end != WM_RESTARTS) {
		ewmh_retire(wm);
	}
	/* A restart leaves it to nobody until it gives it back (P6). */
	if (alive && wm->end != WM_RESTARTS) {
		xcb_set_input_focus(wm->x->xcb, XCB_INPUT_FOCUS_POINTER_ROOT,
		    XCB_INPUT_FOCUS_POINTER_ROOT, XCB_CURRENT_TIME);
	}
	if (wm->watch) {
		theme_finish(&wm->theme);
	}
	x_loop_destroy(wm->watch);
	if (wm->keysyms) {
		xcb_key_symbols_free(wm->keysyms);
	}
	owners_destroy(wm->owners);
	focus_history_finish(&wm->history);
	/* A socket closed over unread events takes requests on their way with it: wait
	 * until the server has had them all. */
	free(
	    xcb_get_input_focus_reply(wm->x->xcb, xcb_get_input_focus(wm->x->xcb), NULL));
	x_close(wm->x);
	free(wm);
}
