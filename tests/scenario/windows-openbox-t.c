/* Real programs under openbox. */
#include "tests/scenario/windows.h"

int
main(void)
{
	return windows_test(FIXTURE_OPENBOX, "tests/scenario/windows-openbox.png");
}
