/* Linked with fault.c and ld --wrap=free: what our own code frees no longer lives. */
#include "tests/oracle/fault.h"

void __real_free(void *old);
void __wrap_free(void *old);

void
__wrap_free(void *old)
{
	fault_room()->live -= old != NULL;
	__real_free(old);
}
