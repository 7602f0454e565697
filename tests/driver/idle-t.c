/* An idle server sleeps: no timer of ours or the server's wakes it. */
#include "tests/driver/window.h"
#include "tests/driver/xserver.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <poll.h>

#define WATCH_MS 2000 /* only time tells that nothing happens */
#define TRIES 6       /* what the server has just begun to do may end first */

static int64_t
switches_while_idle(const struct xserver *server)
{
	int64_t before = procfs_switches(server->pid);

	poll(NULL, 0, WATCH_MS);
	return before < 0 ? -1 : procfs_switches(server->pid) - before;
}

static void
check_idle(struct tap *tap, const struct xserver *server, const char *name)
{
	int64_t switches = -1;

	for (int i = 0; i < TRIES && switches != 0; i++) {
		switches = switches_while_idle(server);
	}
	tap_ok(tap, switches == 0, "%s: %ld wake-ups in %d ms", name, (long)switches,
	    WATCH_MS);
}

int
main(void)
{
	struct tap tap = {0};
	struct xserver server;
	struct paravent_x_event press = {.type = PARAVENT_X_KEY_PRESS, .detail = 38};

	if (!xserver_start(&server, &(struct xserver_options){0})) {
		return 1;
	}
	xcb_connection_t *connection = xserver_connect(&server);
	windows_redirect(connection);
	window_open(connection, 300, 200, 0xff0000);
	xserver_sync(connection);
	check_idle(&tap, &server, "with a window");
	paravent_xcb_inject(connection, &press, 1);
	xserver_sync(connection);
	check_idle(&tap, &server, "with a key held down");
	xcb_disconnect(connection);
	tap_ok(&tap, xserver_stop(&server), "the server ends well");
	return tap_done(&tap);
}
