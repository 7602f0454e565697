/* P14: the clipboard's broker, without workers: matrix, caps, serials, and what is left.
 */
#include "gui-daemon/broker.h"

#include "common/base/fd.h"
#include "gui-daemon/parcel.h"
#include "tests/scenario/tap.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SECRET "correct horse battery staple"

struct desk {
	struct broker *broker;
	struct broker_peer work, mail, vault;
	struct broker_event last;
	unsigned events;
	int64_t now_ms;
	uint32_t cap_of_mail;
	bool vault_may_copy;
};

static bool
may_copy(void *data, const char *from)
{
	const struct desk *desk = data;

	return strcmp(from, "vault") != 0 || desk->vault_may_copy;
}

static bool
may_paste(void *data, const char *from, const char *to)
{
	(void)data;
	return !(strcmp(from, "work") == 0 && strcmp(to, "vault") == 0);
}

static uint32_t
most_bytes(void *data, const char *domain)
{
	const struct desk *desk = data;

	return strcmp(domain, "mail") == 0 ? desk->cap_of_mail : PARCEL_MOST;
}

static void
told(void *data, const struct broker_event *event)
{
	struct desk *desk = data;

	desk->last = *event;
	desk->events++;
}

static void
desk_open(struct desk *desk)
{
	struct broker_policy policy = {may_copy, may_paste, most_bytes, desk};
	struct broker_owner owner = {told, desk};

	*desk = (struct desk){
	    .work = {.name = "work"},
	    .mail = {.name = "mail"},
	    .vault = {.name = "vault"},
	    .cap_of_mail = PARCEL_MOST,
	};
	desk->broker = broker_create(&policy, &owner);
}

/* What a worker says; the broker's answer, and its parcel in *parcel. */
static uint32_t
say(struct desk *desk, struct broker_peer *peer, struct control_record record, int fd,
    int *parcel)
{
	struct control_record answer;

	desk->now_ms += 1000; /* nobody is too busy */
	int got = broker_take(desk->broker, peer, &record, fd, desk->now_ms, &answer);
	if (parcel) {
		*parcel = got;
	} else {
		fd_close(&got);
	}
	return answer.type;
}

static void
ask_copy(struct desk *desk, struct broker_peer *peer, uint32_t serial)
{
	struct control_record record = {.type = CONTROL_COPY_ASKED};

	record.clip.serial = serial;
	say(desk, peer, record, -1, NULL);
}

static void
answer_copy(struct desk *desk, struct broker_peer *peer, uint32_t serial,
    const void *bytes, size_t len)
{
	struct control_record record = {.type = CONTROL_COPIED};
	int fd = parcel_seal(bytes, len);

	record.clip.serial = serial;
	say(desk, peer, record, fd, NULL);
	fd_close(&fd);
}

static void
copy(struct desk *desk, struct broker_peer *peer, const char *text)
{
	ask_copy(desk, peer, 7);
	answer_copy(desk, peer, 7, text, strlen(text));
}

/* The length of what a paste brings, into out; -1 for nothing. */
static ssize_t
paste(struct desk *desk, struct broker_peer *peer, uint32_t most, char *out)
{
	static char room[PARCEL_MOST];
	struct control_record record = {.type = CONTROL_PASTE_ASKED};
	int parcel = -1;
	size_t len = 0;

	record.clip.bytes = most;
	uint32_t type = say(desk, peer, record, -1, &parcel);
	const char *why = type == CONTROL_PASTE
	    ? parcel_read(parcel, room, sizeof(room), &len)
	    : "none";
	fd_close(&parcel);
	if (why) {
		return -1;
	}
	if (out) {
		memcpy(out, room, len);
		out[len] = '\0';
	}
	return (ssize_t)len;
}

static bool
heard(const struct desk *desk, enum broker_outcome outcome, const char *part)
{
	char line[BROKER_LINE_BYTES];

	broker_describe(&desk->last, line);
	bool is = desk->last.outcome == outcome && strstr(line, part);
	if (!is) {
		tap_diag("said: %s", line);
	}
	return is;
}

static void
test_once(struct tap *tap, struct desk *desk)
{
	char text[64] = "";

	copy(desk, &desk->work, SECRET);
	tap_ok(tap, heard(desk, BROKER_COPIED, "copied 28 bytes from work"),
	    "P14-copied, and said so");
	tap_ok(tap,
	    paste(desk, &desk->mail, PARCEL_MOST, text) == 28 &&
	        strcmp(text, SECRET) == 0 &&
	        heard(desk, BROKER_PASTED, "pasted 28 bytes from work into mail"),
	    "P14-pasted, and said so");
	tap_ok(tap,
	    paste(desk, &desk->mail, PARCEL_MOST, NULL) < 0 &&
	        heard(desk, BROKER_EMPTY, "nothing pasted into mail") &&
	        broker_source(desk->broker)[0] == '\0',
	    "P14-once: the second paste has nothing");
}

static void
test_matrix(struct tap *tap, struct desk *desk)
{
	char text[64] = "";

	copy(desk, &desk->work, SECRET);
	tap_ok(tap,
	    paste(desk, &desk->vault, PARCEL_MOST, NULL) < 0 &&
	        heard(desk, BROKER_DENIED, "not pasted into vault: denied"),
	    "P14-matrix: a destination that is denied gets nothing");
	tap_ok(tap, paste(desk, &desk->mail, PARCEL_MOST, text) == 28,
	    "P14-matrix: one that is allowed still does");
	copy(desk, &desk->vault, SECRET);
	tap_ok(tap,
	    heard(desk, BROKER_DENIED, "not copied from vault: denied") &&
	        paste(desk, &desk->vault, PARCEL_MOST, NULL) < 0,
	    "P14-matrix: a source that is denied everything is not even held");
	desk->vault_may_copy = true;
	copy(desk, &desk->vault, SECRET);
	desk->vault_may_copy = false;
	broker_recheck(desk->broker);
	tap_ok(tap, paste(desk, &desk->mail, PARCEL_MOST, NULL) < 0,
	    "P14-matrix: a content goes when its source is denied from now on");
}

static void
test_serials(struct tap *tap, struct desk *desk)
{
	copy(desk, &desk->work, SECRET);
	ask_copy(desk, &desk->mail, 1);
	tap_ok(tap, paste(desk, &desk->mail, PARCEL_MOST, NULL) < 0,
	    "P14-remainder: a copy chord empties at once, whatever comes of it");
	answer_copy(desk, &desk->work, 1, "late", 4);
	tap_ok(tap,
	    heard(desk, BROKER_REFUSED, "not the answer") &&
	        paste(desk, &desk->mail, PARCEL_MOST, NULL) < 0,
	    "P14-unasked: another domain's answer is refused");
	answer_copy(desk, &desk->mail, 0, "old", 3);
	tap_ok(tap, heard(desk, BROKER_REFUSED, "not the answer"),
	    "P14-late: the answer to an older chord is refused");
	answer_copy(desk, &desk->mail, 1, "new", 3);
	tap_ok(tap, heard(desk, BROKER_COPIED, "copied 3 bytes from mail"),
	    "P14-serial: the right one is taken");
	answer_copy(desk, &desk->mail, 1, "again", 5);
	char text[8] = "";
	tap_ok(tap,
	    paste(desk, &desk->work, PARCEL_MOST, text) == 3 && strcmp(text, "new") == 0,
	    "P14-serial: and only once");
	ask_copy(desk, &desk->work, 2);
	broker_forget(desk->broker, &desk->work);
	answer_copy(desk, &desk->work, 2, "ghost", 5);
	tap_ok(tap, heard(desk, BROKER_REFUSED, "not the answer"),
	    "P14-dead: a worker that ended is not waited for");
}

static void
test_failures(struct tap *tap, struct desk *desk)
{
	struct control_record record = {.type = CONTROL_CLIP_FAILED};

	ask_copy(desk, &desk->work, 3);
	record.clip.serial = 3;
	record.clip.fault = CLIP_LATE;
	say(desk, &desk->work, record, -1, NULL);
	tap_ok(tap, heard(desk, BROKER_REFUSED, "did not answer in time"),
	    "P14-late: the person is told");
	answer_copy(desk, &desk->work, 3, "late", 4);
	tap_ok(tap, heard(desk, BROKER_REFUSED, "not the answer"),
	    "P14-late: nothing follows it");
	ask_copy(desk, &desk->work, 4);
	answer_copy(desk, &desk->work, 4, "", 0);
	tap_ok(tap, heard(desk, BROKER_EMPTY, "nothing copied from work"),
	    "P14-empty: a guest that has nothing");
}

static void
test_caps(struct tap *tap, struct desk *desk)
{
	static char big[PARCEL_MOST + 1];

	memset(big, 'x', sizeof(big));
	desk->cap_of_mail = 1000;
	ask_copy(desk, &desk->mail, 1);
	answer_copy(desk, &desk->mail, 1, big, 1001);
	tap_ok(tap,
	    heard(desk, BROKER_REFUSED, "not copied from mail: too big") &&
	        paste(desk, &desk->work, PARCEL_MOST, NULL) < 0,
	    "P14-cap: of the source");
	ask_copy(desk, &desk->mail, 2);
	answer_copy(desk, &desk->mail, 2, big, 1000);
	tap_ok(tap, paste(desk, &desk->work, PARCEL_MOST, NULL) == 1000,
	    "P14-cap: to the byte");
	ask_copy(desk, &desk->work, 3);
	answer_copy(desk, &desk->work, 3, big, 1001);
	tap_ok(tap,
	    paste(desk, &desk->mail, PARCEL_MOST, NULL) < 0 &&
	        heard(desk, BROKER_REFUSED, "not pasted into mail: too big"),
	    "P14-cap: of the destination");
	tap_ok(tap, paste(desk, &desk->vault, 1000, NULL) < 0,
	    "P14-cap: another that the policy denies");
	tap_ok(tap,
	    paste(desk, &desk->work, 1000, NULL) < 0 &&
	        paste(desk, &desk->work, 1001, NULL) == 1001,
	    "P14-cap: of the guest's protocol");
	ask_copy(desk, &desk->work, 4);
	answer_copy(desk, &desk->work, 4, big, PARCEL_MOST + 1);
	tap_ok(tap, heard(desk, BROKER_REFUSED, "too big"), "P14-cap: of all");
	copy(desk, &desk->work, "short");
	char text[PARCEL_MOST + 1] = "";
	tap_ok(tap,
	    paste(desk, &desk->work, PARCEL_MOST, text) == 5 &&
	        strcmp(text, "short") == 0,
	    "P14-remainder: nothing of a longer one before");
	desk->cap_of_mail = PARCEL_MOST;
}

/* What a worker that was taken over may pass for a parcel. */
static void
test_parcels(struct tap *tap, struct desk *desk)
{
	static const unsigned seals[] = {F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE};
	struct control_record record = {.type = CONTROL_COPIED};
	bool good = true;

	for (size_t i = 0; i < ARRAY_LEN(seals); i++) {
		int fd = memfd_create("bad", MFD_CLOEXEC | MFD_ALLOW_SEALING);
		unsigned all = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
		good = good && write(fd, "bad", 3) == 3 &&
		    fcntl(fd, F_ADD_SEALS, all & ~seals[i]) == 0;
		ask_copy(desk, &desk->work, 9);
		record.clip.serial = 9;
		say(desk, &desk->work, record, fd, NULL);
		good = good && heard(desk, BROKER_REFUSED, "not a sealed memory file");
		fd_close(&fd);
	}
	tap_ok(tap, good, "P14-parcel: each seal is asked for");
	int pipes[2];
	good = pipe2(pipes, O_CLOEXEC) == 0;
	ask_copy(desk, &desk->work, 9);
	say(desk, &desk->work, record, pipes[0], NULL);
	tap_ok(tap, good && heard(desk, BROKER_REFUSED, "not a sealed memory file"),
	    "P14-parcel: a pipe, which would block");
	fd_close(&pipes[0]);
	fd_close(&pipes[1]);
}

static void
test_flood(struct tap *tap, struct desk *desk)
{
	struct control_record record = {.type = CONTROL_PASTE_ASKED};
	struct control_record answer;
	unsigned before = desk->events;

	desk->now_ms += 10000;
	for (int i = 0; i < 10000; i++) {
		int fd = broker_take(
		    desk->broker, &desk->mail, &record, -1, desk->now_ms, &answer);
		fd_close(&fd);
	}
	tap_ok(tap, desk->events - before == 20, "P14-flood: %u lines of 10000",
	    desk->events - before);
	copy(desk, &desk->work, SECRET);
	tap_ok(tap, heard(desk, BROKER_COPIED, "from work"),
	    "P14-flood: others have their turn");
	tap_ok(tap, paste(desk, &desk->mail, PARCEL_MOST, NULL) == 28,
	    "P14-flood: and a second later it too");
}

int
main(void)
{
	struct tap tap = {.count = 0};
	struct desk desk;

	desk_open(&desk);
	test_once(&tap, &desk);
	test_matrix(&tap, &desk);
	test_serials(&tap, &desk);
	test_failures(&tap, &desk);
	test_caps(&tap, &desk);
	test_parcels(&tap, &desk);
	test_flood(&tap, &desk);
	broker_destroy(desk.broker);
	return tap_done(&tap);
}
