/*
 * For Eva: every function of the modules that decide, over any values that they may be
 * given.
 */
#include "gui-daemon/guest/guard.h"
#include "gui-daemon/guest/placement.h"
#include "gui-daemon/guest/policy.h"
#include "tests/prove/eva/any.h"

static struct rect
any_rect(void)
{
	return (struct rect){
	    (int32_t)any_word, (int32_t)any_word, (uint32_t)any_word, (uint32_t)any_word};
}

/* As admission leaves it (admit.h). */
static struct rect
admitted(void)
{
	return (struct rect){(int32_t)any_up_to(32767) - 16384,
	    (int32_t)any_up_to(32767) - 16384, (uint32_t)any_up_to(16383) + 1,
	    (uint32_t)any_up_to(6143) + 1};
}

static uint32_t
any_side(void)
{
	return (uint32_t)any_up_to(1023) + 1;
}

/* No frame is without a border. */
static struct insets
any_insets(void)
{
	return (struct insets){any_side(), any_side(), any_side(), any_side()};
}

/* X's: at the root's corner, of 16-bit sides. */
static struct rect
any_screen(void)
{
	return (struct rect){
	    0, 0, (uint32_t)any_up_to(65534) + 1, (uint32_t)any_up_to(65534) + 1};
}

/* Of a clock that counts from the machine's start, or from 1970. */
static int64_t
any_time_ms(void)
{
	return (int64_t)any_up_to((size_t)1 << 60);
}

static void
drive_policy(void)
{
	struct domain_policy policy = domain_policy_default();

	policy.windows = (uint32_t)any_word;
	policy.pages = (uint32_t)any_word;
	policy.popup_share = (uint32_t)any_up_to(POLICY_MOST_POPUP_SHARE);
	policy.fullscreen = (uint32_t)any_word;
	policy.attention = (uint32_t)any_word;
	policy.hover = (uint32_t)any_word;
	(void)policy_may_create(&policy, (uint32_t)any_word);
	(void)policy_flags(&policy, (uint32_t)any_word);
	(void)policy_may_hold(&policy, any_word, any_word);
	(void)policy_may_hover(&policy, any_byte & 1, any_byte & 1);
	(void)policy_place_popup(admitted(), any_insets(), any_screen());
	(void)policy_popup_room(&policy, any_screen(), any_word);
	(void)policy_popup_area(any_rect(), any_insets());
	/* Nothing is cut where there is more room than the largest popup takes. */
	(void)policy_cut_popup(admitted(), any_insets(), any_up_to(UINT32_MAX));
	(void)policy_place_managed(admitted(), any_insets(), any_insets(), any_screen());
}

static void
drive_placement(void)
{
	struct placement p = placement_new(any_rect(), any_byte & 1);

	while (any_byte) {
		switch (any_byte % 5) {
		case 0:
			(void)placement_from_guest(
			    &p, any_rect(), any_byte & 1, any_time_ms());
			break;
		case 1:
			(void)placement_from_desktop(&p, any_rect(), any_time_ms());
			break;
		case 2:
			placement_shown(&p, any_rect());
			break;
		case 3:
			placement_hidden(&p);
			break;
		default:
			(void)placement_expire(&p, any_time_ms());
		}
	}
}

static void
drive_guard(void)
{
	struct guard guard = guard_new((uint32_t)any_word);
	struct guard_window window = {0};

	while (any_byte) {
		guard_focus(&guard, any_byte & 1, any_time_ms());
		guard_pressed(&guard, any_time_ms());
		guard_uncovered(&guard, &window, any_byte & 1, any_time_ms());
		(void)guard_covers_more(any_rect(), any_rect());
		(void)guard_swallows_press(&guard, &window, any_byte & 1, any_time_ms());
		(void)guard_swallows_key(&guard, any_time_ms());
		guard_covered(&guard, any_time_ms());
		(void)guard_swallows_blind_key(&guard, any_time_ms());
	}
}

void
drive(void)
{
	drive_policy();
	drive_placement();
	drive_guard();
}
