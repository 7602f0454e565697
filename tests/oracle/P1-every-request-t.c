/*
 * P1, P21: whatever a guest does, after each single request of its worker every pixel of
 * the guest lies in its frame.
 */
#include "tests/oracle/every_request.h"

int
main(void)
{
	return every_request(PROBE_UNMANAGED, "tests/oracle/every-request.png");
}
