#include "protocol/wire/text.h"
struct shown_text f(struct guest_text v);
struct shown_text
f(struct guest_text v)
{
	return text_admit(v);
}
