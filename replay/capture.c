#include "replay/capture.h"

#include <stdlib.h>
#include <string.h>

void
capture_finish(struct capture *capture)
{
	for (size_t i = 0; i < capture->count; i++) {
		event_finish(&capture->events[i]);
	}
	free(capture->events);
	*capture = (struct capture){NULL, 0, 0};
}

static bool
make_room(struct capture *capture)
{
	if (capture->count < capture->room) {
		return true;
	}
	size_t room = capture->room > 0 ? 2 * capture->room : 64;
	struct event *events =
	    reallocarray(capture->events, room, sizeof(*capture->events));
	if (!events) {
		return false;
	}
	capture->events = events;
	capture->room = room;
	return true;
}

bool
capture_add(struct capture *capture, struct event *event)
{
	if (!make_room(capture)) {
		event_finish(event);
		return false;
	}
	capture->events[capture->count++] = *event;
	event->bytes = event->any = (struct bytes){NULL, 0, 0};
	return true;
}

bool
capture_insert(struct capture *capture, size_t i)
{
	if (!make_room(capture)) {
		return false;
	}
	memmove(capture->events + i + 1, capture->events + i,
	    (capture->count - i) * sizeof(*capture->events));
	capture->events[i] = (struct event){.kind = EVENT_NOTE};
	capture->count++;
	return true;
}

void
capture_remove(struct capture *capture, size_t i)
{
	event_finish(&capture->events[i]);
	memmove(capture->events + i, capture->events + i + 1,
	    (capture->count - i - 1) * sizeof(*capture->events));
	capture->count--;
}

bool
capture_copy(struct capture *out, const struct capture *in)
{
	*out = (struct capture){NULL, 0, 0};
	for (size_t i = 0; i < in->count; i++) {
		struct event event;

		if (!event_copy(&event, &in->events[i]) || !capture_add(out, &event)) {
			capture_finish(out);
			return false;
		}
	}
	return true;
}

const struct event *
capture_find_fd(const struct capture *capture, const char *name)
{
	for (size_t i = 0; i < capture->count; i++) {
		const struct event *e = &capture->events[i];

		if (e->kind == EVENT_FD && strcmp(e->fd, name) == 0) {
			return e;
		}
	}
	return NULL;
}

void
capture_number(struct capture *capture)
{
	for (size_t i = 0; i < capture->count; i++) {
		capture->events[i].line = i + 2;
	}
}
