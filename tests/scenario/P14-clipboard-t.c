/*
 * P14 with real programs: what is copied in a terminal of one domain is pasted into a GTK
 * program of another, and back, by the person's chords and not without.
 */
#include "tests/oracle/puppet.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT "moved by the person" /* a line: a triple click takes its end too */
#define LINES 20
#define KEY_CTRL 37
#define KEY_SHIFT 50
#define KEY_INSERT 118
#define KEY_HOME 110
#define SELECT_MS 3000 /* what is selected is seen by then */
#define NAP_MS 10      /* a log has no event */

/* A key with Ctrl, and Shift if asked for. */
static void
press_code(struct stage *stage, uint8_t code, bool shift)
{
	struct desk *desk = &stage->fixture.desk;

	desk_key(desk, KEY_CTRL, true);
	if (shift) {
		desk_key(desk, KEY_SHIFT, true);
	}
	desk_key(desk, code, true);
	desk_key(desk, code, false);
	if (shift) {
		desk_key(desk, KEY_SHIFT, false);
	}
	desk_key(desk, KEY_CTRL, false);
}

static void
press(struct stage *stage, char key, bool shift)
{
	uint8_t code = 0;
	bool level;

	if (desk_key_of(&stage->fixture.desk, (uint8_t)key, &code, &level)) {
		press_code(stage, code, shift);
	}
}

static bool
has_focus(struct desk *desk, void *data)
{
	const struct desk_window *window = data;
	xcb_get_input_focus_reply_t *reply =
	    xcb_get_input_focus_reply(desk->x, xcb_get_input_focus(desk->x), NULL);
	bool is = reply && reply->focus == window->id;

	free(reply);
	return is;
}

static void
click_at(struct stage *stage, struct desk_window *window, int32_t y)
{
	desk_click(&stage->fixture.desk, window->area.x + (int32_t)window->area.width / 2,
	    window->area.y + y);
	if (!desk_await(&stage->fixture.desk, fixture_deadline(&stage->fixture),
	        has_focus, window)) {
		tap_ok(&stage->tap, false, "%s takes the focus", window->title);
	}
}

/* Into its text, which both programs have there, and the focus that follows. */
static void
click_text(struct stage *stage, struct desk_window *window)
{
	click_at(stage, window, (int32_t)window->area.height * 2 / 3);
}

/* Onto its label, which the guest does not see. */
static void
click_label(struct stage *stage, struct desk_window *window)
{
	click_at(stage, window, 8);
}

/*
 * Presses the chord until the daemon says so: a program takes its time to own a text, and
 * a domain that just got the focus to be given the keys.
 */
static bool
chord(struct stage *stage, char key, const char *said)
{
	int64_t deadline = fixture_deadline(&stage->fixture);

	while (clock_ms() < deadline) {
		press(stage, key, true);
		for (int i = 0; i < 50; i++) {
			if (crew_log_has(&stage->fixture.crew, "daemon", said)) {
				return true;
			}
			poll(NULL, 0, NAP_MS);
		}
	}
	tap_diag("the daemon does not say \"%s\"", said);
	return false;
}

/* The terminal shows a line inverted, to its end. */
static bool
has_selected(struct desk *desk, void *data)
{
	const struct desk_window *window = data;
	const struct picture *picture = desk_picture(desk);

	return picture &&
	    picture_at(picture, (uint32_t)window->area.x + window->area.width * 3 / 4,
	        (uint32_t)window->area.y + window->area.height * 2 / 3) == 0;
}

/* Clicks that came slower than the terminal takes for one triple click come again. */
static bool
select_line(struct stage *stage, struct desk_window *terminal)
{
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool has = false;

	while (!has && clock_ms() < deadline) {
		for (int i = 0; i < 3; i++) {
			click_text(stage, terminal);
		}
		has = desk_await(
		    &stage->fixture.desk, clock_ms() + SELECT_MS, has_selected, terminal);
	}
	return has;
}

static const struct desk_window *
start_terminal(struct stage *stage, const char *path)
{
	char command[400];
	const char *const program[] = {"xterm", "-T", "terminal", "-xrm",
	    "*selectToClipboard: true", "-e", "sh", "-c", command, NULL};

	snprintf(command, sizeof(command),
	    "for i in $(seq %d); do echo '" TEXT "'; done; "
	    "printf '\\033]2;terminal ready\\a'; exec cat >%s",
	    LINES, path);
	return fixture_start(&stage->fixture, "red", program)
	    ? desk_await_window(&stage->fixture.desk, "terminal ready",
	          fixture_deadline(&stage->fixture))
	    : NULL;
}

static const struct desk_window *
start_editor(struct stage *stage)
{
	static const char *const program[] = {"gtk3-demo-application", NULL};

	return fixture_start(&stage->fixture, "blue", program)
	    ? desk_await_window(
	          &stage->fixture.desk, "blue", fixture_deadline(&stage->fixture))
	    : NULL;
}

static void
test_to_editor(
    struct stage *stage, struct desk_window *terminal, struct desk_window *editor)
{
	struct tap *tap = &stage->tap;

	/* Faster than the line is seen to be selected no hand leaves. */
	tap_ok(tap, select_line(stage, terminal), "a triple click selects a line");
	click_text(stage, editor);
	tap_ok(tap, chord(stage, 'v', "clipboard: nothing pasted into blue"),
	    "P14-chord: without a copy chord there is nothing");
	press(stage, 'v', false); /* it would be seen below */
	click_label(stage, terminal);
	tap_ok(tap, chord(stage, 'c', "clipboard: copied 20 bytes from red"),
	    "P14-copy: a line of a terminal");
	click_text(stage, editor);
	tap_ok(tap, chord(stage, 'v', "clipboard: pasted 20 bytes from red into blue"),
	    "P14-paste: into the other domain");
	press(stage, 'v', false);
	press_code(stage, KEY_HOME, true);
	press(stage, 'c', false);
	tap_ok(tap, chord(stage, 'c', "clipboard: copied 20 bytes from blue"),
	    "P14-paste: its program has the text, once");
	fixture_save_picture(&stage->fixture, "tests/scenario/clipboard.png");
}

static void
test_to_terminal(struct stage *stage, struct desk_window *terminal, const char *path)
{
	struct tap *tap = &stage->tap;
	struct desk *desk = &stage->fixture.desk;

	click_label(stage, terminal);
	tap_ok(tap, chord(stage, 'v', "clipboard: pasted 20 bytes from blue into red"),
	    "P14-paste: back into the terminal's domain");
	tap_ok(tap, chord(stage, 'v', "clipboard: nothing pasted into red"),
	    "P14-once: and no second time");
	desk_key(desk, KEY_SHIFT, true);
	desk_key(desk, KEY_INSERT, true);
	desk_key(desk, KEY_INSERT, false);
	desk_key(desk, KEY_SHIFT, false);
	int64_t deadline = fixture_deadline(&stage->fixture);
	while (file_size(path) <= 0 && clock_ms() < deadline) {
		poll(NULL, 0, NAP_MS);
	}
	press(stage, 'd', false);
	tap_ok(tap, desk_await_gone(desk, "terminal", fixture_deadline(&stage->fixture)),
	    "the terminal's program ends");
	char *got = file_read(path);
	if (!tap_ok(
	        tap, got && strcmp(got, TEXT "\n") == 0, "P14-paste: it had the line")) {
		tap_diag("it had \"%s\"", got ? got : "nothing");
	}
	free(got);
	tap_ok(tap, !crew_log_has(&stage->fixture.crew, "daemon", "moved by"),
	    "P14-log: no log has any of it");
}

int
main(void)
{
	struct stage stage;
	char path[160];

	if (stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_OPENBOX})) {
		const struct desk_window *window;
		struct desk_window terminal = {.id = 0};
		struct desk_window editor = {.id = 0};

		snprintf(path, sizeof(path), "%s/typed", stage.fixture.directory);
		if ((window = start_terminal(&stage, path))) {
			terminal = *window; /* looking anew moves it */
		}
		if (window && (window = start_editor(&stage))) {
			editor = *window;
		}
		if (tap_ok(&stage.tap, window != NULL, "a terminal and a GTK program")) {
			test_to_editor(&stage, &terminal, &editor);
			test_to_terminal(&stage, &terminal, path);
		}
	}
	return stage_close(&stage);
}
