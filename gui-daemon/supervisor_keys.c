/* The focus token between gate, strip and workers. */
#include "common/base/log.h"
#include "gui-daemon/desk_server.h"
#include "gui-daemon/supervisor-internal.h"
#include "gui-daemon/worker.h"

#include <string.h>

#define SAY_COVERED_S 60.0

static struct domain *
find_id(struct supervisor *supervisor, uint32_t id)
{
	struct domain *domain = supervisor->domains;

	while (domain && domain->id != id) {
		domain = domain->next;
	}
	return domain;
}

/* --- what the gate decides --------------------------------------------------------- */

static void
show(void *data, uint32_t serial, uint32_t domain)
{
	const struct supervisor *supervisor = data;
	struct desk_label label = {serial, domain};

	if (supervisor->options.desk) {
		desk_server_label(supervisor->options.desk, &label);
	}
}

static uint32_t
why_taken(const struct domain *domain)
{
	const struct keys_gate *gate = &domain->supervisor->gate;

	if (domain->is_paused) {
		return KEYS_PAUSED;
	}
	if (!domain->wants_keys) {
		return KEYS_ELSEWHERE;
	}
	if (!gate->has_strip) {
		return KEYS_NO_STRIP;
	}
	return gate->is_covered ? KEYS_COVERED : KEYS_ELSEWHERE;
}

/* Without a strip, and where none is required, nothing stands between it and its keys. */
static bool
is_free(const struct domain *domain)
{
	return !domain->supervisor->gate.has_strip &&
	    domain->policy.strip == STRIP_OPTIONAL;
}

static void
set_keys(struct domain *domain, bool has_keys)
{
	if (!domain || !domain->worker) {
		return;
	}
	domain->has_keys = has_keys;
	if (is_free(domain)) {
		worker_free_keys(domain->worker);
	} else if (has_keys) {
		worker_grant_keys(domain->worker);
	} else {
		worker_take_keys(domain->worker, why_taken(domain));
	}
	supervisor_tell_desk(domain);
}

static void
hand_out(void *data, uint32_t id)
{
	set_keys(find_id(data, id), true);
}

static void
take_back(void *data, uint32_t id)
{
	set_keys(find_id(data, id), false);
}

void
supervisor_init_keys(struct supervisor *supervisor)
{
	struct keys_gate_owner owner = {
	    .show = show,
	    .grant = hand_out,
	    .revoke = take_back,
	    .data = supervisor,
	};

	keys_gate_init(&supervisor->gate, &owner);
}

/* --- what it decides upon ---------------------------------------------------------- */

/* Who has the focus and no keys learns why. */
static void
tell_why(struct supervisor *supervisor)
{
	struct domain *focus = find_id(supervisor, keys_gate_focus(&supervisor->gate));

	if (focus && !focus->has_keys) {
		set_keys(focus, false);
	}
}

static void
update(struct domain *domain)
{
	struct keys_gate *gate = &domain->supervisor->gate;

	if (domain->wants_keys && !domain->is_paused) {
		keys_gate_want(gate, domain->id, domain->policy.strip == STRIP_REQUIRED);
	} else {
		keys_gate_unwant(gate, domain->id);
	}
}

void
supervisor_want_keys(struct domain *domain, bool wants)
{
	domain->wants_keys = wants;
	update(domain);
	if (wants && !domain->has_keys && domain->worker && !is_free(domain)) {
		worker_take_keys(domain->worker, why_taken(domain));
	}
	supervisor_tell_desk(domain);
}

void
supervisor_start_keys(struct domain *domain)
{
	if (domain->worker && is_free(domain)) {
		worker_free_keys(domain->worker);
	}
}

void
supervisor_forget_keys(struct domain *domain)
{
	domain->wants_keys = false;
	domain->has_keys = false;
	keys_gate_unwant(&domain->supervisor->gate, domain->id);
}

void
supervisor_strip(struct supervisor *supervisor, bool has_strip)
{
	for (struct domain *d = supervisor->domains; d && has_strip; d = d->next) {
		if (d->worker) {
			worker_take_keys(d->worker, KEYS_ELSEWHERE);
		}
	}
	keys_gate_strip(&supervisor->gate, has_strip);
	for (struct domain *d = supervisor->domains; d; d = d->next) {
		supervisor_start_keys(d);
	}
	tell_why(supervisor);
}

/* Said at once, but not again and again: a storm of windows fills no log (P27). */
static void
say_covered(struct supervisor *supervisor)
{
	double now_s = ev_now(supervisor->loop);

	supervisor->times_covered++;
	if (!(supervisor->said_covered_s > 0) ||
	    now_s - supervisor->said_covered_s >= SAY_COVERED_S) {
		log_warn("the strip cannot be seen: no domain gets keys; so often since "
		         "this was said last: %u",
		    supervisor->times_covered);
		supervisor->said_covered_s = now_s;
		supervisor->times_covered = 0;
	}
}

void
supervisor_covered(struct supervisor *supervisor, bool is_covered)
{
	if (is_covered) {
		say_covered(supervisor);
	}
	keys_gate_covered(&supervisor->gate, is_covered);
	tell_why(supervisor);
}

void
supervisor_shown(struct supervisor *supervisor, uint32_t serial)
{
	keys_gate_shown(&supervisor->gate, serial);
}

void
supervisor_tell_pause(const struct domain *domain)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_PAUSED;
	record.number = domain->is_paused;
	if (domain->worker) {
		worker_tell(domain->worker, &record, -1);
	}
}

void
supervisor_pause(struct supervisor *supervisor, uint32_t id, bool pause)
{
	struct domain *domain = find_id(supervisor, id);

	if (!domain || domain->is_paused == pause) {
		return;
	}
	domain->is_paused = pause;
	supervisor_tell_pause(domain);
	update(domain);
	if (pause && domain->worker && !is_free(domain)) {
		worker_take_keys(domain->worker, KEYS_PAUSED);
	}
	supervisor_tell_desk(domain);
}
