#include "gui-daemon/guest/guard.h"

struct guard
guard_new(uint32_t ms)
{
	return (struct guard){.ms = ms};
}

static bool
is_within(int64_t since_ms, uint32_t ms, int64_t now_ms)
{
	return now_ms >= since_ms && now_ms - since_ms < (int64_t)ms;
}

/* The focus is the person's choice, or nobody can have missed it. */
static bool
is_settled(const struct guard *guard, int64_t now_ms)
{
	return guard->has_focus &&
	    (guard->is_chosen || !is_within(guard->focused_ms, guard->ms, now_ms));
}

void
guard_appeared(struct guard_window *window, int64_t now_ms)
{
	*window = (struct guard_window){true, now_ms};
}

bool
guard_covers_more(struct rect before, struct rect after)
{
	return !rect_equals(rect_intersect(before, after), after);
}

void
guard_uncovered(const struct guard *guard, struct guard_window *window,
    bool under_pointer, int64_t now_ms)
{
	if (!under_pointer && !is_settled(guard, now_ms)) {
		guard_appeared(window, now_ms);
	}
}

void
guard_focus(struct guard *guard, bool has_focus, int64_t now_ms)
{
	if (guard->has_focus == has_focus) {
		return;
	}
	guard->has_focus = has_focus;
	if (!has_focus) {
		guard->has_left = true;
		guard->left_ms = now_ms;
		return;
	}
	if (guard->has_left && is_within(guard->left_ms, GUARD_HANDOVER_MS, now_ms)) {
		return; /* from one window of the domain to another */
	}
	guard->focused_ms = now_ms;
	guard->is_chosen =
	    guard->has_pressed && is_within(guard->pressed_ms, GUARD_PRESS_MS, now_ms);
}

bool
guard_left_lately(const struct guard *guard, int64_t now_ms)
{
	return guard->has_left && is_within(guard->left_ms, GUARD_HELD_MS, now_ms);
}

void
guard_pressed(struct guard *guard, int64_t now_ms)
{
	guard->has_pressed = true;
	guard->pressed_ms = now_ms;
	guard->is_chosen = guard->is_chosen || guard->has_focus;
}

bool
guard_swallows_press(const struct guard *guard, const struct guard_window *window,
    bool is_popup, int64_t now_ms)
{
	if (is_popup && is_settled(guard, now_ms)) {
		return false;
	}
	return window->is_armed && is_within(window->since_ms, guard->ms, now_ms);
}

bool
guard_swallows_key(const struct guard *guard, int64_t now_ms)
{
	return !is_settled(guard, now_ms);
}

void
guard_covered(struct guard *guard, int64_t now_ms)
{
	guard->was_covered = true;
	guard->covered_ms = now_ms;
}

bool
guard_swallows_blind_key(const struct guard *guard, int64_t now_ms)
{
	return guard->was_covered && is_within(guard->covered_ms, guard->ms, now_ms);
}
