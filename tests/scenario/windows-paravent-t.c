/* Real programs under paravent-wm. */
#include "tests/scenario/windows.h"

int
main(void)
{
	return windows_test(FIXTURE_PARAVENT, "tests/scenario/windows-paravent.png");
}
