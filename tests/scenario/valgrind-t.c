/*
 * Daemon, worker and agent in valgrind: a terminal is opened, typed into, moved and
 * closed without a complaint.
 */
#include "tests/oracle/puppet.h"

#include <stdlib.h>

static bool
has_valgrind(void)
{
	return system("valgrind --version >/dev/null 2>&1") == 0; /* no guest is near */
}

struct changed {
	uint64_t hash;
	struct rect area;
};

static bool
is_changed(struct desk *desk, void *data)
{
	const struct changed *changed = data;
	const struct picture *picture = desk_picture(desk);

	return picture && picture_hash(picture, changed->area) != changed->hash;
}

static void
test_terminal(struct stage *stage, const struct desk_window *window)
{
	struct desk *desk = &stage->fixture.desk;
	struct changed changed = {.area = window->area};
	int64_t deadline = fixture_deadline(&stage->fixture);

	desk_focus(desk, window->id);
	desk_click(desk, window->area.x + 60, window->area.y + 60);
	changed.hash = picture_hash(desk_picture(desk), changed.area);
	tap_ok(&stage->tap,
	    desk_type(desk, "echo valgrind\n", 20) &&
	        desk_await(desk, deadline, is_changed, &changed),
	    "typed text is shown");
	tap_ok(&stage->tap,
	    desk_type(desk, "exit\n", 20) &&
	        desk_await_gone(desk, "valgrind-terminal", deadline),
	    "the window closes");
}

int
main(void)
{
	static const char *const program[] = {
	    "xterm", "-T", "valgrind-terminal", "-e", "sh", NULL};
	struct stage stage;

	if (fixture_is_sanitized()) {
		return tap_skip_all("built with sanitizers, which do the same");
	}
	if (!has_valgrind()) {
		return tap_skip_all("valgrind is not installed");
	}
	if (stage_open(&stage, &(struct fixture_options){.valgrind = true})) {
		const struct desk_window *window = NULL;

		if (fixture_start(&stage.fixture, "red", program)) {
			window = desk_await_window(&stage.fixture.desk,
			    "valgrind-terminal", fixture_deadline(&stage.fixture));
		}
		if (tap_ok(&stage.tap, window != NULL, "a terminal is shown")) {
			test_terminal(&stage, window);
		}
	}
	return stage_close(&stage);
}
