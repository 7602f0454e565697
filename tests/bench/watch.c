#include "tests/bench/watch.h"

#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdlib.h>

bool
watch_open(struct watch *watch, const char *display)
{
	const xcb_query_extension_reply_t *ext;
	xcb_damage_damage_t damage;
	const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

	*watch = (struct watch){.x = xcb_connect(display, NULL)};
	ext = xcb_get_extension_data(watch->x, &xcb_damage_id);
	if (xcb_connection_has_error(watch->x) || !ext || !ext->present) {
		watch_close(watch);
		return false;
	}
	watch->root = xcb_setup_roots_iterator(xcb_get_setup(watch->x)).data->root;
	watch->damage_event = (uint8_t)(ext->first_event + XCB_DAMAGE_NOTIFY);
	free(xcb_damage_query_version_reply(
	    watch->x, xcb_damage_query_version(watch->x, 1, 1), NULL));
	damage = xcb_generate_id(watch->x);
	xcb_damage_create(
	    watch->x, damage, watch->root, XCB_DAMAGE_REPORT_LEVEL_RAW_RECTANGLES);
	xcb_change_window_attributes(watch->x, watch->root, XCB_CW_EVENT_MASK, &mask);
	xcb_flush(watch->x);
	return true;
}

void
watch_close(struct watch *watch)
{
	if (watch->x) {
		xcb_disconnect(watch->x);
	}
	watch->x = NULL;
}

static void
note(struct watch *watch, const xcb_generic_event_t *event)
{
	uint8_t type = event->response_type & 0x7f;

	if (type == watch->damage_event) {
		const xcb_damage_notify_event_t *damage = (const void *)event;

		watch->last = (struct rect){damage->area.x, damage->area.y,
		    damage->area.width, damage->area.height};
		watch->area += (uint64_t)damage->area.width * damage->area.height;
		watch->last_ns = clock_ns();
	} else if (type == XCB_CONFIGURE_NOTIFY) {
		watch->configures++;
		watch->last_ns = clock_ns();
	}
}

static bool
take_events(struct watch *watch)
{
	xcb_generic_event_t *event;
	bool any = false;

	while ((event = xcb_poll_for_event(watch->x))) {
		note(watch, event);
		free(event);
		any = true;
	}
	return any;
}

void
watch_reset(struct watch *watch)
{
	free(xcb_get_input_focus_reply(watch->x, xcb_get_input_focus(watch->x), NULL));
	take_events(watch);
	watch->area = 0;
	watch->configures = 0;
}

void
watch_until(struct watch *watch, struct line *line, int64_t deadline)
{
	struct pollfd wait[2] = {
	    {.fd = xcb_get_file_descriptor(watch->x), .events = POLLIN},
	    {.fd = line_fd(line), .events = POLLIN}};
	int64_t left;

	while (!line_is_there(line) && (left = deadline - clock_ms()) > 0) {
		take_events(watch);
		if (poll(wait, 2, (int)left) < 0) {
			break;
		}
	}
	take_events(watch);
}

uint32_t
watch_pixel(struct watch *watch, int x, int y)
{
	xcb_get_image_reply_t *reply = xcb_get_image_reply(watch->x,
	    xcb_get_image(watch->x, XCB_IMAGE_FORMAT_Z_PIXMAP, watch->root, (int16_t)x,
	        (int16_t)y, 1, 1, ~0u),
	    NULL);
	uint32_t colour = 0;

	if (reply) {
		const uint8_t *p = xcb_get_image_data(reply);

		colour = (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
	}
	free(reply);
	return colour;
}

/* Whether something drawn since the last look covers the pixel. */
static bool
take_events_at(struct watch *watch, int x, int y)
{
	const struct rect pixel = {x, y, 1, 1};
	xcb_generic_event_t *event;
	bool hit = false;

	while ((event = xcb_poll_for_event(watch->x))) {
		note(watch, event);
		hit = hit || !rect_is_empty(rect_intersect(watch->last, pixel));
		free(event);
	}
	return hit;
}

int64_t
watch_await_pixel(
    struct watch *watch, int x, int y, uint32_t colour, bool differs, int64_t deadline)
{
	struct pollfd wait = {.fd = xcb_get_file_descriptor(watch->x), .events = POLLIN};
	int64_t left;

	watch->last = (struct rect){0, 0, 0, 0};
	while ((left = deadline - clock_ms()) > 0) {
		if (take_events_at(watch, x, y)) {
			int64_t seen = watch->last_ns;

			if ((watch_pixel(watch, x, y) == colour) != differs) {
				/* More was drawn meanwhile: perhaps only that did it. */
				return take_events_at(watch, x, y) ? clock_ns() : seen;
			}
			continue;
		}
		if (poll(&wait, 1, (int)left) < 0) {
			break;
		}
	}
	return -1;
}

bool
watch_await_colour(struct watch *watch, int x, int y, uint32_t colour, int64_t deadline)
{
	return watch_pixel(watch, x, y) == colour ||
	    watch_await_pixel(watch, x, y, colour, false, deadline) >= 0;
}
