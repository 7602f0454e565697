#include "gui-daemon/supervisor.h"

#include "common/base/log.h"
#include "gui-daemon/clipboard.h"
#include "gui-daemon/config.h"
#include "gui-daemon/supervisor-internal.h"
#include "gui-daemon/worker.h"
#include "gui-daemon/worker_end.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const state_names[] = {
    [DOMAIN_HELD] = "held",
    [DOMAIN_WAITING] = "waiting",
    [DOMAIN_RUNNING] = "running",
    [DOMAIN_STOPPING] = "stopping",
};

static void
set_state(struct domain *domain, enum domain_state state)
{
	if (domain->state != state) {
		log_debug("%s: %s -> %s", domain->ref.name, state_names[domain->state],
		    state_names[state]);
	}
	domain->state = state;
	supervisor_tell_desk(domain);
}

static double
now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- domains ----------------------------------------------------------------------- */

static struct domain *
find_domain(const struct supervisor *supervisor, const char *name)
{
	struct domain *domain = supervisor->domains;

	while (domain && strcmp(domain->ref.name, name) != 0) {
		domain = domain->next;
	}
	return domain;
}

/* Two sources may know domains of one name; the first has it. */
static bool
is_same_channel(const struct domain_ref *a, const struct domain_ref *b)
{
	return a->xen == b->xen && a->domain == b->domain &&
	    strcmp(a->socket, b->socket) == 0;
}

static void
drop_domain(struct domain *domain)
{
	struct supervisor *supervisor = domain->supervisor;
	struct domain **link = &supervisor->domains;

	while (*link != domain) {
		link = &(*link)->next;
	}
	*link = domain->next;
	restraints_keep(&supervisor->absent, domain->ref.name, &domain->restraint);
	ev_timer_stop(supervisor->loop, &domain->again);
	worker_destroy(domain->worker);
	supervisor_withdraw_from_desk(domain);
	free(domain);
	if (supervisor->is_stopping && !supervisor->domains) {
		supervisor->stopped(supervisor->stopped_data);
	}
}

/* --- workers ----------------------------------------------------------------------- */

static void
wait_to_start(struct domain *domain, double wait_s)
{
	ev_timer_stop(domain->supervisor->loop, &domain->again);
	ev_now_update(domain->supervisor->loop);
	ev_timer_set(&domain->again, wait_s, 0);
	ev_timer_start(domain->supervisor->loop, &domain->again);
	set_state(domain, DOMAIN_WAITING);
}

static const char *
on_record(void *data, const struct control_record *record, int fd)
{
	struct domain *domain = data;

	switch (record->type) {
	case CONTROL_X_CLIENT:
		supervisor_take_x_client(domain, &record->x_client);
		return NULL;
	case CONTROL_READY:
		log_info("%s: connected", domain->ref.name);
		domain->is_ready = true;
		supervisor_tell_desk(domain);
		return NULL;
	case CONTROL_KEYS_WANTED:
		supervisor_want_keys(domain, record->number == 1);
		return NULL;
	case CONTROL_ATTENTION:
		domain->wants_attention = record->number == 1;
		supervisor_tell_desk(domain);
		return NULL;
	case CONTROL_LIMITED:
		domain->is_limited = true;
		supervisor_tell_desk(domain);
		return NULL;
	default:
		clipboard_take(domain->supervisor->clipboard, &domain->clip,
		    domain->worker, domain->has_keys, record, fd);
		return NULL;
	}
}

/* Waits for as long as is held against the domain. */
static void
wait_as_due(struct domain *domain)
{
	wait_to_start(domain, restraint_left(&domain->restraint, now_s()));
}

static void
retry(struct domain *domain, int status)
{
	double now = now_s();

	restraint_end(&domain->restraint, now, now - domain->started_s,
	    worker_end_is_misdeed(status));
	if (worker_end_is(status, WORKER_CANNOT_START)) {
		restraint_pause(&domain->restraint, now, BACKOFF_CANNOT_START_S);
	}
	worker_end_log(domain->ref.name, status, restraint_left(&domain->restraint, now));
	wait_as_due(domain);
}

/* That it was taken away from its channel, or from the display, excuses nothing. */
static void
note_stopped(struct domain *domain, int status)
{
	double now = now_s();

	if (worker_end_is(status, WORKER_GUEST_BAD)) {
		restraint_end(&domain->restraint, now, now - domain->started_s, true);
	}
}

static void
on_ended(void *data, int status)
{
	struct domain *domain = data;

	worker_destroy(domain->worker);
	domain->worker = NULL;
	clipboard_forget(domain->supervisor->clipboard, &domain->clip);
	supervisor_forget_keys(domain);
	supervisor_drop_x_client(domain);
	domain->is_ready = false;
	domain->wants_attention = false;
	domain->is_limited = false;
	domain->has_misbehaved = worker_end_is(status, WORKER_GUEST_BAD);
	domain->is_held_off =
	    domain->state != DOMAIN_STOPPING && !worker_end_is(status, WORKER_ENDED);
	supervisor_tell_desk(domain);
	supervisor_settle_claims(domain->supervisor);
	if (domain->state == DOMAIN_STOPPING) {
		note_stopped(domain, status);
	}
	if (!domain->is_offered) {
		drop_domain(domain);
	} else if (domain->state == DOMAIN_STOPPING) {
		wait_as_due(domain);
	} else {
		retry(domain, status);
	}
}

static struct control_setup
setup_of(const struct domain *domain)
{
	const struct supervisor *supervisor = domain->supervisor;
	const struct seat *seat = &supervisor->seat;
	struct control_setup setup;

	memset(&setup, 0, sizeof(setup));
	memcpy(setup.name, domain->ref.name, sizeof(setup.name));
	setup.mark = config_mark_of(supervisor->config, domain->ref.name);
	setup.policy = config_policy_of(supervisor->config, domain->ref.name);
	setup.chords = config_chords(supervisor->config);
	setup.scale = config_scale(supervisor->config);
	memcpy(setup.texture, supervisor->options.texture, sizeof(setup.texture));
	setup.xen = domain->ref.xen;
	setup.domain = domain->ref.domain;
	memcpy(setup.socket, domain->ref.socket, sizeof(setup.socket));
	memcpy(setup.display, seat->display, sizeof(setup.display));
	memcpy(setup.authority, seat->authority, sizeof(setup.authority));
	setup.user = seat->user;
	setup.group = seat->group;
	setup.verbose = supervisor->options.verbose;
	return setup;
}

static void
start_worker(struct domain *domain)
{
	struct supervisor *supervisor = domain->supervisor;
	struct worker_owner owner = {
	    .record = on_record,
	    .ended = on_ended,
	    .data = domain,
	};

	ev_timer_stop(supervisor->loop, &domain->again);
	if (!supervisor->has_seat) {
		set_state(domain, DOMAIN_HELD);
		return;
	}
	struct control_setup setup = setup_of(domain);
	domain->shown = setup.mark;
	domain->policy = setup.policy;
	domain->chords = setup.chords;
	domain->scale = setup.scale;
	domain->started_s = now_s();
	domain->worker =
	    worker_start(supervisor->loop, supervisor->options.worker, &setup, &owner);
	if (!domain->worker) {
		log_error("%s: no worker can be started: %m", domain->ref.name);
		wait_to_start(domain, BACKOFF_MOST_S);
		return;
	}
	set_state(domain, DOMAIN_RUNNING);
	supervisor_start_keys(domain);
	if (supervisor->is_locked) {
		supervisor_tell_locked(domain);
	}
	if (supervisor->reserve.count > 0) {
		supervisor_tell_reserve(domain);
	}
	if (domain->is_paused) {
		supervisor_tell_pause(domain);
	}
	log_debug("%s: worker %d started", domain->ref.name, worker_pid(domain->worker));
}

static void
stop_worker(struct domain *domain)
{
	set_state(domain, DOMAIN_STOPPING);
	worker_stop(domain->worker);
}

static void
on_again(struct ev_loop *loop, ev_timer *watcher, int events)
{
	(void)loop;
	(void)events;
	start_worker(watcher->data);
}

/* --- what the daemon asks for ------------------------------------------------------ */

struct supervisor *
supervisor_create(
    struct ev_loop *loop, const struct supervisor_options *options, struct config *config)
{
	struct supervisor *supervisor = calloc(1, sizeof(*supervisor));

	if (!supervisor) {
		config_destroy(config);
		return NULL;
	}
	supervisor->loop = loop;
	supervisor->options = *options;
	supervisor_init_keys(supervisor);
	supervisor->config = config;
	supervisor_tell_style(supervisor);
	supervisor->clipboard = clipboard_create(config,
	    &(struct broker_owner){
	        .told = supervisor_tell_clipboard, .data = supervisor});
	if (!supervisor->clipboard) {
		supervisor_destroy(supervisor);
		return NULL;
	}
	return supervisor;
}

void
supervisor_destroy(struct supervisor *supervisor)
{
	if (!supervisor) {
		return;
	}
	if (supervisor->domains) {
		bug("the supervisor is destroyed before its workers");
	}
	clipboard_destroy(supervisor->clipboard);
	config_destroy(supervisor->config);
	free(supervisor);
}

/* A channel is there, perhaps anew: a worker, if none runs, as soon as it may start. */
static void
serve(struct domain *domain)
{
	restraint_offer(&domain->restraint, now_s());
	double wait_s = restraint_left(&domain->restraint, now_s());
	if (domain->worker) {
		return;
	}
	if (wait_s > 0) {
		log_debug("%s: its channel is offered again; next try in %.1f s",
		    domain->ref.name, wait_s);
		wait_to_start(domain, wait_s);
	} else {
		start_worker(domain);
	}
}

static void
add_domain(struct supervisor *supervisor, const struct domain_ref *ref)
{
	struct domain *domain = calloc(1, sizeof(*domain));

	if (!domain) {
		log_error("%s: out of memory: it gets no windows", ref->name);
		return;
	}
	domain->supervisor = supervisor;
	domain->id = ++supervisor->last_id;
	domain->next = supervisor->domains;
	domain->ref = *ref;
	domain->clip.name = domain->ref.name;
	domain->is_offered = true;
	ev_timer_init(&domain->again, on_again, 0, 0);
	domain->again.data = domain;
	supervisor->domains = domain;
	domain->restraint = restraints_take(&supervisor->absent, ref->name, now_s());
	domain->is_held_off = domain->restraint.is_held;
	log_info("%s: appeared", ref->name);
	serve(domain);
}

void
supervisor_add(struct supervisor *supervisor, const struct domain_ref *ref)
{
	struct domain *domain = find_domain(supervisor, ref->name);

	if (supervisor->is_stopping) {
		return;
	}
	if (!domain) {
		add_domain(supervisor, ref);
		return;
	}
	if (!is_same_channel(&domain->ref, ref) && domain->is_offered) {
		log_error("%s: there is a domain of this name; the second one is ignored",
		    ref->name);
		return;
	}
	domain->ref = *ref;
	domain->is_offered = true;
	serve(domain);
}

void
supervisor_remove(struct supervisor *supervisor, const struct domain_ref *ref)
{
	struct domain *domain = find_domain(supervisor, ref->name);

	if (!domain || !is_same_channel(&domain->ref, ref)) {
		return;
	}
	log_info("%s: vanished", ref->name);
	domain->is_offered = false;
	if (!domain->worker) {
		drop_domain(domain);
	} else {
		stop_worker(domain);
	}
}

static bool
is_same_mark(const struct domain_mark *a, const struct domain_mark *b)
{
	return strcmp(a->label, b->label) == 0 && a->colour == b->colour &&
	    a->pattern == b->pattern && a->frame_width == b->frame_width &&
	    a->letters == b->letters && strcmp(a->font, b->font) == 0;
}

static bool
is_up_to_date(const struct domain *domain, const struct config *config)
{
	struct domain_mark mark = config_mark_of(config, domain->ref.name);
	struct domain_policy policy = config_policy_of(config, domain->ref.name);
	struct chords chords = config_chords(config);

	return is_same_mark(&mark, &domain->shown) &&
	    config_scale(config) == domain->scale &&
	    memcmp(&policy, &domain->policy, sizeof(policy)) == 0 && /* no padding */
	    chord_equals(chords.copy, domain->chords.copy) &&
	    chord_equals(chords.paste, domain->chords.paste);
}

static void
forgive_all(struct supervisor *supervisor)
{
	for (struct domain *domain = supervisor->domains; domain; domain = domain->next) {
		restraint_forgive(&domain->restraint);
	}
	memset(&supervisor->absent, 0, sizeof(supervisor->absent));
}

void
supervisor_reload(struct supervisor *supervisor, struct config *config)
{
	clipboard_reload(supervisor->clipboard, config);
	config_destroy(supervisor->config);
	supervisor->config = config;
	supervisor_tell_style(supervisor);
	forgive_all(supervisor);
	for (struct domain *domain = supervisor->domains; domain; domain = domain->next) {
		if (!domain->worker) {
			wait_to_start(domain, 0);
		} else if (!is_up_to_date(domain, config)) {
			stop_worker(domain);
		}
	}
}

void
supervisor_seat(struct supervisor *supervisor, const struct seat *seat)
{
	supervisor->has_seat = seat != NULL;
	if (seat) {
		supervisor->seat = *seat;
	}
	forgive_all(supervisor);
	for (struct domain *domain = supervisor->domains; domain; domain = domain->next) {
		if (domain->worker) {
			stop_worker(domain);
		} else {
			wait_to_start(domain, 0);
		}
	}
}

/* Kills where worker_stop() was tried before. */
static void
end_domain(struct domain *domain, bool kill)
{
	domain->is_offered = false;
	if (!domain->worker) {
		drop_domain(domain);
	} else if (kill) {
		worker_kill(domain->worker);
	} else {
		stop_worker(domain);
	}
}

void
supervisor_stop(struct supervisor *supervisor, void (*stopped)(void *data), void *data)
{
	bool kill = supervisor->is_stopping;
	struct domain *next;

	if (!supervisor->domains) {
		stopped(data);
		return;
	}
	supervisor->stopped = stopped;
	supervisor->stopped_data = data;
	supervisor->is_stopping = true;
	for (struct domain *domain = supervisor->domains; domain; domain = next) {
		next = domain->next;
		end_domain(domain, kill);
	}
}
