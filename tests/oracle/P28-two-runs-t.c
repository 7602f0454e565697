/*
 * P28, P13, P7: what a guest receives depends on what it sends and on what the person
 * does in its windows, and on nothing that happens in another domain: not on what is
 * typed there, nor on where the pointer rests, nor on whether there is one at all.
 */
#include "tests/oracle/puppet.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GRANTED "[red]: keys: granted"
#define LOOK_MS 10
#define TRANSCRIPT_MAX (1u << 20)

struct run {
	const char *name;
	const char *own;    /* typed in red, the guest that is watched */
	bool has_blue;      /* else the person types in a program of dom0's */
	const char *secret; /* typed in the other */
	char held;          /* a key that goes down there and up in red; 0 for none */
	int rest_x, rest_y; /* where the pointer is left, outside of red's windows */
	unsigned storm;     /* steps of the other guest meanwhile */
};

static const struct run runs[] = {
    {"nothing", "ab", true, "", 0, 900, 700, 0},
    {"a secret", "ab", true, "hunter2 And More", 'q', 1100, 900, 0},
    {"a storm", "ab", true, "x", 'w', 700, 650, 400},
    {"nobody", "ab", false, "pass", 'e', 40, 900, 0},
};

/* Must differ: else nothing is compared. */
static const struct run control = {"other own keys", "ac", true, "", 0, 900, 700, 0};

struct transcript {
	uint8_t bytes[TRANSCRIPT_MAX];
	size_t len;
};

/* A program of dom0's that can have the focus. */
static xcb_window_t
open_other(struct desk *desk)
{
	const uint32_t values[] = {0x808080, 1};
	xcb_window_t other = xcb_generate_id(desk->x);

	xcb_create_window(desk->x, XCB_COPY_FROM_PARENT, other, desk->screen->root, 600,
	    600, 300, 200, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT, values);
	xcb_map_window(desk->x, other);
	return other;
}

/* The frame window around the content of the guest's window 1. */
static xcb_window_t
show_first(struct stage *stage, struct puppet *puppet, const char *title, int x, int y)
{
	const struct desk_window *content;

	puppet_tell(puppet, "create 1 %d %d 200 150 0", x, y);
	puppet_tell(puppet, "title 1 %s", title);
	puppet_tell(puppet, "dump 1");
	puppet_tell(puppet, "map 1");
	content = stage_await_content(stage, title, 200, 150);
	return content && puppet_sync(puppet) ? content->parent : XCB_NONE;
}

/* The last that the log says of red's keys is that it has them. */
static bool
has_keys(const struct fixture *fixture)
{
	char path[160];
	bool has = false;

	snprintf(path, sizeof(path), "%s/daemon.log", fixture->directory);
	char *log = file_read(path);
	for (const char *at = log; at && (at = strstr(at, "[red]: keys: ")); at++) {
		has = strncmp(at, GRANTED, strlen(GRANTED)) == 0;
	}
	free(log);
	return has;
}

/*
 * The keys follow the focus by way of the daemon, and what is typed before goes to
 * nobody: one more key would be one more in the transcript.
 */
static bool
await_keys(const struct fixture *fixture)
{
	int64_t deadline = fixture_deadline(fixture);

	while (!has_keys(fixture)) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, LOOK_MS); /* a log has no event */
	}
	return true;
}

static bool
type_in_red(struct stage *stage, struct puppet *red, xcb_window_t frame, const char *text)
{
	bool good;

	desk_focus(&stage->fixture.desk, frame);
	good = puppet_await(red, "focus 1 9") && await_keys(&stage->fixture) &&
	    desk_type(&stage->fixture.desk, text, 0);
	for (size_t i = 0; good && i < 2 * strlen(text); i++) {
		good = puppet_await(red, "key 1 ");
	}
	return good;
}

/* What the person and the other guest do, of which red shall not know. */
static bool
do_secret(struct stage *stage, const struct run *run, struct puppet *red,
    struct puppet *blue, xcb_window_t other)
{
	struct desk *desk = &stage->fixture.desk;
	uint8_t code = 0;
	bool shift;

	desk_focus(desk, other);
	if (!puppet_await(red, "focus 1 10")) {
		return false;
	}
	if (run->has_blue && run->storm > 0) {
		puppet_tell(blue, "storm %u 99", run->storm);
	}
	/* Red goes on with its own affairs. */
	puppet_tell(red, "move 1 120 140 200 150");
	puppet_tell(red, "dump 1");
	desk_click(desk, 650, 650);
	desk_move(desk, run->rest_x, run->rest_y);
	if (!desk_type(desk, run->secret, 0) ||
	    (run->held && !desk_key_of(desk, (unsigned char)run->held, &code, &shift))) {
		return false;
	}
	if (code) {
		desk_key(desk, code, true);
	}
	return puppet_sync(red) &&
	    (!run->has_blue || run->storm == 0 || puppet_await(blue, "stormed"));
}

static bool
play(struct stage *stage, const struct run *run, struct puppet *red, struct puppet *blue)
{
	struct desk *desk = &stage->fixture.desk;
	xcb_window_t frame = show_first(stage, red, "red-first", 100, 100);
	xcb_window_t other = run->has_blue
	    ? show_first(stage, blue, "blue-first", 600, 600)
	    : open_other(desk);
	uint8_t code;
	bool shift;

	if (!frame || !other || !type_in_red(stage, red, frame, run->own) ||
	    !do_secret(stage, run, red, blue, other) ||
	    !type_in_red(stage, red, frame, "cd")) {
		return false;
	}
	if (run->held && desk_key_of(desk, (unsigned char)run->held, &code, &shift)) {
		desk_key(desk, code, false);
	}
	/* Past the release of what was held. */
	return desk_type(desk, "f", 0) && puppet_await(red, "key 1 ") &&
	    puppet_await(red, "key 1 ") && puppet_tell(red, "dump 1") && puppet_sync(red);
}

static bool
read_transcript(const char *path, struct transcript *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd >= 0 ? read(fd, out->bytes, sizeof(out->bytes)) : -1;

	if (fd >= 0) {
		close(fd);
	}
	out->len = len > 0 ? (size_t)len : 0;
	return out->len > 0 && out->len < sizeof(out->bytes);
}

/* One run on a desktop of its own. */
static bool
make_transcript(struct tap *tap, const struct run *run, struct transcript *out)
{
	struct stage stage;
	struct puppet red;
	struct puppet blue;
	bool played;

	played = stage_open(&stage, &(struct fixture_options){.wm = FIXTURE_NO_WM}) &&
	    puppet_start(&red, &stage.fixture, "red", STAGE_RED) &&
	    (!run->has_blue || puppet_start(&blue, &stage.fixture, "blue", STAGE_BLUE)) &&
	    play(&stage, run, &red, &blue) && read_transcript(red.record, out);
	if (!played) {
		stage.tap.failed++;
	}
	tap_ok(tap, fixture_close(&stage.fixture, &stage.tap) && played, "played: %s",
	    run->name);
	oracle_destroy(stage.oracle);
	return played;
}

static bool
is_same(const struct transcript *a, const struct transcript *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

static void
tell_difference(const struct transcript *a, const struct transcript *b)
{
	size_t at = 0;

	while (at < a->len && at < b->len && a->bytes[at] == b->bytes[at]) {
		at++;
	}
	tap_diag("%zu and %zu bytes, different from byte %zu on", a->len, b->len, at);
	for (size_t i = at & ~(size_t)3;
	     i < at + 48 && i + 4 <= a->len && i + 4 <= b->len; i += 4) {
		tap_diag("%02x%02x%02x%02x %02x%02x%02x%02x", a->bytes[i],
		    a->bytes[i + 1], a->bytes[i + 2], a->bytes[i + 3], b->bytes[i],
		    b->bytes[i + 1], b->bytes[i + 2], b->bytes[i + 3]);
	}
}

int
main(void)
{
	static struct transcript first;
	static struct transcript other;
	struct tap tap = {0};

	if (make_transcript(&tap, &runs[0], &first)) {
		for (size_t i = 1; i < ARRAY_LEN(runs); i++) {
			if (make_transcript(&tap, &runs[i], &other) &&
			    !tap_ok(&tap, is_same(&first, &other),
			        "P28-two-runs: as if there were %s", runs[i].name)) {
				tell_difference(&first, &other);
			}
		}
		tap_ok(&tap,
		    make_transcript(&tap, &control, &other) && !is_same(&first, &other),
		    "and its own keys make a difference");
	}
	return tap_done(&tap);
}
