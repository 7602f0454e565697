/*
 * A guest and a desktop against a whole worker, but for X itself (x_record.h).  The first
 * byte chooses the protocol's minor version, the server and the policy; then follow
 * steps: a message of the guest, something that the desktop does, or time that passes.
 * After each step what must always hold is looked at.
 */
#include "common/base/log.h"
#include "common/base/memfd.h"
#include "common/base/scale.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "tests/fuzz/decode.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/x_record.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define MEMFD_PAGES 16
#define MOST_STEPS 400
#define MOST_OWED 1024
#define BODY_BYTES 4096
#define MINOR_DESTROY_ACK 5
#define MINOR_DUMP_ACK 7
#define KEY_PRESS 2 /* X's */

struct input {
	const uint8_t *at;
	size_t left;
};

/* Answers that the guest has a right to, in order. */
struct owed {
	uint32_t windows[MOST_OWED];
	size_t first, end;
};

struct fixture {
	struct ev_loop *loop;
	struct transport *guest; /* owned: our end */
	struct frames *frames;   /* owned: what the worker says */
	struct session session;
	uint32_t minor;
	struct owed dumps, destroys;
	bool is_garbled; /* raw bytes may have begun a message: the next are its body */
};

static int buffer_fd = -1;

static void
require(bool holds)
{
	if (!holds) {
		abort();
	}
}

/* --- the input --------------------------------------------------------------------- */

static uint8_t
take_byte(struct input *in)
{
	if (in->left == 0) {
		return 0;
	}
	in->left--;
	return *in->at++;
}

/* Mostly a number of interest; 0xff: the next four bytes. */
static uint32_t
take_word(struct input *in)
{
	static const uint32_t edges[] = {0x7fffffff, 0x80000000, 0xffffffff, 0xffff8000,
	    32767, 32768, 16383, 16384, 6144, 65535, 65536, 256, 1024, 4096, 800, 1280};
	uint8_t code = take_byte(in);

	if (code < 0xe0) {
		return code;
	}
	if (code < 0xf0) {
		return edges[code - 0xe0];
	}
	uint32_t word = 0;
	for (size_t i = 0; i < 4; i++) {
		word = word << 8 | take_byte(in);
	}
	return word;
}

static void
put_word(uint8_t *at, uint32_t word)
{
	for (size_t i = 0; i < 4; i++) {
		at[i] = (uint8_t)(word >> 8 * i);
	}
}

/* --- what the worker says ---------------------------------------------------------- */

static void
owe(struct owed *owed, uint32_t window)
{
	require(owed->end < MOST_OWED);
	owed->windows[owed->end++] = window;
}

/* The answer is the one that comes next. */
static void
pay(struct fixture *f, struct owed *owed, uint32_t window)
{
	if (f->is_garbled) {
		return; /* raw bytes may hold messages of their own */
	}
	require(owed->first < owed->end && owed->windows[owed->first] == window);
	owed->first++;
}

static void
hear(struct fixture *f, const struct frame *frame)
{
	uint32_t window = guest_u32_as_key(frame->window);
	struct msg_keypress key;

	require(fuzz_decode(frame->type, frame->body, frame->len));
	if (frame->type == MSG_WINDOW_DUMP_ACK) {
		pay(f, &f->dumps, window);
	} else if (frame->type == MSG_DESTROY) {
		pay(f, &f->destroys, window);
	} else if (frame->type == MSG_KEYPRESS) {
		require(wire_decode_keypress(frame->body, frame->len, &key));
		require(key.type != KEY_PRESS || f->session.desktop.input.has_focus);
	}
}

static void
listen_to_worker(struct fixture *f)
{
	size_t room;
	ssize_t got;
	struct frame frame;

	do {
		void *space = frames_space(f->frames, &room);

		require(space);
		got = transport_read(f->guest, space, room);
		if (got > 0) {
			frames_filled(f->frames, (size_t)got);
		}
		while (frames_next(f->frames, &frame) == FRAME_READY) {
			hear(f, &frame);
		}
	} while (got > 0);
}

/* --- what must hold ---------------------------------------------------------------- */

static bool
is_shown(const struct window *window)
{
	return winstate_is_mapped(&window->state) && !window->is_refused;
}

/* Of the window's kind, and mapped exactly if the window is; icons are the tray's. */
static void
require_kind(const struct record_frame *frame, const struct window *window)
{
	bool is_icon = frame->kind == X_FRAME_ICON;
	bool is_popup = frame->kind == X_FRAME_POPUP;

	require(frame->is_mapped == (!is_icon && is_shown(window)));
	require(!is_icon || winstate_is_docked(&window->state));
	require(!frame->is_mapped || is_popup == window->state.override_redirect);
}

/* Exactly one frame (P21). */
static void
require_frame(const struct record *record, const struct window *window)
{
	size_t count = 0;

	for (size_t i = 0; window->view && i < record->n_frames; i++) {
		if (record->frames[i].outer == window->view->frame.outer) {
			count++;
			require_kind(&record->frames[i], window);
		}
	}
	require(count == (window->view ? 1 : 0) && (count == 1 || !is_shown(window)));
}

static void
require_invariants(struct fixture *f)
{
	struct session *session = &f->session;
	const struct record *record = record_get();
	uint32_t count = 0, views = 0;
	uint64_t pages = 0;

	for (struct window *w = session->windows.first; w; w = w->next) {
		require_frame(record, w);
		count += !w->is_refused;
		views += w->view != NULL;
		pages += w->buffer ? pixbuf_pages(w->buffer) : 0;
		require(!w->is_refused || (!w->view && !w->buffer));
	}
	require(views == record->n_frames);
	require(count == session->windows.count - session->windows.refused);
	require(count <= session->policy.windows);
	require(pages == session->windows.pages && pages <= session->policy.pages);
	if (!ev_is_active(&session->slow) && !f->is_garbled) {
		require(f->dumps.first == f->dumps.end);
		require(f->destroys.first == f->destroys.end);
	}
}

/* The worker's turn, until it has nothing more to do. */
static void
turn(struct fixture *f)
{
	for (int i = 0; i < 3 && f->session.phase != PHASE_ENDED; i++) {
		ev_run(f->loop, EVRUN_NOWAIT);
	}
	if (f->session.phase == PHASE_ENDED) {
		return;
	}
	record_settle();
	ev_run(f->loop, EVRUN_NOWAIT);
	listen_to_worker(f);
	require_invariants(f);
}

/* --- the guest's steps ------------------------------------------------------------- */

static void
write_all(struct fixture *f, const uint8_t *bytes, size_t len, int fd)
{
	while (len > 0 && f->session.phase != PHASE_ENDED) {
		ssize_t done = fd >= 0 ? transport_write_fd(f->guest, bytes, len, fd)
		                       : transport_write(f->guest, bytes, len);
		if (done <= 0) {
			return; /* full: the worker does not read for now */
		}
		fd = -1;
		bytes += done;
		len -= (size_t)done;
	}
}

static void
send(struct fixture *f, uint32_t type, uint32_t window, uint8_t *message, size_t len)
{
	uint32_t body = (uint32_t)(len - WIRE_HEADER_BYTES);

	wire_encode_header(message, &(struct wire_header){type, window, body});
	write_all(f, message, len, type == MSG_WINDOW_DUMP ? buffer_fd : -1);
}

/* A dump of a size that may fit the memory that comes with it. */
static size_t
put_dump(struct input *in, uint8_t *body)
{
	put_word(body, 1);
	put_word(body + 4, take_word(in));
	put_word(body + 8, take_word(in));
	put_word(body + 12, 32);
	put_word(body + 16, 0);
	return 20;
}

static size_t
put_body(struct input *in, const struct wire_message *m, uint8_t *body)
{
	size_t len = m->least;

	if (m->number == MSG_WINDOW_DUMP) {
		return put_dump(in, body);
	}
	if (m->most > m->least) {
		len += take_byte(in) % 64 * m->step;
	}
	for (size_t i = 0; i + 4 <= len; i += 4) {
		put_word(body + i, take_word(in));
	}
	return len;
}

static void
expect_answer(struct fixture *f, uint32_t type, uint32_t id)
{
	bool is_known = windows_find(&f->session.windows, id) != NULL;

	if (is_known && type == MSG_WINDOW_DUMP && f->minor >= MINOR_DUMP_ACK) {
		owe(&f->dumps, id);
	}
	if (is_known && type == MSG_DESTROY && f->minor >= MINOR_DESTROY_ACK) {
		owe(&f->destroys, id);
	}
}

/*
 * Of a message that ends the session nothing is owed: the step says nothing then.  While
 * the worker reads nothing, because the guest sent too much, nothing is sent.
 */
static void
say_message(struct fixture *f, struct input *in, uint8_t which)
{
	uint8_t message[WIRE_HEADER_BYTES + BODY_BYTES] = {0};
	const struct wire_message *m;
	size_t i = 0;

	if (ev_is_active(&f->session.slow)) {
		return;
	}
	for (size_t n = 0; (m = wire_message_at(i)); i++) {
		if ((m->direction & AGENT_TO_DAEMON) && n++ == which) {
			break;
		}
	}
	if (!m) {
		return;
	}
	uint32_t id = take_byte(in) % 12;
	size_t len = WIRE_HEADER_BYTES + put_body(in, m, message + WIRE_HEADER_BYTES);
	expect_answer(f, m->number, id);
	send(f, m->number, id, message, len);
}

/* Any bytes: as a rule the last thing that is read. */
static void
say_raw(struct fixture *f, struct input *in)
{
	size_t len = take_byte(in);

	len = len < in->left ? len : in->left;
	f->is_garbled = f->is_garbled || len > 0;
	write_all(f, in->at, len, -1);
	in->at += len;
	in->left -= len;
}

/* --- all steps --------------------------------------------------------------------- */

static void
pass_time(struct fixture *f, uint8_t amount)
{
	record_get()->now_ms += amount * 10;
	if (ev_is_active(&f->session.slow)) {
		ev_invoke(f->loop, &f->session.slow, EV_TIMER);
		ev_timer_stop(f->loop, &f->session.slow);
		ev_feed_event(f->loop, &f->session.slow, EV_TIMER);
	}
	if (ev_is_active(&f->session.desktop.patience)) {
		ev_invoke(f->loop, &f->session.desktop.patience, EV_TIMER);
	}
}

static void
do_desktop(struct input *in, uint8_t which)
{
	struct record_said said = {.event = which % RECORD_N_EVENTS};

	said.frame = take_byte(in);
	said.a = (int32_t)take_word(in);
	said.b = (int32_t)take_word(in);
	said.c = (int32_t)take_word(in);
	said.d = (int32_t)take_word(in);
	said.code = take_byte(in);
	record_say(&said);
}

static void
step(struct fixture *f, struct input *in)
{
	uint8_t what = take_byte(in);

	if (what < 0x80) {
		say_message(f, in, what & 15);
	} else if (what < 0xe0) {
		do_desktop(in, what & 31);
	} else if (what < 0xf0) {
		pass_time(f, take_byte(in));
	} else if (what == 0xff) {
		say_raw(f, in);
	}
}

/* --- life -------------------------------------------------------------------------- */

static void
shake_hands(struct fixture *f)
{
	uint8_t version[WIRE_VERSION_BYTES];
	uint8_t answer[WIRE_VERSION_BYTES + WIRE_XCONF_BYTES];
	size_t least = f->minor >= 4 ? sizeof(answer) : WIRE_XCONF_BYTES;

	wire_encode_version(version, WIRE_MAJOR << 16 | f->minor);
	write_all(f, version, sizeof(version), -1);
	for (int i = 0; i < 4 && f->session.phase == PHASE_VERSION; i++) {
		ev_run(f->loop, EVRUN_NOWAIT);
	}
	ev_run(f->loop, EVRUN_NOWAIT);
	require(f->session.phase == PHASE_RUNNING);
	require(transport_read(f->guest, answer, least) == (ssize_t)least);
}

/* So few of everything that quotas are met soon. */
static struct domain_policy
choose_policy(uint8_t first)
{
	struct domain_policy policy = domain_policy_default();

	if (first & 8) {
		policy.windows = 3;
		policy.pages = 40;
		policy.popup_share = 5;
		policy.hover = HOVER_ALWAYS;
		policy.fullscreen = FULLSCREEN_ALLOW;
		policy.titles = TITLES_ASCII;
		policy.create_rate = 20;
		policy.message_rate = POLICY_LEAST_MESSAGE_RATE;
	}
	return policy;
}

static void
begin(struct fixture *f, struct x *x, uint8_t first)
{
	static const uint32_t minors[] = {8, 7, 4, 0};
	struct control_setup setup = {
	    .mark = {.label = "work", .frame_width = 4},
	    .policy = choose_policy(first),
	    .scale = SCALE_PLAIN,
	};
	struct transport *ends[2];

	*f = (struct fixture){.loop = ev_loop_new(EVBACKEND_POLL)};
	f->minor = minors[first & 3];
	f->frames = frames_create(FRAME_AT_AGENT);
	require(f->loop && f->frames && pair_create(ends, 1 << 16));
	f->guest = ends[0];
	record_reset(first & 4);
	require(session_init(&f->session, f->loop, ends[1], x, NULL, &setup, NULL));
	f->session.phase =
	    PHASE_VERSION; /* the daemon's word, which it has no socket for */
	shake_hands(f);
}

static void
end(struct fixture *f)
{
	session_finish(&f->session);
	transport_destroy(f->guest);
	frames_destroy(f->frames);
	ev_loop_destroy(f->loop);
}

static void
prepare(void)
{
	int control = eventfd(0, 0);

	require(
	    control >= 0 && (control == CONTROL_FD || dup2(control, CONTROL_FD) >= 0));
	buffer_fd = memfd_create_sealed("fuzz", (size_t)MEMFD_PAGES * PAGE_BYTES);
	require(buffer_fd >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static xcb_screen_t screen = {.root_depth = 24};
	struct x x = {.screen = &screen};
	struct input in = {data, size};
	struct fixture f;

	if (buffer_fd < 0) {
		prepare();
	}
	if (size == 0) {
		return 0;
	}
	begin(&f, &x, take_byte(&in));
	for (int i = 0; i < MOST_STEPS && in.left > 0; i++) {
		step(&f, &in);
		turn(&f);
		if (f.session.phase == PHASE_ENDED) {
			break;
		}
	}
	end(&f);
	return 0;
}
