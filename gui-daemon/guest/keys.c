#include "gui-daemon/guest/keys.h"

static uint8_t
bit_of(uint8_t code)
{
	return (uint8_t)(1u << (code % 8));
}

bool
keys_is_down(const struct keys *keys, uint8_t code)
{
	return keys->down[code / 8] & bit_of(code);
}

void
keys_press(struct keys *keys, uint8_t code)
{
	keys->down[code / 8] |= bit_of(code);
}

bool
keys_release(struct keys *keys, uint8_t code)
{
	bool was_down = keys_is_down(keys, code);

	keys->down[code / 8] &= (uint8_t)~bit_of(code);
	return was_down;
}

int
keys_take_stuck(struct keys *keys, const uint8_t held[KEYS_BYTES])
{
	for (int i = 0; i < KEYS_BYTES; i++) {
		unsigned int stuck =
		    keys->down[i] & (held ? ~(unsigned int)held[i] : 0xff);

		if (stuck) {
			int code = i * 8 + __builtin_ctz(stuck);

			keys->down[i] &= (uint8_t)~bit_of((uint8_t)code);
			return code;
		}
	}
	return -1;
}
