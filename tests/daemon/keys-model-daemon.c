/* The daemon of the model: its verdicts, and stubs of what they have carried out. */
#include "gui-daemon/desk_server.h"
#include "gui-daemon/supervisor-internal.h"
#include "gui-daemon/token.h"
#include "gui-daemon/worker.h"
#include "tests/daemon/keys-model-internal.h"

#include <string.h>

/* The daemon as it really is, filled from the state for each of its steps. */
static struct supervisor supervisor;
static struct domain domains[MODEL_DOMAINS];

static struct model_worker *
of(const struct worker *worker)
{
	return (struct model_worker *)(uintptr_t)worker;
}

void
worker_grant_keys(struct worker *worker)
{
	_Atomic uint32_t word = of(worker)->word;
	struct token token = {.word = &word, .last = of(worker)->last};

	model_put(&of(worker)->from_daemon, GRANTED, token_grant(&token), 0);
	of(worker)->last = token.last;
	of(worker)->word = word;
}

void
worker_take_keys(struct worker *worker, uint32_t why)
{
	(void)why;
	struct model_queue *queue = &of(worker)->from_daemon;

	of(worker)->word = 0;
	/* Twice in a row is as once. */
	if (queue->count == 0 || queue->at[queue->count - 1].kind != TAKEN) {
		model_put(queue, TAKEN, 0, 0);
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
	if (model.strip == STRIP_RUNS) {
		model_put(&model.from_daemon, LABEL, label->serial, label->domain);
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

	gate->has_strip = model.has_strip;
	gate->is_covered = model.gate_covered;
	gate->has_asked = model.has_asked;
	gate->is_shown = model.is_shown;
	gate->serial = model.gate_serial;
	gate->asked = model.asked;
	gate->holder = model.holder;
	gate->count = model.count;
	for (unsigned d = 0; d < MODEL_DOMAINS; d++) {
		gate->wants[d] = (struct keys_gate_want){model.wants[d], true};
		domains[d].wants_keys = model.workers[d].wants_keys;
		domains[d].has_keys = model.workers[d].has_keys;
	}
}

static void
leave_daemon(void)
{
	const struct keys_gate *gate = &supervisor.gate;

	model.has_strip = gate->has_strip;
	model.gate_covered = gate->is_covered;
	model.has_asked = gate->has_asked;
	model.is_shown = gate->is_shown;
	model.gate_serial = gate->serial;
	model.asked = gate->asked;
	model.holder = gate->holder;
	model.count = (uint8_t)gate->count;
	for (unsigned d = 0; d < MODEL_DOMAINS; d++) {
		model.wants[d] =
		    d < gate->count ? (uint8_t)gate->wants[d].domain : MODEL_NOBODY;
		model.workers[d].wants_keys = domains[d].wants_keys;
		model.workers[d].has_keys = domains[d].has_keys;
	}
}

void
model_daemon_hears_worker(unsigned d)
{
	struct model_said said = model_take(&model.workers[d].to_daemon);

	wake_daemon();
	supervisor_want_keys(&domains[d], said.number);
	leave_daemon();
}

void
model_daemon_hears_strip(void)
{
	struct model_said said = model_take(&model.to_daemon);

	wake_daemon();
	if (said.kind == HELLO) {
		model_put(&model.from_daemon, WELCOME, 0, 0);
		supervisor_strip(&supervisor, true);
	} else if (said.kind == SHOWN) {
		supervisor_shown(&supervisor, said.number);
	} else {
		supervisor_covered(&supervisor, said.number);
	}
	leave_daemon();
}

void
model_daemon_hears_of_death(void)
{
	wake_daemon();
	supervisor_strip(&supervisor, false);
	leave_daemon();
	model.strip = STRIP_NONE;
	model.on_screen = MODEL_NOBODY;
	memset(&model.to_x, 0, sizeof(model.to_x));
}

void
model_begin(void)
{
	memset(&supervisor, 0, sizeof(supervisor));
	memset(domains, 0, sizeof(domains));
	supervisor.loop = ev_default_loop(0);
	supervisor.said_covered_s = ev_now(supervisor.loop); /* not again */
	supervisor.domains = domains;
	/* desk_server_label() asks for nothing but that there is one. */
	supervisor.options.desk = (struct desk_server *)(uintptr_t)&supervisor;
	supervisor_init_keys(&supervisor);
	for (unsigned d = 0; d < MODEL_DOMAINS; d++) {
		domains[d].supervisor = &supervisor;
		domains[d].next = d + 1 < MODEL_DOMAINS ? &domains[d + 1] : NULL;
		domains[d].id = d + 1;
		domains[d].worker = (struct worker *)(uintptr_t)&model.workers[d];
		domains[d].policy.strip = STRIP_REQUIRED;
	}
}
