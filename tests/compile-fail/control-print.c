#include "protocol/wire/guest.h"
#include <stdio.h>
void f(struct guest_u32 v);
void
f(struct guest_u32 v)
{
	printf("%u\n", guest_u32_for_log(v));
}
