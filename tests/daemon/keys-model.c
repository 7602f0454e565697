/* Two workers, the strip, X and the person. */
#include "gui-daemon/guest/key_token.h"
#include "tests/daemon/keys-model-internal.h"

#include <string.h>

struct model model;
const char *model_wrong;
unsigned model_delivered;

void
model_put(struct model_queue *queue, enum kind kind, uint32_t number, uint32_t domain)
{
	if (queue->count == MODEL_QUEUE || number > UINT8_MAX) {
		bug("the model is too small");
	}
	queue->at[queue->count++] =
	    (struct model_said){(uint8_t)kind, (uint8_t)number, (uint8_t)domain};
}

struct model_said
model_take(struct model_queue *queue)
{
	struct model_said first = queue->at[0];

	queue->count--;
	memmove(queue->at, queue->at + 1, queue->count * sizeof(queue->at[0]));
	memset(&queue->at[queue->count], 0, sizeof(queue->at[0]));
	return first;
}

/* --- a worker (desktop_keyboard.c) -------------------------------------------------- */

static bool
may_pass(const struct model_worker *w)
{
	const _Atomic uint32_t word = w->word;
	const struct key_token token = {
	    .word = &word, .granted = w->granted, .held = w->held};

	return w->has_focus && key_token_holds(&token);
}

static void
worker_takes_key(unsigned d, uint8_t shown)
{
	if (!may_pass(&model.workers[d])) {
		return;
	}
	model_delivered++;
	if (shown != d + 1) {
		model_wrong = "a key reached a domain that was not on the strip";
	}
}

static void
worker_hears_x(unsigned d)
{
	struct model_worker *w = &model.workers[d];
	struct model_said said = model_take(&w->from_x);
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
	struct model_worker *w = &model.workers[d];
	struct model_said said = model_take(&w->from_daemon);
	struct key_token token = {.granted = w->granted, .held = w->held};

	if (said.kind == GRANTED) {
		key_token_granted(&token, said.number);
		model_put(&w->to_x, ASK, said.number, 0);
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
	struct model_worker *w = &model.workers[d];

	w->has_told = w->has_focus;
	model_put(&w->to_daemon, WANTED, w->has_focus, 0);
}

/* --- the strip (strip_desk.c) ------------------------------------------------------- */

static void
strip_tells_cover(void)
{
	if (model.was_covered == model.is_seen) {
		model.was_covered = !model.is_seen;
		model_put(&model.to_daemon, COVERED, model.was_covered, 0);
	}
}

static void
strip_hears_daemon(void)
{
	struct model_said said = model_take(&model.from_daemon);

	if (said.kind == WELCOME) {
		model.was_covered = false;
		strip_tells_cover();
		return;
	}
	model.serial = said.number;
	model.label = said.domain;
	model_put(&model.to_x, DRAW, model.label, 0);
	model_put(&model.to_x, ASK, model.serial, 0);
}

static void
strip_hears_x(void)
{
	struct model_said said = model_take(&model.from_x);

	if (said.kind == X_SEEN) {
		model.is_seen = said.number;
		strip_tells_cover();
	} else if (said.number == model.serial) {
		model_put(&model.to_daemon, SHOWN, model.serial, 0);
	}
}

static void
strip_starts(void)
{
	model.strip = STRIP_RUNS;
	model.is_seen = model.was_covered = model.serial = model.label = 0;
	model_put(&model.to_daemon, HELLO, 0, 0);
	if (!model.is_covered) {
		model_put(&model.from_x, X_SEEN, 1, 0);
	}
}

/* What it wrote before is read by X and by the daemon. */
static void
strip_dies(void)
{
	model.deaths--;
	model.strip = STRIP_DEAD;
	model.is_seen = model.was_covered = model.serial = model.label = 0;
	memset(&model.from_x, 0, sizeof(model.from_x));
	memset(&model.from_daemon, 0, sizeof(model.from_daemon));
}

/* --- X ------------------------------------------------------------------------------ */

static void
x_hears_worker(unsigned d)
{
	struct model_said said = model_take(&model.workers[d].to_x);

	model_put(&model.workers[d].from_x, X_ANSWER, said.number, 0);
}

static void
x_hears_strip(void)
{
	struct model_said said = model_take(&model.to_x);

	if (said.kind == DRAW) {
		model.on_screen = said.number;
	} else if (model.strip == STRIP_RUNS) {
		model_put(&model.from_x, X_ANSWER, said.number, 0);
	}
}

/* --- the person --------------------------------------------------------------------- */

static void
person_focuses(uint8_t domain)
{
	if (model.focus) {
		model_put(&model.workers[model.focus - 1].from_x, X_FOCUS_GOES, 0, 0);
	}
	if (domain) {
		model_put(&model.workers[domain - 1].from_x, X_FOCUS_COMES, 0, 0);
	}
	model.focus = domain;
	model.focuses--;
}

static void
person_types(void)
{
	model_put(&model.workers[model.focus - 1].from_x, X_KEY, model.on_screen, 0);
	model.keys--;
}

static void
somebody_covers(void)
{
	model.is_covered = !model.is_covered;
	model.covers--;
	if (model.strip == STRIP_RUNS) {
		model_put(&model.from_x, X_SEEN, !model.is_covered, 0);
	}
}

/* --- steps -------------------------------------------------------------------------- */

static bool
take_if(struct model_queue *queue, void (*take_one)(void))
{
	if (queue->count == 0) {
		return false;
	}
	take_one();
	return true;
}

static bool
take_of_worker(const struct model_queue *queue, unsigned d, void (*take_one)(unsigned))
{
	if (queue->count == 0) {
		return false;
	}
	take_one(d);
	return true;
}

/* False when it cannot happen model. */
static bool
go_on_in_worker(unsigned step)
{
	unsigned d = step % MODEL_DOMAINS;
	struct model_worker *w = &model.workers[d];

	switch (step - d) {
	case STEP_WORKER_X:
		return take_of_worker(&w->from_x, d, worker_hears_x);
	case STEP_WORKER_DAEMON:
		return take_of_worker(&w->from_daemon, d, worker_hears_daemon);
	case STEP_X_WORKER:
		return take_of_worker(&w->to_x, d, x_hears_worker);
	case STEP_DAEMON_WORKER:
		return take_of_worker(&w->to_daemon, d, model_daemon_hears_worker);
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

bool
model_go_on(unsigned step)
{
	if (step < STEP_X_STRIP) {
		return go_on_in_worker(step);
	}
	switch (step) {
	case STEP_X_STRIP:
		return take_if(&model.to_x, x_hears_strip);
	case STEP_STRIP_X:
		return take_if(&model.from_x, strip_hears_x);
	case STEP_STRIP_DAEMON:
		return take_if(&model.from_daemon, strip_hears_daemon);
	case STEP_DAEMON_STRIP:
		return take_if(&model.to_daemon, model_daemon_hears_strip);
	case STEP_DAEMON_DEATH:
		return go_on_if(model.strip == STRIP_DEAD && model.to_daemon.count == 0,
		    model_daemon_hears_of_death);
	case STEP_STRIP_STARTS:
		return go_on_if(model.strip == STRIP_NONE, strip_starts);
	case STEP_KEY:
		return go_on_if(model.keys > 0 && model.focus, person_types);
	case STEP_COVER:
		return go_on_if(model.covers > 0, somebody_covers);
	case STEP_DEATH:
		return go_on_if(
		    model.deaths > 0 && model.strip == STRIP_RUNS, strip_dies);
	default:
		if (model.focuses == 0 || model.focus == step - STEP_FOCUS) {
			return false;
		}
		person_focuses((uint8_t)(step - STEP_FOCUS));
		return true;
	}
}

/* Nothing is under way. */
void
model_judge_quiet(void)
{
	for (unsigned d = 0; d < MODEL_DOMAINS; d++) {
		bool is_due = model.focus == d + 1 && !model.is_covered;

		if (may_pass(&model.workers[d]) != is_due) {
			model_wrong = is_due ? "who has the focus gets no keys, for ever"
			                     : "who may not have keys would get them";
		}
	}
	if (model.on_screen != model.focus) {
		model_wrong = "another than who has the focus is on the strip";
	}
}
