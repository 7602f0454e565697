/*
 * P14: the clipboard's chords at a worker, between a guest that answers as it likes and a
 * daemon that is this test.
 */
#include "common/base/fd.h"
#include "gui-daemon/parcel.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define KEY_CTRL 37
#define KEY_SHIFT 50
#define KEY_Z 52
#define KEY_C 54
#define KEY_V 55
#define PRESS 2
#define RELEASE 3

static const struct rect somewhere = {100, 120, 300, 200};

static uint8_t room[PARCEL_MOST];

/* --- the daemon's end -------------------------------------------------------------- */

/* The next record from the worker; its type, 0 when none comes within ms. */
static uint32_t
hear(struct rig *rig, struct control_record *record, int *fd, int ms)
{
	struct pollfd p = {.fd = rig->control, .events = POLLIN};

	*fd = -1;
	memset(record, 0, sizeof(*record));
	if (poll(&p, 1, ms) != 1 ||
	    control_receive(rig->control, record, fd) != sizeof(*record)) {
		return 0;
	}
	bool is_other = record->type == CONTROL_READY || record->type == CONTROL_X_CLIENT;
	return is_other ? hear(rig, record, fd, ms) : record->type;
}

static bool
hears(struct rig *rig, enum control_type type, struct control_record *record)
{
	int fd;
	uint32_t got = hear(rig, record, &fd, RIG_PATIENCE_MS);

	fd_close(&fd);
	if (got != (uint32_t)type) {
		printf("# the worker said %u, not %u\n", got, type);
	}
	return got == (uint32_t)type;
}

static bool
hears_nothing(struct rig *rig)
{
	struct control_record record;
	int fd;

	rig_settle(rig);
	uint32_t got = hear(rig, &record, &fd, 100);
	fd_close(&fd);
	if (got) {
		printf("# the worker said %u\n", got);
	}
	return got == 0;
}

static bool
hears_fault(struct rig *rig, enum clip_fault fault, bool was_paste)
{
	struct control_record record;
	bool is = hears(rig, CONTROL_CLIP_FAILED, &record) &&
	    record.clip.fault == (uint32_t)fault && record.clip.was_paste == was_paste;

	if (!is) {
		printf("# fault %u\n", record.clip.fault);
	}
	return is;
}

/* The length of what was copied, which is in room; -1 when nothing was. */
static ssize_t
hears_copied(struct rig *rig, uint32_t serial)
{
	struct control_record record;
	int fd;
	size_t len;
	uint32_t got = hear(rig, &record, &fd, RIG_PATIENCE_MS);
	bool is = got == CONTROL_COPIED && record.clip.serial == serial &&
	    !parcel_read(fd, room, sizeof(room), &len);

	fd_close(&fd);
	return is ? (ssize_t)len : -1;
}

static void
grant(struct rig *rig, uint32_t serial, const void *bytes, size_t len)
{
	struct control_record record;
	int fd = bytes ? parcel_seal(bytes, len) : -1;

	memset(&record, 0, sizeof(record));
	record.type = bytes ? CONTROL_PASTE : CONTROL_PASTE_NONE;
	record.clip.serial = serial;
	if (!control_send(rig->control, &record, fd)) {
		rig_bail_out("the worker takes no record");
	}
	fd_close(&fd);
}

/* --- the person -------------------------------------------------------------------- */

static void
chord(struct rig *rig, uint8_t key)
{
	rig_fake(rig, XCB_KEY_PRESS, KEY_CTRL, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, KEY_SHIFT, 0, 0);
	rig_fake(rig, XCB_KEY_PRESS, key, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, key, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_SHIFT, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_CTRL, 0, 0);
	rig_sync(rig);
}

static xcb_window_t
begin(struct rig *rig, uint32_t minor)
{
	rig_fake(rig, XCB_MOTION_NOTIFY, 0, 1200, 1000);
	rig_focus(rig, XCB_NONE);
	rig_begin(rig, minor);
	rig_create_window(rig, 1, somewhere, false);
	rig_title(rig, 1, "one");
	rig_map(rig, 1, 0, false);
	xcb_window_t outer = rig_find(rig, "one");
	rig_focus(rig, outer);
	rig_await(rig, MSG_FOCUS);
	rig_forget(rig);
	return outer;
}

static bool
is_alive(struct rig *rig)
{
	rig_forget(rig);
	rig_fake(rig, XCB_KEY_PRESS, KEY_Z, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_Z, 0, 0);
	return rig_await(rig, MSG_KEYPRESS) != NULL;
}

/* Waits until this comes to the guest, past whatever else does. */
static bool
gets_key(struct rig *rig, uint32_t key, uint32_t what)
{
	const struct rig_message *m;

	do {
		m = rig_await(rig, MSG_KEYPRESS);
	} while (m && (rig_word(m, 0) != what || rig_word(m, 4) != key));
	return m != NULL;
}

/* True when nothing of a clipboard has come, and keys still do. */
static bool
gets_no_clipboard(struct rig *rig)
{
	const struct rig_message *m;
	bool none = true;

	rig_fake(rig, XCB_KEY_PRESS, KEY_Z, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_Z, 0, 0);
	do {
		m = rig_next(rig, RIG_PATIENCE_MS);
		none = none && m && m->type != MSG_CLIPBOARD_DATA;
	} while (m && (m->type != MSG_KEYPRESS || rig_word(m, 4) != KEY_Z));
	return none;
}

/* A copy chord whose request has come to the guest; its serial. */
static uint32_t
begin_copy(struct rig *rig)
{
	struct control_record record;

	chord(rig, KEY_C);
	if (!hears(rig, CONTROL_COPY_ASKED, &record) ||
	    !rig_await(rig, MSG_CLIPBOARD_REQ)) {
		printf("# no copy was asked for\n");
	}
	return record.clip.serial;
}

static void
answer(struct rig *rig, const char *text)
{
	rig_send(rig, MSG_CLIPBOARD_DATA, 1, text, strlen(text));
}

/* --- copying ----------------------------------------------------------------------- */

static void
copy_chord(struct rig *rig)
{
	struct control_record record;
	bool is_clean = true;
	bool is_asked = false;

	begin(rig, 8);
	chord(rig, KEY_C);
	ok_named(hears(rig, CONTROL_COPY_ASKED, &record), "P14-copy: the daemon is told");
	for (int i = 0; i < 5; i++) { /* Ctrl, Shift down; the request; Shift, Ctrl up */
		const struct rig_message *m = rig_next(rig, RIG_PATIENCE_MS);
		is_asked = is_asked ||
		    (m && m->type == MSG_CLIPBOARD_REQ && m->window == 1 && m->len == 0);
		is_clean =
		    is_clean && m && (m->type != MSG_KEYPRESS || rig_word(m, 4) != KEY_C);
	}
	ok_named(is_asked, "P14-copy: the guest is asked");
	ok_named(is_clean && !rig_next(rig, 100),
	    "P14-copy: the chord's key never reaches the guest");
	answer(rig, "hello");
	ok_named(
	    hears_copied(rig, record.clip.serial) == 5 && memcmp(room, "hello", 5) == 0,
	    "P14-copy: its answer reaches the daemon");
	ok_named(!strstr(rig_log(rig), "hello"), "P14-copy: and not the log");
	answer(rig, "");
	ok_named(rig_await_exit(rig) == WORKER_GUEST_BAD &&
	        strstr(rig_log(rig), "clipboard that nobody asked for") &&
	        hears_nothing(rig),
	    "P14-unasked: a second answer ends the session");
}

static void
copy_nothing_without_chord(struct rig *rig)
{
	static const uint8_t keys[][2] = {{KEY_CTRL, KEY_C}, {KEY_SHIFT, KEY_C}};
	bool is_key = true;

	xcb_window_t outer = begin(rig, 8);
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		rig_fake(rig, XCB_KEY_PRESS, keys[i][0], 0, 0);
		rig_fake(rig, XCB_KEY_PRESS, keys[i][1], 0, 0);
		rig_fake(rig, XCB_KEY_RELEASE, keys[i][1], 0, 0);
		rig_fake(rig, XCB_KEY_RELEASE, keys[i][0], 0, 0);
		is_key = is_key && gets_key(rig, KEY_C, PRESS) &&
		    gets_key(rig, keys[i][0], RELEASE);
	}
	ok_named(is_key && hears_nothing(rig),
	    "P14-chord: less than the chord is the guest's own key");
	rig_focus(rig, XCB_NONE);
	chord(rig, KEY_C);
	ok_named(hears_nothing(rig), "P14-focus: a chord elsewhere is nothing here");
	rig_focus(rig, outer);
	rig_await(rig, MSG_FOCUS);
	begin_copy(rig);
	ok_named(is_alive(rig), "P14-stalled: keys flow while an answer is awaited");
}

static void
copy_late(struct rig *rig)
{
	begin(rig, 8);
	uint32_t serial = begin_copy(rig);
	ok_named(hears_fault(rig, CLIP_LATE, false), "P14-late: the daemon is told");
	answer(rig, "late");
	ok_named(is_alive(rig) && hears_nothing(rig),
	    "P14-late: what comes then is thrown away");
	uint32_t second = begin_copy(rig);
	answer(rig, "soon");
	ok_named(second != serial && hears_copied(rig, second) == 4,
	    "P14-late: the next chord works");
}

static void
copy_unfocused(struct rig *rig)
{
	xcb_window_t outer = begin(rig, 8);

	begin_copy(rig);
	rig_focus(rig, XCB_NONE);
	ok_named(hears_fault(rig, CLIP_FOCUS_LEFT, false),
	    "P14-focus: with the focus goes the request");
	answer(rig, "stolen");
	rig_focus(rig, outer);
	ok_named(is_alive(rig) && hears_nothing(rig),
	    "P14-focus: an answer after it is thrown away");
}

static void
copy_too_big(struct rig *rig, uint32_t minor, uint32_t cap, size_t most)
{
	static uint8_t big[WIRE_MAX_CLIPBOARD + 1];
	char name[64];

	memset(big, 'x', sizeof(big));
	rig->policy.clipboard_bytes = cap;
	begin(rig, minor);
	uint32_t serial = begin_copy(rig);
	rig_send(rig, MSG_CLIPBOARD_DATA, 1, big, most);
	bool fits = hears_copied(rig, serial) == (ssize_t)most;
	begin_copy(rig);
	rig_send(rig, MSG_CLIPBOARD_DATA, 1, big, most + 1);
	snprintf(
	    name, sizeof(name), "P14-cap: %zu bytes and no more by 1.%u", most, minor);
	ok_named(fits && hears_fault(rig, CLIP_TOO_BIG, false) && is_alive(rig), name);
	serial = begin_copy(rig);
	answer(rig, "short");
	snprintf(
	    name, sizeof(name), "P14-remainder: nothing of it after, by 1.%u", minor);
	ok_named(hears_copied(rig, serial) == 5 && memcmp(room, "short", 5) == 0, name);
	rig->policy = domain_policy_default();
	rig->policy.guard_ms = 0;
}

static void
copy_partial(struct rig *rig)
{
	static const uint8_t header[] = {
	    140, 0, 0, 0, 1, 0, 0, 0, 100, 0, 0, 0, 'h', 'a'};

	begin(rig, 8);
	begin_copy(rig);
	if (transport_write(rig->channel, header, sizeof(header)) != sizeof(header)) {
		rig_bail_out("the worker takes no bytes");
	}
	ok_named(rig_await_exit(rig) == WORKER_GUEST_BAD && hears_nothing(rig),
	    "P14-partial: half an answer ends the session, and is nothing");
}

static void
copy_guarded(struct rig *rig)
{
	rig->policy.guard_ms = 2000;
	xcb_window_t outer = begin(rig, 8);

	chord(rig, KEY_C);
	ok_named(hears_nothing(rig), "P25-guard: a focus that just came takes no chord");
	ok_named(!rig_next(rig, 0), "P25-guard: nor does the guest");
	poll(NULL, 0, 2100);
	begin_copy(rig);
	ok_named(rig_area(rig, outer).width > 0, "P25-guard: later it does");
	rig->policy.guard_ms = 0;
}

static void
copy_remapped(struct rig *rig)
{
	static const uint32_t c[] = {'c', 'C'};
	static const uint32_t z[] = {'z', 'Z'};

	begin(rig, 8);
	xcb_change_keyboard_mapping(rig->x, 1, KEY_Z, 2, c);
	rig_sync(rig);
	/* The worker hears of it in its own time: the keys it sends tell when. */
	struct control_record record;
	int fd = -1;
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	uint32_t got = 0;
	while (got != CONTROL_COPY_ASKED && rig_now_ms() < deadline) {
		chord(rig, KEY_Z);
		got = hear(rig, &record, &fd, 200);
	}
	ok_named(got == CONTROL_COPY_ASKED, "P14-chord: follows the keyboard's layout");
	xcb_change_keyboard_mapping(rig->x, 1, KEY_Z, 2, z);
	rig_sync(rig);
}

/* --- pasting ----------------------------------------------------------------------- */

static void
paste_chord(struct rig *rig, uint32_t minor)
{
	char name[64];
	struct control_record record;
	struct control_record second;

	begin(rig, minor);
	chord(rig, KEY_V);
	bool is_asked = hears(rig, CONTROL_PASTE_ASKED, &record) &&
	    record.clip.bytes == (minor < 8 ? WIRE_OLD_CLIPBOARD : WIRE_MAX_CLIPBOARD);
	snprintf(name, sizeof(name), "P14-paste: the daemon is asked, for 1.%u", minor);
	ok_named(is_asked, name);
	grant(rig, record.clip.serial, "a longer text", 13);
	const struct rig_message *m = rig_await(rig, MSG_CLIPBOARD_DATA);
	snprintf(name, sizeof(name), "P14-paste: the guest gets it, by 1.%u", minor);
	ok_named(m && m->len == 13 && memcmp(m->body, "a longer text", 13) == 0 &&
	        m->window == (minor < 2 ? 13 : 1),
	    name);
	chord(rig, KEY_V);
	bool again = hears(rig, CONTROL_PASTE_ASKED, &second);
	grant(rig, second.clip.serial, "short", 5);
	m = rig_await(rig, MSG_CLIPBOARD_DATA);
	snprintf(name, sizeof(name), "P14-remainder: not one byte more, by 1.%u", minor);
	ok_named(again && m && m->len == 5 && memcmp(m->body, "short", 5) == 0, name);
	grant(rig, second.clip.serial, "twice", 5);
	ok_named(gets_no_clipboard(rig), "P14-serial: one grant a chord");
}

static void
paste_refused(struct rig *rig)
{
	struct control_record record;

	xcb_window_t outer = begin(rig, 8);
	chord(rig, KEY_V);
	hears(rig, CONTROL_PASTE_ASKED, &record);
	grant(rig, record.clip.serial, NULL, 0);
	ok_named(gets_no_clipboard(rig) && hears_nothing(rig),
	    "P14-denied: the guest sees nothing");
	chord(rig, KEY_V);
	hears(rig, CONTROL_PASTE_ASKED, &record);
	rig_focus(rig, XCB_NONE);
	ok_named(hears_fault(rig, CLIP_FOCUS_LEFT, true),
	    "P14-focus: with the focus goes the paste");
	grant(rig, record.clip.serial, "stolen", 6);
	rig_focus(rig, outer);
	rig_await(rig, MSG_FOCUS);
	ok_named(gets_no_clipboard(rig),
	    "P14-focus: a content that comes after it is not passed on");
	chord(rig, KEY_V);
	hears(rig, CONTROL_PASTE_ASKED, &record);
	ok_named(hears_fault(rig, CLIP_LATE, true), "P14-late: a daemon that is late");
	grant(rig, record.clip.serial, "late", 4);
	ok_named(gets_no_clipboard(rig), "P14-late: and its content too");
}

int
main(void)
{
	struct rig *rig = rig_create(false);

	copy_chord(rig);
	copy_nothing_without_chord(rig);
	copy_late(rig);
	copy_unfocused(rig);
	copy_too_big(rig, 8, POLICY_MOST_CLIPBOARD, WIRE_MAX_CLIPBOARD);
	copy_too_big(rig, 7, POLICY_MOST_CLIPBOARD, WIRE_OLD_CLIPBOARD);
	copy_too_big(rig, 8, 1000, 1000);
	copy_partial(rig);
	copy_guarded(rig);
	copy_remapped(rig);
	paste_chord(rig, 8);
	paste_chord(rig, 2);
	paste_chord(rig, 1);
	paste_refused(rig);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "channel closed: ended");
	rig_destroy(rig);
	return done_testing();
}
