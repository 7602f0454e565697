/* Text typed fast into a real terminal arrives complete, in order, and once. */
#include "tests/oracle/puppet.h"
#include "tests/scenario/procfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEYS_PER_SECOND 500
#define LINES 60
#define KEYCODE_CONTROL 37 /* evdev + 8 */

/* What is typed: letters of both cases, digits, signs; each line differs. */
static void
compose(char *text, size_t size)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789 .,;:-_+*/()[]{}<>|!?#%&=@$~^'\"";
	size_t len = 0;

	for (int line = 0; line < LINES && len + 64 < size; line++) {
		len += (size_t)snprintf(text + len, size - len, "%d ", line);
		for (size_t i = 0; i < 40; i++) {
			text[len++] =
			    signs[((size_t)line * 40 + i * 7) % (sizeof(signs) - 1)];
		}
		text[len++] = '\n';
	}
	text[len] = '\0';
}

static bool
type_end(struct desk *desk)
{
	desk_key(desk, KEYCODE_CONTROL, true);
	bool typed = desk_type(desk, "d", 0);
	desk_key(desk, KEYCODE_CONTROL, false);
	return typed;
}

static void
tell_difference(const char *want, const char *got)
{
	size_t at = 0;

	while (got && got[at] && got[at] == want[at]) {
		at++;
	}
	tap_diag("%zu of %zu characters are right; then \"%.20s\", not \"%.20s\"", at,
	    strlen(want), got ? got + at : "", want + at);
}

static bool
has_focus(struct desk *desk, void *window)
{
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	bool has = reply && reply->focus == *(const xcb_window_t *)window;

	free(reply);
	return has;
}

/* Into its text; what is typed before the focus has followed goes elsewhere. */
static bool
click(struct stage *stage, const struct desk_window *window)
{
	xcb_window_t id = window->id; /* looking anew moves it */

	desk_click(&stage->fixture.desk, window->area.x + 60, window->area.y + 60);
	return desk_await(
	    &stage->fixture.desk, fixture_deadline(&stage->fixture), has_focus, &id);
}

static void
test_typing(struct stage *stage, const char *path)
{
	struct desk *desk = &stage->fixture.desk;
	char text[8192];
	char *got;
	int64_t start;

	compose(text, sizeof(text));
	start = clock_ms();
	tap_ok(&stage->tap, desk_type(desk, text, KEYS_PER_SECOND), "every key exists");
	tap_diag("%zu keys in %d ms", strlen(text), (int)(clock_ms() - start));
	tap_ok(&stage->tap,
	    type_end(desk) &&
	        desk_await_gone(
	            desk, "typing-terminal", fixture_deadline(&stage->fixture)),
	    "Control-D ends the program");
	got = fixture_read(&stage->fixture, "red", path);
	if (!tap_ok(&stage->tap, got && strcmp(got, text) == 0,
	        "text typed at %d keys/s arrived complete and in order",
	        KEYS_PER_SECOND)) {
		tell_difference(text, got);
	}
	free(got);
}

int
main(void)
{
	struct stage stage;
	char command[300];
	char path[160];
	const char *const program[] = {
	    "xterm", "-T", "typing-terminal", "-e", "sh", "-c", command, NULL};

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX})) {
		const struct desk_window *window = NULL;

		fixture_domain_path(&stage.fixture, "typed", path, sizeof(path));
		snprintf(command, sizeof(command),
		    "printf '\\033]2;typing-terminal ready\\a'; exec cat >%s", path);
		if (fixture_start(&stage.fixture, "red", program)) {
			window = desk_await_window(&stage.fixture.desk,
			    "typing-terminal ready", fixture_deadline(&stage.fixture));
		}
		if (tap_ok(&stage.tap, window != NULL && click(&stage, window),
		        "a terminal is ready")) {
			test_typing(&stage, path);
		}
	}
	return stage_close(&stage);
}
