#include "replay/event.h"

void
event_finish(struct event *event)
{
	bytes_finish(&event->bytes);
	bytes_finish(&event->any);
}

bool
event_copy(struct event *out, const struct event *in)
{
	*out = *in;
	out->any = (struct bytes){NULL, 0, 0};
	if (bytes_copy(&out->bytes, in->bytes.at, in->bytes.len) &&
	    bytes_copy(&out->any, in->any.at, in->any.len)) {
		return true;
	}
	event_finish(out);
	return false;
}

bool
event_is_pattern(const struct event *event)
{
	return event->kind == EVENT_EXPECT || event->kind == EVENT_WAIT;
}

bool
event_is_any(const struct event *event, size_t i)
{
	return i < event->any.len && event->any.at[i] != 0;
}

void
event_tidy(struct event *event)
{
	bool is_open = false;

	for (size_t i = 0; i < event->any.len; i++) {
		if (event->any.at[i]) {
			event->bytes.at[i] = 0;
			is_open = true;
		}
	}
	if (!is_open) {
		bytes_finish(&event->any);
	}
}

bool
event_has_any(const struct event *event)
{
	for (size_t i = 0; i < event->any.len; i++) {
		if (event->any.at[i]) {
			return true;
		}
	}
	return event->any_tail;
}

bool
event_matches(
    const struct event *event, enum piece_kind piece, const uint8_t *bytes, size_t len)
{
	size_t wanted = event->bytes.len;

	if (piece != event->piece || len < wanted || (len > wanted && !event->any_tail)) {
		return false;
	}
	for (size_t i = 0; i < wanted; i++) {
		if (bytes[i] != event->bytes.at[i] && !event_is_any(event, i)) {
			return false;
		}
	}
	return true;
}

bool
event_is_fd_name(const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = name[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		        (c >= '0' && c <= '9') || c == '-' || c == '_')) {
			return false;
		}
	}
	return len > 0 && len < EVENT_FD_NAME_BYTES;
}
