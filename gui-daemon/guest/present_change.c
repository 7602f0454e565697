/* What is to be pushed at a turn's end, the first that changed first. */
#include "common/base/region.h"
#include "gui-daemon/guest/present.h"

void
present_forget_change(struct present *present, struct window *window)
{
	struct window **at = &present->changed;
	struct window *before = NULL;

	while (*at && *at != window) {
		before = *at;
		at = &before->next_changed;
	}
	if (*at) {
		*at = window->next_changed;
		present->last_changed =
		    present->last_changed == window ? before : present->last_changed;
	}
}

void
present_change(struct present *present, struct window *window, uint32_t changes)
{
	/* What is shown in one turn lies in the order in which it was shown. */
	if ((changes & CHANGED_MAPPED) && window->changes) {
		present_forget_change(present, window);
	}
	if ((changes & CHANGED_MAPPED) || !window->changes) {
		window->next_changed = NULL;
		*(present->changed ? &present->last_changed->next_changed
		                   : &present->changed) = window;
		present->last_changed = window;
	}
	window->changes |= changes;
}

void
present_damage(struct present *present, struct window *window, struct rect r)
{
	region_add(window->damage, r);
	present_change(present, window, CHANGED_PIXELS);
}
