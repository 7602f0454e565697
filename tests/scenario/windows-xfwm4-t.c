/* Real programs under xfwm4. */
#include "tests/scenario/windows.h"

int
main(void)
{
	return windows_test(FIXTURE_XFWM4, "tests/scenario/windows-xfwm4.png");
}
