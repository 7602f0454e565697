#include "wm/settings.h"
#include "wm/wm.h"
#include "wm/workspace.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Doing what actions name: all of it the person's own will. */

/* A child of a child, so that nobody waits for it. */
static void
run(const char *command)
{
	pid_t child = fork();

	if (child == 0) {
		sigset_t none;
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		signal(SIGPIPE, SIG_DFL);
		if (fork() == 0) {
			setsid();
			execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		}
		_exit(0);
	}
	if (child > 0) {
		waitpid(child, NULL, 0);
	} else {
		log_warn("cannot run \"%s\": %m", command);
	}
}

static void
toggle(struct wm *wm, struct client *client, uint32_t bits)
{
	bool on = (client->states & bits) == bits;

	client_set_states(wm, client, on ? 0 : bits, on ? bits : 0);
}

static void
toggle_fullscreen(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	if (client->states & STATE_FULLSCREEN) {
		client_set_states(wm, client, 0, STATE_FULLSCREEN);
	} else if (client->type != TYPE_DOCK && client->type != TYPE_DESKTOP) {
		admit_fullscreen(wm, client, TRUST_PERSON);
	}
}

/* --- tiles ------------------------------------------------------------------------- */

/* What a tile becomes when it is sent on: left then up is the quarter, and so on. */
enum way { WAY_LEFT, WAY_RIGHT, WAY_UP, WAY_DOWN, WAY_N };

/* clang-format off */
static const enum tile tile_after[TILE_N][WAY_N] = {
    /*                     LEFT       RIGHT       UP              DOWN */
    [TILE_NONE]         = {TILE_LEFT, TILE_RIGHT, TILE_FULL,      TILE_NONE},
    [TILE_LEFT]         = {TILE_NONE, TILE_RIGHT, TILE_TOP_LEFT,  TILE_BOTTOM_LEFT},
    [TILE_RIGHT]        = {TILE_LEFT, TILE_NONE,  TILE_TOP_RIGHT, TILE_BOTTOM_RIGHT},
    [TILE_TOP]          = {TILE_TOP_LEFT, TILE_TOP_RIGHT, TILE_FULL, TILE_NONE},
    [TILE_BOTTOM]       = {TILE_BOTTOM_LEFT, TILE_BOTTOM_RIGHT, TILE_NONE, TILE_BOTTOM},
    [TILE_TOP_LEFT]     = {TILE_LEFT, TILE_TOP_RIGHT, TILE_TOP,   TILE_LEFT},
    [TILE_TOP_RIGHT]    = {TILE_TOP_LEFT, TILE_RIGHT, TILE_TOP,   TILE_RIGHT},
    [TILE_BOTTOM_LEFT]  = {TILE_LEFT, TILE_BOTTOM_RIGHT, TILE_LEFT, TILE_BOTTOM},
    [TILE_BOTTOM_RIGHT] = {TILE_BOTTOM_LEFT, TILE_RIGHT, TILE_RIGHT, TILE_BOTTOM},
    [TILE_FULL]         = {TILE_LEFT, TILE_RIGHT, TILE_FULL,      TILE_NONE},
};
/* clang-format on */

static void
send_tile(struct wm *wm, struct client *client, enum way way)
{
	bool is_full = (client->states & STATE_MAXIMIZED) == STATE_MAXIMIZED;
	enum tile next = tile_after[is_full ? TILE_FULL : client->tile][way];

	if (!client_may_resize(client) || !client_may_move(client)) {
		return;
	}
	client_set_tile(wm, client, next == TILE_FULL ? TILE_NONE : next);
	if (next == TILE_FULL) {
		client_set_states(wm, client, STATE_MAXIMIZED, 0);
	}
}

static void
tile_left(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	send_tile(wm, client, WAY_LEFT);
}

static void
tile_right(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	send_tile(wm, client, WAY_RIGHT);
}

static void
tile_up(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	send_tile(wm, client, WAY_UP);
}

static void
tile_down(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	send_tile(wm, client, WAY_DOWN);
}

static void
centre(struct wm *wm, struct client *client, uint32_t number)
{
	struct insets in = client->shown.insets;
	struct rect frame = insets_around(in, client->normal);
	const struct monitor *m = monitors_find(&wm->monitors, frame);

	(void)number;
	if (client_may_move(client)) {
		client_set_tile(wm, client, TILE_NONE);
		client_set_normal(wm, client,
		    insets_within(
		        in, place_over(m->work, m->work, frame.width, frame.height)));
	}
}

static void
send_to_next_monitor(struct wm *wm, struct client *client, uint32_t number)
{
	struct insets in = client->shown.insets;
	struct rect frame = insets_around(in, client->normal);
	const struct monitor *from = monitors_find(&wm->monitors, frame);
	size_t next = ((size_t)(from - wm->monitors.at) + 1) % wm->monitors.count;

	(void)number;
	client_set_normal(wm, client,
	    insets_within(
	        in, place_carry(frame, from->work, wm->monitors.at[next].work)));
}

/* --- a window's actions ------------------------------------------------------------ */

static void
close_it(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	client_send_away(wm, client);
	icccm_close(wm, client);
}

/* Of a worker that would be all of its domain's windows; those are asked to close. */
static void
kill_it(struct wm *wm, struct client *client, uint32_t number)
{
	if (client->owner != TRUST_DOM0) {
		close_it(wm, client, number);
		return;
	}
	xcb_kill_client(wm->x->xcb, client->window);
}

static void
minimise(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	if (client->type != TYPE_DOCK && client->type != TYPE_DESKTOP) {
		client_send_away(wm, client);
		client_set_states(wm, client, STATE_HIDDEN, 0);
	}
}

static void
maximise(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	if (client_may_resize(client) || (client->states & STATE_MAXIMIZED)) {
		toggle(wm, client, STATE_MAXIMIZED);
	}
}

static void
shade(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	if (client_has_bar(client)) {
		toggle(wm, client, STATE_SHADED);
	}
}

static void
stick(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	toggle(wm, client, STATE_STICKY);
}

static void
put_above(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	client_set_states(wm, client, 0, STATE_BELOW);
	toggle(wm, client, STATE_ABOVE);
}

static void
put_below(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	client_set_states(wm, client, 0, STATE_ABOVE);
	toggle(wm, client, STATE_BELOW);
}

static void
raise_it(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	client_raise(wm, client);
}

static void
lower_it(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	client_lower(wm, client);
}

static void
send_it(struct wm *wm, struct client *client, uint32_t number)
{
	client_send_away(wm, client);
	client_set_workspace(wm, client, number - 1);
}

static void
move_by_keys(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	drag_start_keys(wm, client, false);
}

static void
resize_by_keys(struct wm *wm, struct client *client, uint32_t number)
{
	(void)number;
	drag_start_keys(wm, client, true);
}

/* --- the desktop's actions --------------------------------------------------------- */

static void
next_window(struct wm *wm, const char *argument)
{
	(void)argument;
	switcher_step(wm, 1, false, wm->switcher.modifiers);
}

static void
previous_window(struct wm *wm, const char *argument)
{
	(void)argument;
	switcher_step(wm, -1, false, wm->switcher.modifiers);
}

static void
next_of_domain(struct wm *wm, const char *argument)
{
	(void)argument;
	switcher_step(wm, 1, true, wm->switcher.modifiers);
}

/* The window that waits longest. */
static void
go_to_attention(struct wm *wm, const char *argument)
{
	(void)argument;
	for (struct client *c = wm->first; c; c = c->next) {
		if (c->states & STATE_ATTENTION) {
			workspace_activate(wm, c);
			return;
		}
	}
}

static void
go_to_workspace(struct wm *wm, const char *argument)
{
	workspace_go(wm, (uint32_t)strtoul(argument, NULL, 10) - 1);
}

static void
go_left(struct wm *wm, const char *argument)
{
	(void)argument;
	workspace_go(wm, (wm->workspace + wm->n_workspaces - 1) % wm->n_workspaces);
}

static void
go_right(struct wm *wm, const char *argument)
{
	(void)argument;
	workspace_go(wm, (wm->workspace + 1) % wm->n_workspaces);
}

static void
show_desktop(struct wm *wm, const char *argument)
{
	(void)argument;
	workspace_show_desktop(wm, !wm->showing_desktop);
}

static void
run_command(struct wm *wm, const char *argument)
{
	(void)wm;
	run(argument);
}

static void
reload(struct wm *wm, const char *argument)
{
	(void)argument;
	settings_reload(wm);
}

static void
restart(struct wm *wm, const char *argument)
{
	(void)argument;
	wm_end(wm, WM_RESTARTS);
}

static void
quit(struct wm *wm, const char *argument)
{
	(void)argument;
	wm_end(wm, WM_QUITS);
}

/* --- the table --------------------------------------------------------------------- */

static const struct {
	void (*window)(struct wm *, struct client *, uint32_t number);
	void (*desktop)(struct wm *, const char *argument);
} doers[ACTION_N] = {
    [ACTION_CLOSE] = {close_it, NULL},
    [ACTION_KILL] = {kill_it, NULL},
    [ACTION_MINIMISE] = {minimise, NULL},
    [ACTION_MAXIMISE] = {maximise, NULL},
    [ACTION_FULLSCREEN] = {toggle_fullscreen, NULL},
    [ACTION_SHADE] = {shade, NULL},
    [ACTION_STICK] = {stick, NULL},
    [ACTION_ABOVE] = {put_above, NULL},
    [ACTION_BELOW] = {put_below, NULL},
    [ACTION_RAISE] = {raise_it, NULL},
    [ACTION_LOWER] = {lower_it, NULL},
    [ACTION_MOVE] = {move_by_keys, NULL},
    [ACTION_RESIZE] = {resize_by_keys, NULL},
    [ACTION_TILE_LEFT] = {tile_left, NULL},
    [ACTION_TILE_RIGHT] = {tile_right, NULL},
    [ACTION_TILE_UP] = {tile_up, NULL},
    [ACTION_TILE_DOWN] = {tile_down, NULL},
    [ACTION_CENTRE] = {centre, NULL},
    [ACTION_SEND] = {send_it, NULL},
    [ACTION_MONITOR_NEXT] = {send_to_next_monitor, NULL},
    [ACTION_NEXT_WINDOW] = {NULL, next_window},
    [ACTION_PREVIOUS_WINDOW] = {NULL, previous_window},
    [ACTION_NEXT_OF_DOMAIN] = {NULL, next_of_domain},
    [ACTION_ATTENTION] = {NULL, go_to_attention},
    [ACTION_WORKSPACE] = {NULL, go_to_workspace},
    [ACTION_WORKSPACE_LEFT] = {NULL, go_left},
    [ACTION_WORKSPACE_RIGHT] = {NULL, go_right},
    [ACTION_SHOW_DESKTOP] = {NULL, show_desktop},
    [ACTION_RUN] = {NULL, run_command},
    [ACTION_RELOAD] = {NULL, reload},
    [ACTION_RESTART] = {NULL, restart},
    [ACTION_QUIT] = {NULL, quit},
};

void
act(struct wm *wm, enum action action, const char *argument, struct client *client)
{
	if (doers[action].desktop) {
		doers[action].desktop(wm, argument);
	} else if (doers[action].window && client) {
		doers[action].window(wm, client, (uint32_t)strtoul(argument, NULL, 10));
	}
}
