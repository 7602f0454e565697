#include "gui-daemon/guest/chords.h"

struct chord_keys
chord_keys_new(const struct chords *chords)
{
	return (struct chord_keys){
	    .chord = {[CHORD_COPY] = chords->copy, [CHORD_PASTE] = chords->paste},
	};
}

bool
chord_keys_find(
    const struct chord_keys *chords, uint32_t state, uint8_t code, enum chord_kind *kind)
{
	for (unsigned i = 0; i < CHORD_N; i++) {
		if ((state & CHORD_MODIFIERS) == chords->chord[i].modifiers &&
		    keys_is_down(&chords->keys[i], code)) {
			*kind = (enum chord_kind)i;
			return true;
		}
	}
	return false;
}
