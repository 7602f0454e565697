#include "wm/switcher.h"

#include "wm/grabs.h"
#include "wm/wm.h"
#include "wm/workspace.h"

#include <stdlib.h>

enum {
	KEY_TAB = 0xff09,
	KEY_LEFT_TAB = 0xfe20,
	KEY_RETURN = 0xff0d,
	KEY_ESCAPE = 0xff1b,
	KEY_UP = 0xff52,
	KEY_DOWN = 0xff54,
	KEY_SHIFT_LEFT = 0xffe1,
	KEY_CONTROL_LEFT = 0xffe3,
	KEY_ALT_LEFT = 0xffe9,
	KEY_SUPER_LEFT = 0xffeb,
};

#define WIDTH 560u /* px at 100 % */

/* --- the list ---------------------------------------------------------------------- */

static bool
is_listed(const struct wm *wm, const struct client *client, bool within)
{
	if (!client_may_focus(client) || client->type == TYPE_DESKTOP ||
	    (client->states & STATE_SKIP_TASKBAR)) {
		return false;
	}
	return !within || !wm->focused || client->owner == wm->focused->owner;
}

static void
add_domain(struct wm *wm, trust_owner owner, bool within, size_t most)
{
	struct switcher *s = &wm->switcher;
	size_t end = s->count + most < SWITCHER_MAX ? s->count + most : SWITCHER_MAX;

	for (size_t i = 0; i < wm->history.count && s->count < end; i++) {
		struct client *c = client_find_own(wm, wm->history.ids[i]);
		if (c && c->owner == owner && is_listed(wm, c, within)) {
			s->rows[s->count++] = c->window;
		}
	}
}

static bool
has_owner(const trust_owner *owners, size_t count, trust_owner owner)
{
	size_t i = 0;

	while (i < count && owners[i] != owner) {
		i++;
	}
	return i < count;
}

/*
 * Domains in the order in which they were used, and within them windows likewise.  None
 * has so many that others are not listed.
 */
static void
fill(struct wm *wm, bool within)
{
	trust_owner owners[SWITCHER_MAX];
	size_t count = 0;

	for (size_t i = 0; i < wm->history.count && count < SWITCHER_MAX; i++) {
		struct client *c = client_find_own(wm, wm->history.ids[i]);
		if (c && is_listed(wm, c, within) &&
		    !has_owner(owners, count, c->owner)) {
			owners[count++] = c->owner;
		}
	}
	wm->switcher.count = 0;
	for (size_t i = 0; i < count; i++) {
		add_domain(wm, owners[i], within, SWITCHER_MAX / count);
	}
}

/* The window that was used before the present one: where a first Alt-Tab goes. */
static size_t
second_in_history(struct wm *wm)
{
	struct switcher *s = &wm->switcher;
	bool skip = wm->focused != NULL;

	for (size_t i = 0; i < wm->history.count; i++) {
		for (size_t row = 0; row < s->count; row++) {
			if (s->rows[row] != wm->history.ids[i]) {
				continue;
			}
			if (!skip || wm->focused->window != s->rows[row]) {
				return row;
			}
		}
	}
	return 0;
}

/* --- the window -------------------------------------------------------------------- */

static void
create_window(struct wm *wm)
{
	uint32_t values[] = {0x24282c, 0x50585f, 1, 0};

	wm->switcher.window = xcb_generate_id(wm->x->xcb);
	xcb_create_window(wm->x->xcb, XCB_COPY_FROM_PARENT, wm->switcher.window, wm->root,
	    0, 0, 1, 1, 1, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_BORDER_PIXEL | XCB_CW_OVERRIDE_REDIRECT |
	        XCB_CW_EVENT_MASK,
	    values);
}

/* last: whose the row above it is. */
static struct paint_row
row_of(struct wm *wm, size_t i, bool is_first, trust_owner *last)
{
	const struct client *c = client_find_own(wm, wm->switcher.rows[i]);
	const struct look *look = c->frame.look;
	struct paint_row row = {
	    .title = look && c->owner != TRUST_DOM0
	        ? text_without_label(c->title, look->label)
	        : c->title,
	    .is_chosen = i == wm->switcher.chosen,
	    .is_hidden = !client_is_visible(wm, c),
	    .starts_group = is_first || c->owner != *last,
	};

	if (look) {
		row.look = theme_paint_look(&wm->theme, look, true);
	}
	*last = c->owner;
	return row;
}

/* The chosen one is in the middle of what is shown, where it can be. */
static size_t
first_shown(const struct switcher *s, size_t shown)
{
	size_t before = shown / 2 < s->chosen ? s->chosen - shown / 2 : 0;

	return before < s->count - shown ? before : s->count - shown;
}

static void
show(struct wm *wm)
{
	struct switcher *s = &wm->switcher;
	struct paint_row rows[SWITCHER_MAX];
	struct mark_picture picture;
	trust_owner last = TRUST_DOM0;
	struct rect under =
	    wm->focused ? wm->focused->shown.client : (struct rect){0, 0, 1, 1};
	struct rect area = monitors_find(&wm->monitors, under)->work;

	size_t fit = paint_list_fit(area.height, wm->theme.style.scale);
	size_t shown = s->count < fit ? s->count : fit;
	size_t first = first_shown(s, shown);

	for (size_t i = 0; i < shown; i++) {
		rows[i] = row_of(wm, first + i, i == 0, &last);
	}
	if (!paint_list(rows, shown, theme_px(&wm->theme, WIDTH), wm->theme.style.scale,
	        &picture)) {
		return;
	}
	if (!s->window) {
		create_window(wm);
	}
	struct rect r = place_over(area, area, picture.width + 2, picture.height + 2);
	uint32_t values[] = {(uint32_t)r.x, (uint32_t)r.y, picture.width, picture.height,
	    XCB_STACK_MODE_ABOVE};
	xcb_configure_window(wm->x->xcb, s->window,
	    XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y | XCB_CONFIG_WINDOW_WIDTH |
	        XCB_CONFIG_WINDOW_HEIGHT | XCB_CONFIG_WINDOW_STACK_MODE,
	    values);
	xcb_pixmap_t pixmap = theme_upload(&wm->theme, &picture);
	xcb_change_window_attributes(wm->x->xcb, s->window, XCB_CW_BACK_PIXMAP, &pixmap);
	xcb_free_pixmap(wm->x->xcb, pixmap);
	xcb_clear_area(wm->x->xcb, 0, s->window, 0, 0, 0, 0);
	xcb_map_window(wm->x->xcb, s->window);
}

/* --- opening, walking, closing ----------------------------------------------------- */

static bool
grab(struct wm *wm)
{
	xcb_grab_keyboard_reply_t *k = xcb_grab_keyboard_reply(wm->x->xcb,
	    xcb_grab_keyboard(wm->x->xcb, 0, wm->root, XCB_CURRENT_TIME,
	        XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC),
	    NULL);
	bool ok = k && k->status == XCB_GRAB_STATUS_SUCCESS;

	free(k);
	return ok;
}

static void
move(struct wm *wm, int by)
{
	struct switcher *s = &wm->switcher;

	if (s->count > 0) {
		s->chosen =
		    (s->chosen + s->count + (by > 0 ? 1 : s->count - 1)) % s->count;
		show(wm);
	}
}

void
switcher_step(struct wm *wm, int by, bool within, uint16_t modifiers)
{
	struct switcher *s = &wm->switcher;

	if (s->is_open) {
		move(wm, by);
		return;
	}
	fill(wm, within);
	if (s->count == 0 || !grab(wm)) {
		return;
	}
	s->is_open = true;
	s->modifiers = (uint16_t)(modifiers & ~(unsigned)CHORD_SHIFT);
	s->chosen = by > 0 ? second_in_history(wm) : s->count - 1;
	/* The modifiers may be up again before the grab was there. */
	if (s->modifiers && !grabs_are_held(wm, s->modifiers)) {
		switcher_close(wm, true);
		return;
	}
	show(wm);
}

void
switcher_close(struct wm *wm, bool choose)
{
	struct switcher *s = &wm->switcher;

	if (!s->is_open) {
		return;
	}
	s->is_open = false;
	xcb_ungrab_keyboard(wm->x->xcb, XCB_CURRENT_TIME);
	if (s->window) {
		xcb_unmap_window(wm->x->xcb, s->window);
	}
	struct client *c = choose && s->chosen < s->count
	    ? client_find_own(wm, s->rows[s->chosen])
	    : NULL;
	if (c) {
		workspace_activate(wm, c);
	}
}

bool
switcher_key(struct wm *wm, uint32_t keysym, uint16_t modifiers)
{
	if (keysym == KEY_TAB || keysym == KEY_LEFT_TAB) {
		move(wm, modifiers & CHORD_SHIFT ? -1 : 1);
	} else if (keysym == KEY_DOWN || keysym == KEY_UP) {
		move(wm, keysym == KEY_DOWN ? 1 : -1);
	} else if (keysym == KEY_ESCAPE) {
		switcher_close(wm, false);
	} else if (keysym == KEY_RETURN) {
		switcher_close(wm, true);
	}
	return true; /* nothing is passed on while it is open */
}

void
switcher_release(struct wm *wm, uint32_t keysym)
{
	uint16_t bit = keysym >= KEY_SUPER_LEFT && keysym <= KEY_SUPER_LEFT + 1
	    ? CHORD_SUPER
	    : keysym == KEY_ALT_LEFT || keysym == KEY_ALT_LEFT + 1 ||
	        keysym == KEY_ALT_LEFT - 2
	    ? CHORD_ALT
	    : keysym == KEY_CONTROL_LEFT || keysym == KEY_CONTROL_LEFT + 1 ? CHORD_CONTROL
	                                                                   : 0;

	if (wm->switcher.modifiers & bit) {
		switcher_close(wm, true);
	}
}

void
switcher_forget(struct wm *wm, const struct client *client)
{
	struct switcher *s = &wm->switcher;
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (s->rows[i] != client->window) {
			s->rows[kept++] = s->rows[i];
		}
	}
	bool changed = kept != s->count;
	s->count = kept;
	if (!s->is_open || !changed) {
		return;
	}
	if (kept == 0) {
		switcher_close(wm, false);
		return;
	}
	s->chosen = s->chosen < kept ? s->chosen : kept - 1;
	show(wm);
}
