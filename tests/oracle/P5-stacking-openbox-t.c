/* P5, I4: whose each pixel is can be told, however windows are stacked. */
#include "tests/oracle/stacking.h"

int
main(void)
{
	return stacking_test(FIXTURE_OPENBOX);
}
