/* What the daemon is told, when it has changed. */
#include "wm/strip/strip-internal.h"

/* There was no memory to draw it again: dom0's stands in its place, and is not it. */
static bool
has_lost_label(const struct strip *strip)
{
	return strip->label.domain && !plates_find(&strip->plates, strip->label.domain);
}

void
strip_tell_cover(struct strip *strip)
{
	bool is_covered = cover_is_covered(&strip->cover) || has_lost_label(strip);

	if (is_covered != strip->was_covered) {
		strip->was_covered = is_covered;
		strip->is_dirty = true;
		desk_client_covered(strip->desk, is_covered);
	}
}

void
strip_tell_reserve(struct strip *strip)
{
	struct reserve reserve = {.count = 0};

	_Static_assert(MONITORS_MOST <= RESERVE_MOST, "each strip is told of");
	for (size_t i = 0; i < strip->n_panels; i++) {
		reserve.at[reserve.count++] = strip->panels[i].area;
	}
	desk_client_reserve(strip->desk, &reserve);
}

void
strip_tell_locked(struct strip *strip, bool is_locked)
{
	if (is_locked != strip->is_locked) {
		strip->is_locked = is_locked;
		strip->is_dirty = true;
		desk_client_locked(strip->desk, is_locked);
	}
}
