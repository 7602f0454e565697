#include "wm/strip/cover.h"

void
cover_reset(struct cover *cover, size_t count)
{
	*cover = (struct cover){.count = count};
}

bool
cover_is_covered(const struct cover *cover)
{
	for (size_t i = 0; i < cover->count; i++) {
		if (!cover->is_seen[i]) {
			return true;
		}
	}
	return cover->count == 0;
}
