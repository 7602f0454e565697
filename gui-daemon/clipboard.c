#include "gui-daemon/clipboard.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/config.h"
#include "gui-daemon/worker.h"

#include <stdlib.h>
#include <time.h>

struct clipboard {
	struct broker *broker;       /* owned */
	const struct config *config; /* borrowed */
	struct broker_owner owner;
};

static bool
may_copy(void *data, const char *from)
{
	const struct clipboard *clipboard = data;

	return config_may_copy(clipboard->config, from);
}

static bool
may_paste(void *data, const char *from, const char *to)
{
	const struct clipboard *clipboard = data;

	return config_may_paste(clipboard->config, from, to);
}

static uint32_t
most_bytes(void *data, const char *domain)
{
	const struct clipboard *clipboard = data;

	return config_policy_of(clipboard->config, domain).clipboard_bytes;
}

static void
told(void *data, const struct broker_event *event)
{
	struct clipboard *clipboard = data;
	char line[BROKER_LINE_BYTES];

	broker_describe(event, line);
	log_info("clipboard: %s", line);
	clipboard->owner.told(clipboard->owner.data, event);
}

struct clipboard *
clipboard_create(const struct config *config, const struct broker_owner *owner)
{
	struct clipboard *clipboard = calloc(1, sizeof(*clipboard));
	struct broker_policy policy = {
	    .may_copy = may_copy,
	    .may_paste = may_paste,
	    .most_bytes = most_bytes,
	    .data = clipboard,
	};
	struct broker_owner ours = {.told = told, .data = clipboard};

	if (!clipboard) {
		return NULL;
	}
	clipboard->config = config;
	clipboard->owner = *owner;
	clipboard->broker = broker_create(&policy, &ours);
	if (!clipboard->broker) {
		free(clipboard);
		return NULL;
	}
	return clipboard;
}

void
clipboard_destroy(struct clipboard *clipboard)
{
	if (clipboard) {
		broker_destroy(clipboard->broker);
		free(clipboard);
	}
}

void
clipboard_reload(struct clipboard *clipboard, const struct config *config)
{
	clipboard->config = config;
	broker_recheck(clipboard->broker);
}

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
clipboard_take(struct clipboard *clipboard, struct broker_peer *peer,
    struct worker *worker, bool has_keys, const struct control_record *record, int fd)
{
	bool is_chord =
	    record->type == CONTROL_COPY_ASKED || record->type == CONTROL_PASTE_ASKED;
	struct control_record answer;

	if (is_chord && !has_keys) {
		log_debug("clipboard: a chord in %s, which has no keys", peer->name);
		return;
	}
	int parcel = broker_take(clipboard->broker, peer, record, fd, now_ms(), &answer);

	if (answer.type != 0) {
		worker_tell(worker, &answer, parcel);
	}
	fd_close(&parcel);
}

void
clipboard_forget(struct clipboard *clipboard, const struct broker_peer *peer)
{
	broker_forget(clipboard->broker, peer);
}
