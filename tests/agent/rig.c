#include "tests/agent/rig.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int
rig_run(struct rig *rig, void (*const *cases)(struct rig *))
{
	return rig_run_limited(rig, cases, 0);
}

int
rig_run_limited(struct rig *rig, void (*const *cases)(struct rig *), unsigned max_pages)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!guest_start_limited(&rig->guest, max_pages)) {
		tap_ok(&rig->tap, false, "the guest starts");
	} else if (!daemon_start(&rig->daemon, rig->guest.socket, 8, 1024, 768)) {
		tap_ok(&rig->tap, false, "the agent listens");
	} else {
		for (; *cases; cases++) {
			(*cases)(rig);
		}
	}
	daemon_stop(&rig->daemon);
	tap_ok(&rig->tap, guest_stop(&rig->guest), "nothing stays behind");
	return tap_done(&rig->tap);
}

bool
rig_reconnect(struct rig *rig)
{
	daemon_stop(&rig->daemon);
	return daemon_start(&rig->daemon, rig->guest.socket, 8, 1024, 768);
}

xcb_window_t
rig_window(struct rig *rig, int16_t x, int16_t y, uint16_t width, uint16_t height,
    bool override_redirect)
{
	struct guest *g = &rig->guest;
	xcb_window_t w = client_create(g, x, y, width, height, override_redirect);

	client_map(g, w);
	if (!daemon_await(&rig->daemon, MSG_MAP, w)) {
		tap_diag("window %#x was not mapped", w);
	}
	return w;
}

struct title {
	uint32_t window;
	char text[32];
};

static bool
has_title(const struct daemon *daemon, void *data)
{
	const struct title *title = data;

	for (size_t i = daemon->count; i > 0; i--) {
		const struct message *m = &daemon->messages[i - 1];
		if (m->type == MSG_WMNAME && m->window == title->window) {
			return strcmp((char *)m->body, title->text) == 0;
		}
	}
	return false;
}

bool
rig_settle(struct rig *rig)
{
	static unsigned count;
	struct guest *g = &rig->guest;
	struct title title = {.window = client_create(g, 0, 0, 1, 1, false)};

	snprintf(title.text, sizeof(title.text), "settled %u", ++count);
	client_set_text(g, title.window, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, title.text,
	    strlen(title.text));
	client_sync(g);
	bool settled = daemon_until(&rig->daemon, has_title, &title);
	xcb_destroy_window(g->connection, title.window);
	client_sync(g);
	return settled;
}

uint32_t
rig_pixel(const struct message *dump, uint32_t x, uint32_t y)
{
	uint32_t width = word_of(dump, 1);
	uint32_t height = word_of(dump, 2);
	size_t bytes = (size_t)width * height * 4;
	uint32_t pixel = UINT32_MAX;

	if (dump->fd < 0 || x >= width || y >= height) {
		return pixel;
	}
	const uint32_t *pixels = mmap(NULL, bytes, PROT_READ, MAP_SHARED, dump->fd, 0);
	if (pixels != MAP_FAILED) {
		pixel = pixels[(size_t)y * width + x] & 0xffffff;
		munmap((void *)(uintptr_t)pixels, bytes);
	}
	return pixel;
}
