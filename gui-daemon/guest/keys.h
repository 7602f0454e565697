/*
 * Which keys the guest believes to be down.  A key is released where it was pressed, and
 * nothing stays down when the focus leaves (P7).
 * Pure; never logged.
 */
#ifndef GUEST_KEYS_H
#define GUEST_KEYS_H

#include "common/base/base.h"

#define KEYS_BYTES 32 /* bit k mod 8 of byte k/8 is keycode k, as in X */

struct keys {
	uint8_t down[KEYS_BYTES];
};

bool keys_is_down(const struct keys *keys, uint8_t code);
void keys_press(struct keys *keys, uint8_t code);

/* False when it was not down, hence its release is nobody's business. */
MUST_USE bool keys_release(struct keys *keys, uint8_t code);

/* Takes one key that is down, and is not in held (NULL: any); -1 when none is left. */
int keys_take_stuck(struct keys *keys, const uint8_t held[KEYS_BYTES]);

#endif
