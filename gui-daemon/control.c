#include "gui-daemon/control.h"

#include "common/base/fd.h"
#include "common/base/scale.h"

#include <errno.h>
#include <string.h>

bool
control_send(int fd, const struct control_record *record, int passed)
{
	ssize_t sent;

	do {
		sent = fd_send(fd, record, sizeof(*record), passed);
	} while (sent < 0 && errno == EINTR);
	if (sent >= 0 && (size_t)sent != sizeof(*record)) {
		errno = EMSGSIZE;
		return false;
	}
	return sent >= 0;
}

bool
control_send_setup(int fd, const struct control_setup *setup, int token)
{
	struct control_record record;

	memset(&record, 0, sizeof(record)); /* padding too: nothing of ours leaks */
	record.type = CONTROL_SETUP;
	memcpy(&record.setup, setup, sizeof(*setup));
	return control_send(fd, &record, token);
}

ssize_t
control_receive(int fd, struct control_record *record, int *passed)
{
	struct {
		struct control_record record;
		char more; /* so that a longer one is seen to be longer */
	} room;
	size_t count;
	ssize_t len = fd_receive(fd, &room, sizeof(room), passed, 1, &count);

	if (len <= 0 || count == 0) {
		*passed = -1;
	}
	memcpy(record, &room.record, sizeof(*record));
	return len;
}

/* What a worker may send, and which of it has a descriptor beside it. */
static const struct {
	bool is_legal, has_fd;
} from_worker[] = {
    [CONTROL_READY] = {true, false},
    [CONTROL_COPY_ASKED] = {true, false},
    [CONTROL_COPIED] = {true, true},
    [CONTROL_PASTE_ASKED] = {true, false},
    [CONTROL_CLIP_FAILED] = {true, false},
    [CONTROL_X_CLIENT] = {true, false},
    [CONTROL_KEYS_WANTED] = {true, false},
    [CONTROL_ATTENTION] = {true, false},
    [CONTROL_LIMITED] = {true, false},
};

/* X 11 protocol, "Connection Setup": the top three bits are nobody's. */
static bool
is_client(const struct control_x_client *client)
{
	return client->base && client->mask && !(client->base & client->mask) &&
	    !((client->base | client->mask) >> 29);
}

static bool
is_scale(uint32_t scale)
{
	return scale != SCALE_AUTO && scale_is_sane(scale);
}

static bool
is_truth(uint32_t type)
{
	return type == CONTROL_KEYS_WANTED || type == CONTROL_ATTENTION;
}

const char *
control_check(const struct control_record *record, size_t len, bool has_fd)
{
	if (len != sizeof(*record)) {
		return "record of a wrong length";
	}
	if (record->type >= ARRAY_LEN(from_worker) ||
	    !from_worker[record->type].is_legal) {
		return "record of a wrong type";
	}
	if (has_fd != from_worker[record->type].has_fd) {
		return has_fd ? "record with a descriptor"
		              : "record without its descriptor";
	}
	if (record->type == CONTROL_CLIP_FAILED && record->clip.fault >= CLIP_N_FAULTS) {
		return "record with an unknown fault";
	}
	if (record->type == CONTROL_X_CLIENT && !is_client(&record->x_client)) {
		return "ids that no X client has";
	}
	if (record->type == CONTROL_X_CLIENT && !is_scale(record->x_client.scale)) {
		return "scale out of range";
	}
	if (is_truth(record->type) && record->number > 1) {
		return "neither 0 nor 1";
	}
	return NULL;
}
