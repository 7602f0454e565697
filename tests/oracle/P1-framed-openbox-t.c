/*
 * P1, P21: whatever a guest does under openbox, in the end every pixel of the guest lies
 * in its frame, and its worker serves.
 */
#include "tests/oracle/every_request.h"

int
main(void)
{
	return every_request(PROBE_OPENBOX, NULL);
}
