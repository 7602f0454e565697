/*
 * The way of the token between daemon, strip and two workers, with X between them: every
 * order in which what is under way can arrive is gone through, for a few changes of
 * focus, keys, covers and deaths of the strip.  The verdicts are the real ones
 * (supervisor_keys.c, keys_gate.c, token.c, key_token.c); who carries them is modelled
 * here.
 *
 * In each order: no key reaches another domain than the one that the strip showed when it
 * was typed, nor any once the daemon knows that there is no strip.  Whenever nothing is
 * under way any more, who has the focus is on the strip and gets keys.
 */
#include "gui-daemon/desk_server.h"
#include "gui-daemon/guest/key_token.h"
#include "gui-daemon/supervisor-internal.h"
#include "gui-daemon/token.h"
#include "gui-daemon/worker.h"
#include "tests/scenario/tap.h"

#include <stdlib.h>
#include <string.h>

#define DOMAINS 2u
#define QUEUE 14u
#define NOBODY 0u    /* domains are 1.. */
#define ROOM_BITS 21 /* of states that are remembered */
#define ROOM_BITS_FULL 25

/* What is under way from one to another, oldest first. */
enum kind {
	X_FOCUS_COMES = 1, /* to a worker */
	X_FOCUS_GOES,
	X_KEY,    /* number: who was on the strip */
	X_ANSWER, /* number: that of the question */
	X_SEEN,   /* to the strip: 1, its label can be seen; 0 */
	ASK,      /* to X; number comes back */
	DRAW,     /* to X; number: the domain's label */
	WANTED,   /* to the daemon: 1, or 0 */
	GRANTED,  /* to a worker */
	TAKEN,
	HELLO, /* of the strip */
	SHOWN,
	COVERED,
	WELCOME, /* to the strip */
	LABEL,   /* number: the serial; domain */
};

struct said {
	uint8_t kind, number, domain;
};

struct queue {
	uint8_t count;
	struct said at[QUEUE];
};

enum strip_life {
	STRIP_NONE,
	STRIP_RUNS,
	STRIP_DEAD, /* of which the daemon has not heard */
};

struct worker_state {
	uint32_t word, last;    /* of its token */
	uint32_t granted, held; /* struct key_token */
	bool has_told, has_focus;
	bool wants_keys, has_keys; /* as the daemon has it: struct domain */
	struct queue from_x, to_x, from_daemon, to_daemon;
};

/* All that there is; padding is always 0. */
struct state {
	/* The world, and what may still happen in it. */
	uint8_t focus, on_screen, is_covered;
	uint8_t focuses, keys, covers, deaths;
	/* The strip. */
	uint8_t strip; /* enum strip_life */
	uint8_t is_seen, was_covered, serial, label;
	struct queue from_x, to_x, from_daemon, to_daemon;
	/* The gate. */
	bool has_strip, gate_covered, has_asked, is_shown;
	uint32_t gate_serial, asked, holder;
	uint8_t count, wants[DOMAINS];
	struct worker_state workers[DOMAINS];
};

/* The daemon as it really is, filled from the state for each of its steps. */
static struct state now;
static struct supervisor supervisor;
static struct domain domains[DOMAINS];

static const char *wrong;
static unsigned states, quiet, delivered;
static uint64_t *visited;
static unsigned room_bits;

static void
put(struct queue *queue, enum kind kind, uint32_t number, uint32_t domain)
{
	if (queue->count == QUEUE || number > UINT8_MAX) {
		bug("the model is too small");
	}
	queue->at[queue->count++] =
	    (struct said){(uint8_t)kind, (uint8_t)number, (uint8_t)domain};
}

static struct said
take(struct queue *queue)
{
	struct said first = queue->at[0];

	queue->count--;
	memmove(queue->at, queue->at + 1, queue->count * sizeof(queue->at[0]));
	memset(&queue->at[queue->count], 0, sizeof(queue->at[0]));
	return first;
}

/* --- what the daemon does ---------------------------------------------------------- */

static struct worker_state *
of(const struct worker *worker)
{
	return (struct worker_state *)(uintptr_t)worker;
}

void
worker_grant_keys(struct worker *worker)
{
	_Atomic uint32_t word = of(worker)->word;
	struct token token = {.word = &word, .last = of(worker)->last};

	put(&of(worker)->from_daemon, GRANTED, token_grant(&token), 0);
	of(worker)->last = token.last;
	of(worker)->word = word;
}

void
worker_take_keys(struct worker *worker, uint32_t why)
{
	(void)why;
	struct queue *queue = &of(worker)->from_daemon;

	of(worker)->word = 0;
	/* Twice in a row is as once. */
	if (queue->count == 0 || queue->at[queue->count - 1].kind != TAKEN) {
		put(queue, TAKEN, 0, 0);
	}
}

void
worker_free_keys(struct worker *worker)
{
	of(worker)->word = TOKEN_FREE;
}

void
worker_tell(struct worker *worker, const struct control_record *record, int fd)
{
	(void)worker;
	(void)record;
	(void)fd;
}

void
desk_server_label(struct desk_server *server, const struct desk_label *label)
{
	(void)server;
	if (now.strip == STRIP_RUNS) {
		put(&now.from_daemon, LABEL, label->serial, label->domain);
	}
}

void
supervisor_tell_desk(const struct domain *domain)
{
	(void)domain;
}

static void
wake_daemon(void)
{
	struct keys_gate *gate = &supervisor.gate;

	gate->has_strip = now.has_strip;
	gate->is_covered = now.gate_covered;
	gate->has_asked = now.has_asked;
	gate->is_shown = now.is_shown;
	gate->serial = now.gate_serial;
	gate->asked = now.asked;
	gate->holder = now.holder;
	gate->count = now.count;
	for (unsigned d = 0; d < DOMAINS; d++) {
		gate->wants[d] = (struct keys_gate_want){now.wants[d], true};
		domains[d].wants_keys = now.workers[d].wants_keys;
		domains[d].has_keys = now.workers[d].has_keys;
	}
}

static void
leave_daemon(void)
{
	const struct keys_gate *gate = &supervisor.gate;

	now.has_strip = gate->has_strip;
	now.gate_covered = gate->is_covered;
	now.has_asked = gate->has_asked;
	now.is_shown = gate->is_shown;
	now.gate_serial = gate->serial;
	now.asked = gate->asked;
	now.holder = gate->holder;
	now.count = (uint8_t)gate->count;
	for (unsigned d = 0; d < DOMAINS; d++) {
		now.wants[d] = d < gate->count ? (uint8_t)gate->wants[d].domain : NOBODY;
		now.workers[d].wants_keys = domains[d].wants_keys;
		now.workers[d].has_keys = domains[d].has_keys;
	}
}

static void
daemon_hears_worker(unsigned d)
{
	struct said said = take(&now.workers[d].to_daemon);

	wake_daemon();
	supervisor_want_keys(&domains[d], said.number);
	leave_daemon();
}

static void
daemon_hears_strip(void)
{
	struct said said = take(&now.to_daemon);

	wake_daemon();
	if (said.kind == HELLO) {
		put(&now.from_daemon, WELCOME, 0, 0);
		supervisor_strip(&supervisor, true);
	} else if (said.kind == SHOWN) {
		supervisor_shown(&supervisor, said.number);
	} else {
		supervisor_covered(&supervisor, said.number);
	}
	leave_daemon();
}

static void
daemon_hears_of_death(void)
{
	wake_daemon();
	supervisor_strip(&supervisor, false);
	leave_daemon();
	now.strip = STRIP_NONE;
	now.on_screen = NOBODY;
	memset(&now.to_x, 0, sizeof(now.to_x));
}

/* --- a worker (desktop_keyboard.c) -------------------------------------------------- */

static bool
may_pass(const struct worker_state *w)
{
	const _Atomic uint32_t word = w->word;
	const struct key_token token = {
	    .word = &word, .granted = w->granted, .held = w->held};

	return w->has_focus && key_token_holds(&token);
}

static void
worker_takes_key(unsigned d, uint8_t shown)
{
	if (!may_pass(&now.workers[d])) {
		return;
	}
	delivered++;
	if (shown != d + 1) {
		wrong = "a key reached a domain that was not on the strip";
	}
}

static void
worker_hears_x(unsigned d)
{
	struct worker_state *w = &now.workers[d];
	struct said said = take(&w->from_x);
	struct key_token token = {.granted = w->granted, .held = w->held};

	if (said.kind == X_KEY) {
		worker_takes_key(d, said.number);
	} else if (said.kind == X_ANSWER) {
		key_token_answered(&token, said.number);
		w->held = token.held;
	} else {
		w->has_focus = said.kind == X_FOCUS_COMES;
	}
}

static void
worker_hears_daemon(unsigned d)
{
	struct worker_state *w = &now.workers[d];
	struct said said = take(&w->from_daemon);
	struct key_token token = {.granted = w->granted, .held = w->held};

	if (said.kind == GRANTED) {
		key_token_granted(&token, said.number);
		put(&w->to_x, ASK, said.number, 0);
	} else {
		key_token_taken(&token);
	}
	w->granted = token.granted;
	w->held = token.held;
}

/* At the end of a turn, in which any number of events may have been taken. */
static void
worker_settles(unsigned d)
{
	struct worker_state *w = &now.workers[d];

	w->has_told = w->has_focus;
	put(&w->to_daemon, WANTED, w->has_focus, 0);
}

/* --- the strip (strip_desk.c) ------------------------------------------------------- */

static void
strip_tells_cover(void)
{
	if (now.was_covered == now.is_seen) {
		now.was_covered = !now.is_seen;
		put(&now.to_daemon, COVERED, now.was_covered, 0);
	}
}

static void
strip_hears_daemon(void)
{
	struct said said = take(&now.from_daemon);

	if (said.kind == WELCOME) {
		now.was_covered = false;
		strip_tells_cover();
		return;
	}
	now.serial = said.number;
	now.label = said.domain;
	put(&now.to_x, DRAW, now.label, 0);
	put(&now.to_x, ASK, now.serial, 0);
}

static void
strip_hears_x(void)
{
	struct said said = take(&now.from_x);

	if (said.kind == X_SEEN) {
		now.is_seen = said.number;
		strip_tells_cover();
	} else if (said.number == now.serial) {
		put(&now.to_daemon, SHOWN, now.serial, 0);
	}
}

static void
strip_starts(void)
{
	now.strip = STRIP_RUNS;
	now.is_seen = now.was_covered = now.serial = now.label = 0;
	put(&now.to_daemon, HELLO, 0, 0);
	if (!now.is_covered) {
		put(&now.from_x, X_SEEN, 1, 0);
	}
}

/* What it wrote before is read by X and by the daemon. */
static void
strip_dies(void)
{
	now.deaths--;
	now.strip = STRIP_DEAD;
	now.is_seen = now.was_covered = now.serial = now.label = 0;
	memset(&now.from_x, 0, sizeof(now.from_x));
	memset(&now.from_daemon, 0, sizeof(now.from_daemon));
}

/* --- X ------------------------------------------------------------------------------ */

static void
x_hears_worker(unsigned d)
{
	struct said said = take(&now.workers[d].to_x);

	put(&now.workers[d].from_x, X_ANSWER, said.number, 0);
}

static void
x_hears_strip(void)
{
	struct said said = take(&now.to_x);

	if (said.kind == DRAW) {
		now.on_screen = said.number;
	} else if (now.strip == STRIP_RUNS) {
		put(&now.from_x, X_ANSWER, said.number, 0);
	}
}

/* --- the person --------------------------------------------------------------------- */

static void
person_focuses(uint8_t domain)
{
	if (now.focus) {
		put(&now.workers[now.focus - 1].from_x, X_FOCUS_GOES, 0, 0);
	}
	if (domain) {
		put(&now.workers[domain - 1].from_x, X_FOCUS_COMES, 0, 0);
	}
	now.focus = domain;
	now.focuses--;
}

static void
person_types(void)
{
	put(&now.workers[now.focus - 1].from_x, X_KEY, now.on_screen, 0);
	now.keys--;
}

static void
somebody_covers(void)
{
	now.is_covered = !now.is_covered;
	now.covers--;
	if (now.strip == STRIP_RUNS) {
		put(&now.from_x, X_SEEN, !now.is_covered, 0);
	}
}

/* --- every order -------------------------------------------------------------------- */

enum step {
	STEP_WORKER_X,
	STEP_WORKER_DAEMON = STEP_WORKER_X + DOMAINS,
	STEP_WORKER_SETTLES = STEP_WORKER_DAEMON + DOMAINS,
	STEP_X_WORKER = STEP_WORKER_SETTLES + DOMAINS,
	STEP_DAEMON_WORKER = STEP_X_WORKER + DOMAINS,
	STEP_X_STRIP = STEP_DAEMON_WORKER + DOMAINS,
	STEP_STRIP_X,
	STEP_STRIP_DAEMON,
	STEP_DAEMON_STRIP,
	STEP_DAEMON_DEATH,
	STEP_STRIP_STARTS,
	STEPS_INSIDE, /* what follows is the world's, and need not happen */
	STEP_KEY = STEPS_INSIDE,
	STEP_COVER,
	STEP_DEATH,
	STEP_FOCUS,
	STEPS = STEP_FOCUS + DOMAINS + 1,
};

static bool
take_if(struct queue *queue, void (*take_one)(void))
{
	if (queue->count == 0) {
		return false;
	}
	take_one();
	return true;
}

static bool
take_of_worker(const struct queue *queue, unsigned d, void (*take_one)(unsigned))
{
	if (queue->count == 0) {
		return false;
	}
	take_one(d);
	return true;
}

/* False when it cannot happen now. */
static bool
go_on_in_worker(unsigned step)
{
	unsigned d = step % DOMAINS;
	struct worker_state *w = &now.workers[d];

	switch (step - d) {
	case STEP_WORKER_X:
		return take_of_worker(&w->from_x, d, worker_hears_x);
	case STEP_WORKER_DAEMON:
		return take_of_worker(&w->from_daemon, d, worker_hears_daemon);
	case STEP_X_WORKER:
		return take_of_worker(&w->to_x, d, x_hears_worker);
	case STEP_DAEMON_WORKER:
		return take_of_worker(&w->to_daemon, d, daemon_hears_worker);
	default:
		if (w->has_told == w->has_focus) {
			return false;
		}
		worker_settles(d);
		return true;
	}
}

static bool
go_on_if(bool can, void (*go)(void))
{
	if (can) {
		go();
	}
	return can;
}

static bool
go_on(unsigned step)
{
	if (step < STEP_X_STRIP) {
		return go_on_in_worker(step);
	}
	switch (step) {
	case STEP_X_STRIP:
		return take_if(&now.to_x, x_hears_strip);
	case STEP_STRIP_X:
		return take_if(&now.from_x, strip_hears_x);
	case STEP_STRIP_DAEMON:
		return take_if(&now.from_daemon, strip_hears_daemon);
	case STEP_DAEMON_STRIP:
		return take_if(&now.to_daemon, daemon_hears_strip);
	case STEP_DAEMON_DEATH:
		return go_on_if(now.strip == STRIP_DEAD && now.to_daemon.count == 0,
		    daemon_hears_of_death);
	case STEP_STRIP_STARTS:
		return go_on_if(now.strip == STRIP_NONE, strip_starts);
	case STEP_KEY:
		return go_on_if(now.keys > 0 && now.focus, person_types);
	case STEP_COVER:
		return go_on_if(now.covers > 0, somebody_covers);
	case STEP_DEATH:
		return go_on_if(now.deaths > 0 && now.strip == STRIP_RUNS, strip_dies);
	default:
		if (now.focuses == 0 || now.focus == step - STEP_FOCUS) {
			return false;
		}
		person_focuses((uint8_t)(step - STEP_FOCUS));
		return true;
	}
}

/* Nothing is under way. */
static void
judge_quiet(void)
{
	quiet++;
	for (unsigned d = 0; d < DOMAINS; d++) {
		bool is_due = now.focus == d + 1 && !now.is_covered;

		if (may_pass(&now.workers[d]) != is_due) {
			wrong = is_due ? "who has the focus gets no keys, for ever"
			               : "who may not have keys would get them";
		}
	}
	if (now.on_screen != now.focus) {
		wrong = "another than who has the focus is on the strip";
	}
}

static uint64_t
hash(const struct state *state)
{
	uint64_t sum = 0xcbf29ce484222325u;

	for (size_t i = 0; i < sizeof(*state); i += sizeof(uint32_t)) {
		uint32_t word;

		memcpy(&word, (const uint8_t *)state + i, sizeof(word));
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	return sum ? sum : 1;
}

/* True when it is new.  Two states with the same 64 bits would be taken for one. */
static bool
remember(const struct state *state)
{
	uint64_t sum = hash(state);
	size_t room = (size_t)1 << room_bits;
	size_t i = sum % room;

	while (visited[i] && visited[i] != sum) {
		i = (i + 1) % room;
	}
	if (visited[i]) {
		return false;
	}
	visited[i] = sum;
	if (++states > room / 4 * 3) {
		bug("more states than there is room for");
	}
	return true;
}

static void
explore(const struct state *from)
{
	bool is_quiet = true;

	for (unsigned step = 0; step < STEPS && !wrong; step++) {
		if (step == STEPS_INSIDE && is_quiet) {
			now = *from;
			judge_quiet();
		}
		now = *from;
		if (!go_on(step)) {
			continue;
		}
		is_quiet = is_quiet && step >= STEPS_INSIDE;
		if (!wrong && remember(&now)) {
			struct state next = now;
			explore(&next);
		}
		if (wrong) {
			tap_diag("step %u", step);
		}
	}
}

/* --- tests -------------------------------------------------------------------------- */

static void
begin(void)
{
	memset(&supervisor, 0, sizeof(supervisor));
	memset(domains, 0, sizeof(domains));
	supervisor.loop = ev_default_loop(0);
	supervisor.said_covered_s = ev_now(supervisor.loop); /* not again */
	supervisor.domains = domains;
	/* desk_server_label() asks for nothing but that there is one. */
	supervisor.options.desk = (struct desk_server *)(uintptr_t)&supervisor;
	supervisor_init_keys(&supervisor);
	for (unsigned d = 0; d < DOMAINS; d++) {
		domains[d].supervisor = &supervisor;
		domains[d].next = d + 1 < DOMAINS ? &domains[d + 1] : NULL;
		domains[d].id = d + 1;
		domains[d].worker = (struct worker *)(uintptr_t)&now.workers[d];
		domains[d].policy.strip = STRIP_REQUIRED;
	}
}

static void
test(struct tap *tap, const char *name, struct state start)
{
	begin();
	memset(visited, 0, sizeof(*visited) << room_bits);
	wrong = NULL;
	states = quiet = delivered = 0;
	explore(&start);
	tap_diag("%s: %u states, %u of them quiet; a key was delivered %u times", name,
	    states, quiet, delivered);
	tap_ok(tap, !wrong && quiet > 0, "P3: %s: %s", name,
	    wrong ? wrong : "in every order");
}

int
main(void)
{
	struct tap tap = {.count = 0};
	const char *extent = getenv("PARAVENT_SWEEP");
	bool is_full = extent && strcmp(extent, "full") == 0;
	uint8_t more = is_full ? 1 : 0;

	room_bits = is_full ? ROOM_BITS_FULL : ROOM_BITS;
	visited = calloc((size_t)1 << room_bits, sizeof(*visited));
	if (!visited) {
		return tap_skip_all("not enough memory");
	}
	test(&tap, "the focus changes",
	    (struct state){.focuses = (uint8_t)(2 + more), .keys = 1});
	test(&tap, "keys are typed",
	    (struct state){.focuses = 2, .keys = (uint8_t)(1 + more)});
	test(&tap, "the strip dies",
	    (struct state){.focuses = (uint8_t)(1 + more), .keys = 1, .deaths = 1});
	test(&tap, "the strip is covered",
	    (struct state){.focuses = (uint8_t)(1 + more), .keys = 1, .covers = 2});
	free(visited);
	return tap_done(&tap);
}
