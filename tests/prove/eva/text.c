/*
 * For Eva: any bytes as text, in rooms of a few bytes that end where their memory does.
 * It follows each position there; what longer texts add is proved by WP.
 */
/* clang-format off: options stand on one line
 * eva: -eva-precision 0 -eva-slevel-function text_admit:2000,text_as_ascii:2000,take_character:100,append:30,drive:20 -eva-split-return-function take_character:0:1:2:3:4,length_by_lead:0:1:2:3:4
 */
/* clang-format on */
#include "protocol/wire/text.h"
#include "tests/prove/eva/any.h"

#define ROOM 6 /* bytes: more than a character has */

static uint8_t bytes[ROOM];

void
drive(void)
{
	struct shown_text shown;

	any_fill(bytes, sizeof(bytes));
	shown = text_admit((struct guest_text){bytes, ROOM});
	(void)text_as_ascii(&shown);
	(void)text_admit((struct guest_text){NULL, 0});
}
