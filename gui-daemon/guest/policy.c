#include "gui-daemon/guest/policy.h"

#include "gui-daemon/guest/winstate.h"

bool
policy_may_create(const struct domain_policy *policy, uint32_t windows)
{
	return windows < policy->windows;
}

uint32_t
policy_flags(const struct domain_policy *policy, uint32_t wanted)
{
	uint32_t flags = wanted;

	if ((flags & WIN_FULLSCREEN) && policy->fullscreen != FULLSCREEN_ALLOW) {
		flags &= ~(uint32_t)WIN_FULLSCREEN;
		flags |= policy->fullscreen == FULLSCREEN_ASK ? WIN_ATTENTION : 0;
	}
	return policy->attention ? flags : flags & ~(uint32_t)WIN_ATTENTION;
}

bool
policy_may_hold(const struct domain_policy *policy, uint64_t held, uint64_t pages)
{
	return held <= policy->pages && pages <= policy->pages - held;
}

bool
policy_may_hover(
    const struct domain_policy *policy, bool domain_has_focus, bool button_held)
{
	return policy->hover == HOVER_ALWAYS || domain_has_focus || button_held;
}

/* Places a span of *len px at *at with margins within limit px from from. */
static void
place(int32_t *at, uint32_t *len, uint32_t before, uint32_t after, int32_t from,
    uint32_t limit)
{
	uint32_t room = limit > before + after ? limit - before - after : 1;
	int64_t low = (int64_t)from + before;

	if (*len > room) {
		*len = room;
	}
	int64_t high = low + (room - *len);
	if (*at < low) {
		*at = (int32_t)low;
	} else if (*at > high) {
		*at = (int32_t)high;
	}
}

struct rect
policy_place_popup(struct rect content, struct insets frame, struct rect screen)
{
	struct rect r = content;

	place(&r.x, &r.width, frame.left, frame.right, screen.x, screen.width);
	place(&r.y, &r.height, frame.top, frame.bottom, screen.y, screen.height);
	return r;
}

uint64_t
policy_popup_room(const struct domain_policy *policy, struct rect screen, uint64_t taken)
{
	uint64_t all = (uint64_t)screen.width * screen.height / 100 * policy->popup_share;

	return taken < all ? all - taken : 0;
}

uint64_t
policy_popup_area(struct rect content, struct insets frame)
{
	uint64_t width = (uint64_t)content.width + frame.left + frame.right;
	uint64_t height = (uint64_t)content.height + frame.top + frame.bottom;

	return width * height;
}

/* How long a content may be, within margins and at this breadth of the whole. */
static uint32_t
longest(uint64_t room, uint64_t breadth, uint64_t margins)
{
	uint64_t most = room / breadth;

	return most > margins ? (uint32_t)(most - margins) : 1;
}

struct rect
policy_cut_popup(struct rect content, struct insets frame, uint64_t room)
{
	uint64_t across = (uint64_t)frame.left + frame.right;
	uint64_t down = (uint64_t)frame.top + frame.bottom;
	struct rect r = content;

	if (policy_popup_area(r, frame) > room) {
		r.height = longest(room, across + r.width, down);
	}
	if (policy_popup_area(r, frame) > room) {
		r.width = longest(room, down + r.height, across);
	}
	return r;
}

uint32_t
policy_cursor(const struct domain_policy *policy, uint32_t glyph)
{
	return cursor_set_has(&policy->cursors, glyph) ? glyph : POLICY_NO_GLYPH;
}

struct rect
policy_place_managed(struct rect content, struct insets frame, struct insets decoration,
    struct rect screen)
{
	int64_t least = (int64_t)screen.y + frame.top + decoration.top;

	if (content.y < least - decoration.top / 2) {
		content.y = (int32_t)least;
	}
	return content;
}
