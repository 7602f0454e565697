#include "gui-daemon/control.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

bool
control_send_setup(int fd, const struct control_setup *setup)
{
	struct control_record record;

	memset(&record, 0, sizeof(record)); /* padding too: nothing of ours leaks */
	record.type = CONTROL_SETUP;
	memcpy(&record.setup, setup, sizeof(*setup));
	ssize_t sent = send(fd, &record, sizeof(record), MSG_NOSIGNAL);
	if (sent >= 0 && (size_t)sent != sizeof(record)) {
		errno = EMSGSIZE;
		return false;
	}
	return sent >= 0;
}

const char *
control_check(const struct control_record *record, size_t len)
{
	if (len != sizeof(*record)) {
		return "record of a wrong length";
	}
	if (record->type != CONTROL_READY) {
		return "record of a wrong type";
	}
	return NULL;
}
