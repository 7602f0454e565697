#include "gui-daemon/guest/present.h"

#include "common/base/region.h"
#include "gui-daemon/guest/buffer/stage.h"
#include "gui-daemon/guest/x_props.h"

#include <stdlib.h>
#include <string.h>

#define CHANGED_ALL \
	(CHANGED_TITLE | CHANGED_HINTS | CHANGED_CURSOR | CHANGED_FLAGS | CHANGED_BUFFER)

#define ICON_SIDE 3u /* px at 100 %, of a tray's icon that its frame has at each side */

/* --- life -------------------------------------------------------------------------- */

static struct x_picture
picture_of(const struct mark_picture *picture)
{
	return (struct x_picture){picture->pixels, picture->width, picture->height};
}

/* As much as the screen shows: more cannot be seen at once.  Without it all works too. */
static void
open_stage(struct present *present)
{
	struct rect screen = present->desk->screen;
	size_t size = (size_t)screen.width * screen.height * 4;

	present->stage = present->shm.is_usable
	    ? stage_create((size + STAGE_GRAIN - 1) / STAGE_GRAIN * STAGE_GRAIN)
	    : NULL;
	if (!present->stage) {
		return;
	}
	present->stage_segment =
	    x_shm_attach_now(present->desk, &present->shm, stage_fd(present->stage));
	if (!present->stage_segment) {
		stage_destroy(present->stage);
		present->stage = NULL;
	}
}

bool
present_init(struct present *present, struct x *x, struct windows *windows,
    const struct mark *mark, const struct measure *frame, const char **why)
{
	struct mark_picture tile = {0};
	struct mark_picture bar = {0};

	*present = (struct present){.windows = windows};
	*why = "out of memory";
	if (mark_paint_tile(mark, &tile) &&
	    mark_paint_label(mark, frame->label_height, &bar)) {
		struct x_owner owner = {
		    .label = mark->label,
		    .frame_width = frame->frame_width,
		    .label_height = frame->label_height,
		    .icon_side = ICON_SIDE * frame->zoom,
		    .tile = picture_of(&tile),
		    .bar = picture_of(&bar),
		};
		present->desk = x_desk_create(x, &owner, why);
	}
	mark_picture_finish(&tile);
	mark_picture_finish(&bar);
	if (!present->desk) {
		return false;
	}
	x_shm_init(present->desk, &present->shm);
	open_stage(present);
	return true;
}

void
present_finish(struct present *present)
{
	for (struct window *w = present->windows->first; w; w = w->next) {
		free(w->view);
		w->view = NULL;
	}
	x_desk_destroy(present->desk);
	stage_destroy(present->stage);
	free(present->rows);
}

/* --- what changed ------------------------------------------------------------------ */

static void
damage_all(struct present *present)
{
	for (struct window *w = present->windows->first; w; w = w->next) {
		if (w->view && !w->view->frame.is_icon) {
			present_damage(present, w,
			    (struct rect){0, 0, w->view->width, w->view->height});
		}
	}
}

void
present_set_dim(struct present *present, struct dim dim)
{
	present->dim = dim;
	present->is_dimmed = dim.is_on;
}

void
present_focus(struct present *present, bool has_focus)
{
	bool is_dimmed = present->dim.is_on && !has_focus;

	present->has_focus = has_focus;
	if (is_dimmed != present->is_dimmed) {
		present->is_dimmed = is_dimmed;
		damage_all(present);
	}
}

void
present_set_buffer(struct present *present, struct window *window, struct pixbuf *buffer)
{
	pixels_drop(present, window);
	windows_set_buffer(present->windows, window, buffer);
	if (buffer) {
		present_change(present, window, CHANGED_BUFFER);
	}
}

void
present_remove(struct present *present, struct window *window)
{
	present_forget_change(present, window);
	present->has_new_flags = true;
	view_destroy(present, window);
	present_set_buffer(present, window, NULL);
}

/* --- pushing ----------------------------------------------------------------------- */

/*
 * ICCCM 4.1.2.3: with StaticGravity a stated position is the frame's wherever the
 * decoration goes, so that what is shown again is where it was.  Once the decoration is
 * known, positions are the decoration's: some managers restore only those from full
 * screen.
 */
static bool
is_static(const struct window *window)
{
	return !window->view->has_extents &&
	    (window->hints.has_position || window->hints.has_user_position);
}

static void
push_hints(struct present *present, struct window *window)
{
	const struct window_hints *h = &window->hints;
	struct x_size_hints hints = {
	    .has_position = h->has_position,
	    .has_user_position = h->has_user_position,
	    .has_min = h->has_min,
	    .has_max = h->has_max,
	    .has_inc = h->has_inc,
	    .has_base = h->has_base,
	    .min_width = h->min_width,
	    .min_height = h->min_height,
	    .max_width = h->max_width,
	    .max_height = h->max_height,
	    .width_inc = h->width_inc,
	    .height_inc = h->height_inc,
	    .base_width = h->base_width,
	    .base_height = h->base_height,
	    .is_static = is_static(window),
	};

	x_props_set_size_hints(present->desk, &window->view->frame, &hints);
}

static void
push_cursor(struct present *present, struct window *window)
{
	xcb_cursor_t cursor = window->glyph == ADMIT_NO_GLYPH
	    ? (xcb_cursor_t)XCB_NONE
	    : x_desk_cursor(present->desk, window->glyph);

	x_frame_set_cursor(present->desk, &window->view->frame, cursor);
}

static void
push_place(struct present *present, struct window *window)
{
	struct view *view = window->view;
	struct rect content = placement_wanted(&window->place);

	/* With NorthWestGravity a position is that of the decoration (ICCCM 4.1.2.3). */
	int32_t left = is_static(window) ? 0 : (int32_t)view->extent_left;
	int32_t top = is_static(window) ? 0 : (int32_t)view->extent_top;
	view->was_guessed = view->is_mapped && !view->has_extents && !is_static(window);
	x_frame_place(present->desk, &view->frame, rect_move(content, -left, -top));
	if (view->frame.is_popup || !view->is_mapped) {
		/* Nobody else has a say. */
		present_fit(present, window, insets_around(view->frame.insets, content));
	}
}

/* What is shown already stays, unless it could come over a locker by itself. */
static bool
may_be_mapped(const struct present *present, const struct view *view)
{
	return !present->is_locked || (view->is_mapped && !view->frame.is_popup);
}

static void
push_mapped(struct present *present, struct window *window)
{
	struct view *view = window->view;
	bool mapped = winstate_is_mapped(&window->state) && may_be_mapped(present, view);

	if (view->frame.is_icon) {
		icon_push(present, window);
		return;
	}
	if (mapped == view->is_mapped) {
		return;
	}
	view->is_mapped = mapped;
	if (mapped) {
		view_map(present, window);
	} else {
		x_frame_unmap(present->desk, &view->frame);
		region_clear(window->damage);
		view->has_extents = false;
		present_change(present, window, CHANGED_HINTS);
	}
}

/*
 * Mode bits never change while mapped: another mode is another frame.  So is a window
 * that comes back before its manager has let go of it (ICCCM 4.1.4 would have it wait).
 */
static bool
is_outdated(const struct window *window)
{
	const struct view *view = window->view;

	if (view->frame.is_icon || winstate_is_docked(&window->state)) {
		return view->frame.is_icon != winstate_is_docked(&window->state);
	}
	return view->frame.is_popup != window->state.override_redirect ||
	    (!view->is_mapped && view->is_reparented);
}

static void
push_view(struct present *present, struct window *window)
{
	bool docked = winstate_is_docked(&window->state);
	bool shown = docked || winstate_is_mapped(&window->state);

	if (window->view && shown && is_outdated(window)) {
		view_destroy(present, window);
	}
	if (window->view || !shown || (docked && !icon_may_show(present, window))) {
		return;
	}
	if (view_create(present, window)) {
		x_props_set_fixed(
		    present->desk, &window->view->frame, window->class.class.shown);
		window->changes =
		    (window->changes & ~(uint32_t)CHANGED_PLACE) | CHANGED_ALL;
	} else {
		present->has_run_out = true;
	}
}

static void
push(struct present *present, struct window *window)
{
	push_view(present, window);
	uint32_t changes = window->changes;
	window->changes = 0;
	present->has_new_flags =
	    present->has_new_flags || changes & (CHANGED_FLAGS | CHANGED_MAPPED);
	if (!window->view) {
		return;
	}
	if (window->view->frame.is_icon) {
		changes &= ~(uint32_t)(CHANGED_HINTS | CHANGED_FLAGS | CHANGED_PLACE);
	}
	if (changes & CHANGED_TITLE) {
		x_props_set_title(
		    present->desk, &window->view->frame, window->title.shown);
	}
	if (changes & CHANGED_HINTS) {
		push_hints(present, window);
	}
	if (changes & CHANGED_CURSOR) {
		push_cursor(present, window);
	}
	if (changes & CHANGED_FLAGS) {
		state_push(present, window);
	}
	if (changes & CHANGED_PLACE) {
		push_place(present, window);
	}
	if (changes & CHANGED_MAPPED) {
		push_mapped(present, window);
	}
	if (changes & (CHANGED_PIXELS | CHANGED_BUFFER)) {
		pixels_push(present, window);
	}
}

void
present_lock(struct present *present, bool is_locked)
{
	struct rect all = {0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX};

	present->is_locked = is_locked;
	for (struct window *w = present->windows->first; w; w = w->next) {
		present_change(present, w, CHANGED_MAPPED);
		if (!is_locked && winstate_is_mapped(&w->state)) {
			present_damage(present, w, all);
		}
	}
}

bool
present_settle(struct present *present)
{
	while (present->changed) {
		struct window *window = present->changed;

		present->changed = window->next_changed;
		push(present, window);
	}
	return !present->has_run_out;
}

/* --- what X said ------------------------------------------------------------------- */

void
present_fit(struct present *present, struct window *window, struct rect outer)
{
	struct view *view = window->view;
	struct rect content = insets_within(view->frame.insets, outer);

	if (content.width == view->width && content.height == view->height) {
		return;
	}
	view->width = content.width;
	view->height = content.height;
	x_frame_fit(present->desk, &view->frame, content.width, content.height);
}

/*
 * What the guest chose before this was known lies beside by as much.  Gravity and
 * position change together: some managers keep the number that a position had, and would
 * put something else there.
 */
void
present_decorated(struct present *present, struct window *window)
{
	struct view *view = window->view;
	struct insets decoration = {.left = view->extent_left, .top = view->extent_top};
	/* Now it is known, and before the map it may not have been. */
	struct rect wanted =
	    view->was_guessed ? placement_wanted(&window->place) : window->place.actual;
	struct rect content = policy_place_managed(
	    wanted, view->frame.insets, decoration, present->desk->screen);
	bool was_static = is_static(window);

	view->has_extents = true;
	if ((was_static || view->was_guessed) && !view->frame.is_popup) {
		view->was_guessed = false;
		push_hints(present, window);
		x_frame_move(present->desk, &view->frame,
		    rect_move(content, -(int32_t)view->extent_left,
		        -(int32_t)view->extent_top));
	}
}

void
present_shown(struct present *present, xcb_window_t content, uint32_t segment)
{
	struct window *window = present_find_content(present, content);

	/* Also when the window has gone meanwhile. */
	if (segment != 0 && segment == present->stage_segment) {
		stage_arrived(present->stage);
	}
	if (!window) {
		return;
	}
	window->view->is_in_flight = false;
	if (!region_is_empty(window->damage)) {
		present_change(present, window, CHANGED_PIXELS);
	}
}

/* The frame that was put from a refused segment will never be shown. */
static void
copy_from_now_on(struct present *present, struct window *window)
{
	struct rect all = {0, 0, REGION_SIDE_MAX, REGION_SIDE_MAX};

	window->segment = 0;
	window->is_copied = true;
	for (struct window *w = present->windows->first; w; w = w->next) {
		if (w->view && (w == window || !w->buffer)) {
			w->view->is_in_flight = false;
			present_damage(present, w, all);
		}
	}
}

bool
present_take_error(struct present *present, const xcb_generic_error_t *error)
{
	bool is_attach = false;

	if (icon_was_lost(present, error)) {
		return true;
	}
	xcb_shm_seg_t segment = x_shm_error(&present->shm, error, &is_attach);

	if (!segment) {
		return false;
	}
	for (struct window *w = present->windows->first; w && is_attach; w = w->next) {
		if (w->segment == segment) {
			copy_from_now_on(present, w);
			break;
		}
	}
	/* Puts from, and the detach of, a segment that was refused fail too. */
	return true;
}
