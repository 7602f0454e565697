#include "protocol/wire/messages.h"
#include "protocol/wire/text.h"
#include <stdio.h>
#include <string.h>
void use(uint32_t v);
void show(const char *text);
void f(struct shown_text v);
void
f(struct shown_text v)
{
	printf("%s\n", v);
}
