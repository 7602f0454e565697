#include "tests/daemon/worker-managed.h"

#include "tests/scenario/ask.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

const struct rect managed_asked = {200, 220, 300, 200};

/* As a pager would (EWMH). */
void
managed_ask(
    struct rig *rig, xcb_window_t window, const char *what, const uint32_t words[5])
{
	ask_root(rig->x, rig->screen->root, window, rig_atom(rig, what), words);
	rig_sync(rig);
}

struct rect
managed_told(const struct rig_message *m)
{
	return (struct rect){(int32_t)rig_word(m, 0), (int32_t)rig_word(m, 1),
	    rig_word(m, 2), rig_word(m, 3)};
}

/*
 * Asks the manager something, and waits for its answer: what came to it before is done by
 * then (EWMH, _NET_REQUEST_FRAME_EXTENTS of a window that it does not know).
 */
void
managed_sync(struct rig *rig)
{
	static const uint32_t none[5];
	xcb_window_t probe = xcb_generate_id(rig->x);
	xcb_atom_t extents = rig_atom(rig, "_NET_FRAME_EXTENTS");
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	bool answered = false;

	xcb_create_window(rig->x, 0, probe, rig->screen->root, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	managed_ask(rig, probe, "_NET_REQUEST_FRAME_EXTENTS", none);
	while (!answered && rig_now_ms() < deadline) {
		xcb_get_property_reply_t *r = xcb_get_property_reply(rig->x,
		    xcb_get_property(rig->x, 0, probe, extents, XCB_ATOM_CARDINAL, 0, 4),
		    NULL);
		answered = r && r->format == 32;
		free(r);
	}
	xcb_destroy_window(rig->x, probe);
}

/* Acknowledges each CONFIGURE until what was told is so; the last one's geometry. */
struct rect
managed_agree(struct rig *rig, xcb_window_t outer, struct rect before)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	const struct rig_message *m;
	struct rect last = before;

	int agreed = 0;

	/* Twice: the worker may answer what the manager did with a wish of its own. */
	while (agreed < 2 && rig_now_ms() < deadline) {
		managed_sync(rig);
		while ((m = rig_next(rig, 300))) {
			if (m->type == MSG_CONFIGURE) {
				last = managed_told(m);
				rig_configure(rig, m->window, last);
			}
		}
		bool is_so = rect_equals(rig_area(rig, rig_content(rig, outer)), last);
		agreed = is_so ? agreed + 1 : 0;
	}
	return last;
}

xcb_window_t
managed_show(struct rig *rig, uint32_t id, const char *title)
{
	uint32_t *pixels;
	int fd = rig_buffer(managed_asked.width, managed_asked.height, &pixels);

	rig_create_window(rig, id, managed_asked, false);
	rig_title(rig, id, title);
	rig_fill(pixels, managed_asked.width,
	    (struct rect){0, 0, managed_asked.width, managed_asked.height},
	    MANAGED_GREEN);
	rig_dump(rig, id, managed_asked.width, managed_asked.height, fd);
	rig_map(rig, id, 0, false);
	munmap(pixels, managed_asked.width * managed_asked.height * 4);
	close(fd);
	return rig_find(rig, title);
}

bool
managed_hears_flags(struct rig *rig, uint32_t set, uint32_t unset)
{
	const struct rig_message *m = rig_await(rig, MSG_WINDOW_FLAGS);

	return m && rig_word(m, 0) == set && rig_word(m, 1) == unset;
}

void
managed_send_flags(struct rig *rig, uint32_t id, uint32_t set, uint32_t unset)
{
	struct msg_window_flags m = {set, unset};
	uint8_t body[8];

	rig_send(rig, MSG_WINDOW_FLAGS, id, body,
	    wire_encode_window_flags(body, sizeof(body), &m));
}

/* Where a content lies that fills the screen, frame and all. */
struct rect
managed_filled(const struct rig *rig)
{
	return (struct rect){RIG_FRAME, (int32_t)rig->label_height, 1280 - 2 * RIG_FRAME,
	    1024 - RIG_FRAME - rig->label_height};
}
