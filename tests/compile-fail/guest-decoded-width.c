#include "protocol/wire/messages.h"
#include "protocol/wire/text.h"
#include <stdio.h>
#include <string.h>
void use(uint32_t v);
void show(const char *text);
void f(const struct guest_create *c);
void
f(const struct guest_create *c)
{
	use(c->width);
}
