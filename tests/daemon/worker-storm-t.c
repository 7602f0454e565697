/*
 * A long random but legal talk: the worker outlives it, counts right, frames stay whole.
 */
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define IDS 24 /* 0 is the whole screen */
#define STEPS 20000
#define SIDE 256 /* px, of the one buffer that all share */

enum shape {
	GONE,
	HIDDEN,
	SHOWN,
	DOCKED,
};

struct storm {
	struct rig *rig;
	uint32_t random;
	enum shape shapes[IDS];
	int fd, bad_fd;
	size_t dumps, destroys, acks, destroyed;
	bool in_order;
	uint32_t expected[STEPS]; /* ids of dumps, in order */
};

static uint32_t
roll(struct storm *s, uint32_t below)
{
	s->random = s->random * 1664525u + 1013904223u;
	return (s->random >> 8) % below;
}

static struct rect
some_rect(struct storm *s)
{
	return (struct rect){(int32_t)roll(s, 3000) - 1000, (int32_t)roll(s, 3000) - 1000,
	    roll(s, 700), roll(s, 700)};
}

static void
take_answers(struct storm *s, int ms)
{
	const struct rig_message *m;

	while ((m = rig_next(s->rig, ms))) {
		if (m->type == MSG_WINDOW_DUMP_ACK) {
			if (s->acks >= s->dumps || s->expected[s->acks] != m->window) {
				s->in_order = false;
			}
			s->acks++;
		} else if (m->type == MSG_DESTROY) {
			s->destroyed++;
		} else if (m->type == MSG_CONFIGURE && s->shapes[m->window] != GONE) {
			rig_configure(s->rig, m->window,
			    (struct rect){(int32_t)rig_word(m, 0),
			        (int32_t)rig_word(m, 1), rig_word(m, 2), rig_word(m, 3)});
		}
	}
}

static void
dump(struct storm *s, uint32_t id)
{
	uint32_t width = 1 + roll(s, SIDE);
	uint32_t height = 1 + roll(s, SIDE);
	bool good = roll(s, 8) != 0;

	rig_dump(s->rig, id, width, height, good ? s->fd : s->bad_fd);
	s->expected[s->dumps++] = id;
}

static void
flags(struct storm *s, uint32_t id)
{
	uint32_t set = roll(s, 8);
	struct msg_window_flags m = {set, ~set & roll(s, 8)};
	uint8_t body[8];

	rig_send(s->rig, MSG_WINDOW_FLAGS, id, body,
	    wire_encode_window_flags(body, sizeof(body), &m));
}

static void
hide(struct storm *s, uint32_t id)
{
	rig_plain(s->rig, MSG_UNMAP, id);
	s->shapes[id] = s->shapes[id] == DOCKED ? DOCKED : HIDDEN;
}

static void
show(struct storm *s, uint32_t id)
{
	rig_map(s->rig, id, roll(s, IDS), roll(s, 2));
	s->shapes[id] = s->shapes[id] == DOCKED ? DOCKED : SHOWN;
}

static void
destroy(struct storm *s, uint32_t id)
{
	rig_plain(s->rig, MSG_DESTROY, id);
	s->shapes[id] = GONE;
	s->destroys++;
}

static void
dock(struct storm *s, uint32_t id)
{
	if (s->shapes[id] != SHOWN) {
		rig_plain(s->rig, MSG_DOCK, id);
		s->shapes[id] = DOCKED;
	}
}

static void
step(struct storm *s)
{
	uint32_t id = roll(s, IDS);

	if (s->shapes[id] == GONE) {
		rig_create_window(s->rig, id, some_rect(s), roll(s, 2));
		s->shapes[id] = HIDDEN;
		return;
	}
	switch (roll(s, 12)) {
	case 0:
	case 1:
		show(s, id);
		break;
	case 2:
		hide(s, id);
		break;
	case 3:
		destroy(s, id);
		break;
	case 4:
	case 5:
		dump(s, id);
		break;
	case 6:
	case 7:
		rig_configure(s->rig, id, some_rect(s));
		break;
	case 8:
		rig_title(s->rig, id, "storm");
		break;
	case 9:
		flags(s, id);
		break;
	case 10:
		if (roll(s, 10) == 0) {
			dock(s, id);
		}
		break;
	default:
		rig_damage(s->rig, id, some_rect(s));
		break;
	}
}

static void
run(struct storm *s)
{
	for (uint32_t i = 0; i < STEPS; i++) {
		step(s);
		if (i % 50 == 0) {
			take_answers(s, 0);
		}
		if (i % 100 == 0) { /* somebody else's hand in it */
			rig_fake(s->rig, XCB_MOTION_NOTIFY, 0, (int16_t)roll(s, 1280),
			    (int16_t)roll(s, 1024));
			rig_fake(s->rig, XCB_BUTTON_PRESS, 1, 0, 0);
			rig_fake(s->rig, XCB_BUTTON_RELEASE, 1, 0, 0);
		}
	}
	int64_t deadline = rig_now_ms() + RIG_PATIENCE_MS;
	while ((s->acks < s->dumps || s->destroyed < s->destroys) &&
	    rig_now_ms() < deadline) {
		take_answers(s, 50);
	}
}

static void
storm(bool managed)
{
	struct storm *s = calloc(1, sizeof(*s));
	uint32_t *pixels;

	if (!s) {
		abort();
	}
	s->rig = rig_create(managed);
	s->random = managed ? 1 : 2;
	s->in_order = true;
	s->fd = rig_buffer(SIDE, SIDE, &pixels);
	munmap(pixels, SIDE * SIDE * 4);
	s->bad_fd = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	rig_begin(s->rig, 8);
	run(s);
	ok_named(s->in_order && s->acks == s->dumps, "each dump acknowledged, in order");
	ok_named(s->destroyed == s->destroys, "each destroy acknowledged");
	printf("# %zu dumps, %zu destroys\n", s->dumps, s->destroys);
	int status = rig_end_worker(s->rig);
	ok_named(status == WORKER_ENDED, "the worker outlives the storm");
	if (status != WORKER_ENDED) {
		printf("# status %d\n", status);
	}
	close(s->fd);
	close(s->bad_fd);
	rig_destroy(s->rig);
	free(s);
}

int
main(void)
{
	storm(false);
	storm(true);
	return done_testing();
}
