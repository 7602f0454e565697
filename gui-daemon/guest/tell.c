#include "gui-daemon/guest/tell.h"

#include "protocol/transport/link.h"

#define MINOR_CLIPBOARD_WINDOW 2
#define MINOR_DESTROY_ACK 5
#define MINOR_DUMP_ACK 7

void
tell_configure(struct link *link, const struct window *window)
{
	struct rect r = window->place.told;
	struct msg_configure out = {
	    .x = r.x,
	    .y = r.y,
	    .width = r.width,
	    .height = r.height,
	    .override_redirect = window->state.override_redirect,
	};
	uint8_t body[20];
	size_t len = wire_encode_configure(body, sizeof(body), &out);

	link_send(link, MSG_CONFIGURE, window->id, body, len);
}

void
tell_close(struct link *link, uint32_t id)
{
	link_send(link, MSG_CLOSE, id, NULL, 0);
}

void
tell_flags(struct link *link, uint32_t id, uint32_t set, uint32_t unset)
{
	struct msg_window_flags out = {.set = set, .unset = unset};
	uint8_t body[8];
	size_t len = wire_encode_window_flags(body, sizeof(body), &out);

	link_send(link, MSG_WINDOW_FLAGS, id, body, len);
}

void
tell_dump_done(struct link *link, uint32_t id, uint32_t minor)
{
	if (minor >= MINOR_DUMP_ACK) {
		link_send(link, MSG_WINDOW_DUMP_ACK, id, NULL, 0);
	}
}

void
tell_destroyed(struct link *link, uint32_t id, uint32_t minor)
{
	if (minor >= MINOR_DESTROY_ACK) {
		link_send(link, MSG_DESTROY, id, NULL, 0);
	}
}

void
tell_clipboard_asked(struct link *link, uint32_t id)
{
	link_send(link, MSG_CLIPBOARD_REQ, id, NULL, 0);
}

/* Before 1.2 the header's window is the length. */
void
tell_clipboard(
    struct link *link, uint32_t minor, uint32_t id, const void *bytes, size_t len)
{
	uint32_t window = minor >= MINOR_CLIPBOARD_WINDOW ? id : (uint32_t)len;

	link_send(link, MSG_CLIPBOARD_DATA, window, bytes, len);
}
