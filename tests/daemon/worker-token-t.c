/*
 * P3, the worker's side: what is typed reaches a guest only while its worker holds the
 * focus token, and only what was typed after the label was on the screen.
 */
#include "gui-daemon/guest/key_token.h"
#include "gui-daemon/token.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <poll.h>
#include <string.h>

#define KEY_A 38
#define PRESS 2
#define RELEASE 3
#define UNKNOWN_MS 2500 /* longer than a guest has for the rest of a message */

static const struct rect somewhere = {100, 120, 300, 200};

/* --- the token alone -----------------------------------------------------------------
 */

static void
test_token(void)
{
	_Atomic uint32_t word = 0;
	struct key_token token = {.word = NULL};

	ok_named(key_token_holds(&token), "without a word keys need no token");
	token.word = &word;
	ok_named(!key_token_holds(&token), "no grant, no keys");
	atomic_store(&word, 7);
	key_token_granted(&token, 7);
	ok_named(!key_token_holds(&token), "a grant that X has not answered");
	key_token_answered(&token, 6);
	ok_named(!key_token_holds(&token), "the answer to an older one");
	key_token_answered(&token, 7);
	ok_named(key_token_holds(&token), "its answer");
	atomic_store(&word, 0);
	ok_named(!key_token_holds(&token), "the word is taken back");
	atomic_store(&word, 8);
	ok_named(!key_token_holds(&token), "a newer grant that was not told");
	atomic_store(&word, 7);
	key_token_taken(&token);
	ok_named(!key_token_holds(&token), "taken: the old number is worth nothing");
	key_token_answered(&token, 7);
	ok_named(!key_token_holds(&token), "nor is a late answer");
	atomic_store(&word, TOKEN_FREE);
	ok_named(key_token_holds(&token), "free: no grant is needed");
}

/* --- a worker with one ---------------------------------------------------------------
 */

/* The daemon's end: waits for a record of this type and number. */
static bool
hears(struct rig *rig, enum control_type type, uint32_t number)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	struct control_record record;
	int fd;

	while (rig_now_ms() < deadline) {
		struct pollfd p = {.fd = rig->control, .events = POLLIN};

		if (poll(&p, 1, 100) == 1 &&
		    control_receive(rig->control, &record, &fd) == sizeof(record) &&
		    record.type == (uint32_t)type && record.number == number) {
			return true;
		}
	}
	return false;
}

static void
tell(struct rig *rig, enum control_type type, uint32_t number)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = type;
	record.number = number;
	ok(control_send(rig->control, &record, -1));
}

static bool
await_log(struct rig *rig, const char *text, size_t count)
{
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;

	while (rig_count_logged(rig, text) < count) {
		if (rig_now_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, 5);
	}
	return true;
}

static void
type(struct rig *rig)
{
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	rig_sync(rig);
}

static bool
is_typed(struct rig *rig, uint32_t what)
{
	const struct rig_message *m = rig_await(rig, MSG_KEYPRESS);

	return m && m->window == 1 && rig_word(m, 0) == what && rig_word(m, 4) == KEY_A;
}

/* No key comes before what is behind it: a press of the next stage would be the first. */
static bool
is_silent(struct rig *rig)
{
	const struct rig_message *m;

	rig_settle(rig);
	while ((m = rig_next(rig, 100))) {
		if (m->type == MSG_KEYPRESS) {
			return false;
		}
	}
	return true;
}

static void
grant(struct rig *rig, struct token *token)
{
	size_t granted = rig_count_logged(rig, "keys: granted");

	tell(rig, CONTROL_KEYS_GRANTED, token_grant(token));
	ok_named(await_log(rig, "keys: granted", granted + 1), "granted");
}

/* Desk programs know whose its windows are before it can have any. */
static void
test_unknown(struct rig *rig)
{
	uint8_t bytes[WIRE_VERSION_BYTES];

	rig->is_unknown = true;
	rig_start_worker(rig);
	wire_encode_version(bytes, WIRE_MAJOR << 16 | 8);
	ok(transport_write(rig->channel, bytes, sizeof(bytes)) == sizeof(bytes));
	struct pollfd answer = {transport_fd(rig->channel), POLLIN, 0};
	ok_named(poll(&answer, 1, UNKNOWN_MS) == 0,
	    "P4: a guest is not answered, nor ended, before desk programs know its "
	    "worker");
	rig_tell_known(rig);
	ok_named(hears(rig, CONTROL_READY, 0), "but then it is");
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "ended");
	rig->is_unknown = false;
}

static void
test_worker(struct rig *rig, struct token *token)
{
	rig->worker_token = token->fd;
	rig_begin(rig, 8);
	rig_create_window(rig, 1, somewhere, false);
	rig_title(rig, 1, "one");
	rig_map(rig, 1, 0, false);
	rig_focus(rig, rig_find(rig, "one"));
	ok_named(hears(rig, CONTROL_KEYS_WANTED, 1), "a focused window wants keys");
	type(rig);
	ok_named(is_silent(rig), "P3-no-key-without-the-token");

	grant(rig, token);
	type(rig);
	ok_named(is_typed(rig, PRESS) && is_typed(rig, RELEASE), "with it keys flow");

	token_revoke(token);
	type(rig);
	ok_named(is_silent(rig), "P3-taken-back-by-a-store-alone");

	grant(rig, token);
	rig_fake(rig, XCB_KEY_PRESS, KEY_A, 0, 0);
	ok_named(is_typed(rig, PRESS), "a key is down");
	tell(rig, CONTROL_KEYS_TAKEN, KEYS_COVERED);
	ok_named(is_typed(rig, RELEASE), "taken: the guest sees it released");
	rig_fake(rig, XCB_KEY_RELEASE, KEY_A, 0, 0);
	type(rig);
	ok_named(is_silent(rig), "and nothing more, though the word still stands");

	token_free(token);
	type(rig);
	ok_named(is_typed(rig, PRESS) && is_typed(rig, RELEASE), "free: keys flow");
	tell(rig, CONTROL_PAUSED, 1);
	rig_focus(rig, XCB_NONE);
	ok_named(hears(rig, CONTROL_KEYS_WANTED, 0), "without focus none are wanted");
	tell(rig, CONTROL_PAUSED, 0);
	ok_named(rig_end_worker(rig) == WORKER_ENDED, "ended");
}

int
main(void)
{
	struct token token;

	test_token();
	struct rig *rig = rig_create(false);
	if (!token_init(&token)) {
		rig_bail_out("no memory for a token");
	}
	test_unknown(rig);
	test_worker(rig, &token);
	token_finish(&token);
	rig_destroy(rig);
	return done_testing();
}
