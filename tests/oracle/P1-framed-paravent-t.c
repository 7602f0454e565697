/*
 * P1, P21: whatever a guest does under paravent-wm, after each X request of its worker
 * and of the manager every pixel of the guest lies in its frame.
 */
#include "tests/oracle/every_request.h"

int
main(void)
{
	return every_request(PROBE_PARAVENT, "tests/oracle/framed-paravent.png");
}
