#include "protocol/wire/messages.h"
#include "protocol/wire/text.h"
#include <stdio.h>
#include <string.h>
void use(uint32_t v);
void show(const char *text);
void f(struct guest_u32 v, struct guest_u32 w);
void
f(struct guest_u32 v, struct guest_u32 w)
{
	if (v == w) {
		use(0);
	}
}
