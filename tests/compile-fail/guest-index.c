#include "protocol/wire/messages.h"
#include "protocol/wire/text.h"
#include <stdio.h>
#include <string.h>
void use(uint32_t v);
void show(const char *text);
void f(struct guest_u32 v, const uint32_t *table);
void
f(struct guest_u32 v, const uint32_t *table)
{
	use(table[v]);
}
