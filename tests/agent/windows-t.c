/* What the daemon is told of a window's life, from its creation to its end. */

#include "tests/agent/client.h"
#include "tests/agent/daemon.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct test {
	struct tap tap;
	struct guest guest;
	struct daemon daemon;
};

/* The pixel at x, y of a dump, without its unused byte; 0xffffffff when there is none. */
static uint32_t
pixel_of(const struct message *dump, uint32_t x, uint32_t y)
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

static void
test_first_window(struct test *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = client_create(g, 30, 40, 200, 100, false);

	client_set_text(g, w, XCB_ATOM_WM_NAME, XCB_ATOM_STRING, "caf\xe9", 4);
	client_set_text(g, w, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, "one\0Two", 8);
	client_map(g, w);
	const struct message *m = daemon_await(&t->daemon, MSG_CREATE, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 30 && word_of(m, 1) == 40 && word_of(m, 2) == 200 &&
	        word_of(m, 3) == 100 && word_of(m, 5) == 0,
	    "CREATE says where");
	m = daemon_await(&t->daemon, MSG_WINDOW_DUMP, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 1 && word_of(m, 1) == 200 && word_of(m, 2) == 100 &&
	        m->fd >= 0,
	    "WINDOW_DUMP brings a descriptor of its size");
	tap_ok(&t->tap, m && pixel_of(m, 5, 5) == 0x102030, "it shows the background");
	t->daemon.seen = 0; /* these may come before the buffer or after */
	m = daemon_await(&t->daemon, MSG_WMCLASS, w);
	tap_ok(&t->tap,
	    m && strcmp((char *)m->body, "Two") == 0 &&
	        strcmp((char *)m->body + 64, "one") == 0,
	    "WMCLASS");
	m = daemon_await(&t->daemon, MSG_MAP, w);
	tap_ok(&t->tap, m && word_of(m, 0) == 0 && word_of(m, 1) == 0, "MAP");
	t->daemon.seen = 0;
	m = daemon_await(&t->daemon, MSG_WMNAME, w);
	tap_ok(
	    &t->tap, m && strcmp((char *)m->body, "caf\xc3\xa9") == 0, "WMNAME is UTF-8");
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap, m && word_of(m, 2) == 200 && word_of(m, 3) == 100,
	    "all of it is damaged");
	client_fill(g, w, (xcb_rectangle_t){10, 20, 30, 40}, 0xabcdef);
	m = daemon_await(&t->daemon, MSG_SHMIMAGE, w);
	tap_ok(&t->tap,
	    m && word_of(m, 0) == 10 && word_of(m, 1) == 20 && word_of(m, 2) == 30 &&
	        word_of(m, 3) == 40,
	    "damage is what was drawn");
	size_t dump = daemon_find(&t->daemon, MSG_WINDOW_DUMP, w, 0);
	tap_ok(&t->tap, pixel_of(&t->daemon.messages[dump], 15, 25) == 0xabcdef,
	    "and the buffer has it");
	xcb_destroy_window(g->connection, w);
	client_sync(g);
	tap_ok(&t->tap, daemon_await(&t->daemon, MSG_DESTROY, w) != NULL, "DESTROY");
}

int
main(void)
{
	static struct test t;

	if (!guest_start(&t.guest)) {
		tap_ok(&t.tap, false, "the guest starts");
	} else if (!daemon_start(&t.daemon, t.guest.socket, 8, 1024, 768)) {
		tap_ok(&t.tap, false, "the agent listens");
	} else {
		test_first_window(&t);
	}
	daemon_stop(&t.daemon);
	tap_ok(&t.tap, guest_stop(&t.guest), "nothing stays behind");
	return tap_done(&t.tap);
}
