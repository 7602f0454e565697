#include "tests/wm/fake_desk.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void
fake_desk_open(struct fake_desk *desk, const char *folder)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(desk->path, sizeof(desk->path), "%s/desk", folder);
	memcpy(address.sun_path, desk->path, sizeof(address.sun_path));
	desk->listening = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (bind(desk->listening, (const struct sockaddr *)&address, sizeof(address)) <
	        0 ||
	    listen(desk->listening, 4) < 0) {
		printf("Bail out! no socket for the desk\n");
		exit(1);
	}
	setenv("PARAVENT_DESK", desk->path, 1);
	desk->program = -1;
}

void
fake_desk_close(struct fake_desk *desk)
{
	close(desk->listening);
	if (desk->program >= 0) {
		close(desk->program);
	}
	unlink(desk->path);
}

bool
fake_desk_send(struct fake_desk *desk, const struct desk_record *record)
{
	return send(desk->program, record, sizeof(*record), MSG_NOSIGNAL) ==
	    sizeof(*record);
}

/* False when it has gone already: one that was killed may still stand in the queue. */
static bool
welcome(struct fake_desk *desk, enum desk_role role)
{
	struct desk_record record;

	if (desk->program >= 0) {
		close(desk->program);
	}
	desk->program = accept4(desk->listening, NULL, NULL, SOCK_CLOEXEC);
	if (recv(desk->program, &record, sizeof(record), 0) != sizeof(record) ||
	    desk_check_from_program(&record, sizeof(record)) ||
	    record.hello.role != (uint32_t)role) {
		return false;
	}
	record = desk_record_of(DESK_WELCOME);
	record.welcome.version = DESK_VERSION;
	memcpy(record.welcome.texture, FAKE_DESK_TEXTURE, sizeof(record.welcome.texture));
	return fake_desk_send(desk, &record);
}

bool
fake_desk_welcome(struct fake_desk *desk, enum desk_role role, int ms)
{
	struct pollfd ready = {.fd = desk->listening, .events = POLLIN};

	while (poll(&ready, 1, ms) == 1) {
		if (welcome(desk, role)) {
			return true;
		}
	}
	return false;
}

struct desk_record
fake_desk_domain(uint32_t id, const char *label, uint32_t x_base, uint32_t x_mask)
{
	struct desk_record record = desk_record_of(DESK_DOMAIN);

	record.domain.id = id;
	record.domain.state = DESK_RUNNING;
	record.domain.x_base = x_base;
	record.domain.x_mask = x_mask;
	snprintf(record.domain.name, sizeof(record.domain.name), "%s", label);
	snprintf(record.domain.label, sizeof(record.domain.label), "%s", label);
	return record;
}

bool
fake_desk_complete(struct fake_desk *desk)
{
	struct desk_record record = desk_record_of(DESK_COMPLETE);

	return fake_desk_send(desk, &record);
}
