/* Real programs under xfwm4. */
#include "tests/scenario/windows.h"

int
main(void)
{
	return windows_test(FIXTURE_XFWM4);
}
