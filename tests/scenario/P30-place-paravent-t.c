/* P30: nothing moves when a process is restarted, under paravent-wm. */
#include "tests/scenario/restart.h"

int
main(void)
{
	return restart_test(FIXTURE_PARAVENT);
}
