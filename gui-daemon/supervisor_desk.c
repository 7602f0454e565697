/* What desk programs are told of domains. */
#include "common/base/log.h"
#include "common/base/scale.h"
#include "common/paint/measure.h"
#include "gui-daemon/config.h"
#include "gui-daemon/desk_server.h"
#include "gui-daemon/supervisor-internal.h"
#include "gui-daemon/worker.h"

#include <string.h>

#define CLAIM_S 5.0 /* from its X client's end to a worker's own, at most */

_Static_assert(DESK_NAME_BYTES == DOMAIN_NAME_BYTES, "names fit");
_Static_assert(DESK_LABEL_BYTES == DOMAIN_LABEL_BYTES, "labels fit");

static enum desk_state
state_of(const struct domain *domain)
{
	if (domain->is_ready) {
		return DESK_RUNNING;
	}
	if (domain->worker) {
		return DESK_STARTING;
	}
	return domain->is_held_off ? DESK_HELD_OFF : DESK_WAITING;
}

static uint32_t
flags_of(const struct domain *domain)
{
	return (domain->is_paused ? DESK_PAUSED : 0u) |
	    (domain->has_misbehaved ? DESK_MISBEHAVED : 0u) |
	    (domain->wants_attention ? DESK_ATTENTION : 0u) |
	    (domain->is_limited ? DESK_LIMITED : 0u) |
	    (domain->has_keys ? DESK_KEYS : 0u) |
	    (domain->wants_keys ? DESK_WANTS_KEYS : 0u);
}

void
supervisor_tell_desk(const struct domain *domain)
{
	struct desk_server *desk = domain->supervisor->options.desk;
	struct domain_mark mark = domain->worker
	    ? domain->shown
	    : config_mark_of(domain->supervisor->config, domain->ref.name);
	uint32_t scale = domain->x.mask ? domain->x.scale : SCALE_PLAIN;
	struct measure measure = measure_frame(mark.frame_width, mark.letters, scale);
	struct desk_domain out;

	if (!desk) {
		return;
	}
	memset(&out, 0, sizeof(out));
	out.id = domain->id;
	out.state = state_of(domain);
	out.flags = flags_of(domain);
	out.x_base = domain->x.base;
	out.x_mask = domain->x.mask;
	out.colour = mark.colour;
	out.pattern = mark.pattern;
	out.frame_width = measure.frame_width;
	out.label_height = measure.label_height;
	memcpy(out.font, mark.font, sizeof(out.font));
	memcpy(out.name, domain->ref.name, sizeof(out.name));
	memcpy(out.label, mark.label, sizeof(out.label));
	desk_server_tell(desk, &out);
}

void
supervisor_withdraw_from_desk(const struct domain *domain)
{
	if (domain->supervisor->options.desk) {
		desk_server_withdraw(domain->supervisor->options.desk, domain->id);
	}
}

void
supervisor_tell_style(const struct supervisor *supervisor)
{
	if (supervisor->options.desk) {
		desk_server_style(supervisor->options.desk,
		    config_scale(supervisor->config), config_font(supervisor->config));
	}
}

static uint32_t
id_of(const struct supervisor *supervisor, const char *name)
{
	for (const struct domain *d = supervisor->domains; d; d = d->next) {
		if (strcmp(d->ref.name, name) == 0) {
			return d->id;
		}
	}
	return 0;
}

void
supervisor_tell_clipboard(void *data, const struct broker_event *event)
{
	static const enum desk_clipboard_state states[] = {
	    [BROKER_COPIED] = DESK_CLIPBOARD_HELD,
	    [BROKER_PASTED] = DESK_CLIPBOARD_PASTED,
	    [BROKER_EMPTY] = DESK_CLIPBOARD_EMPTY,
	    [BROKER_DENIED] = DESK_CLIPBOARD_REFUSED,
	    [BROKER_REFUSED] = DESK_CLIPBOARD_REFUSED,
	};
	struct supervisor *supervisor = data;
	struct desk_clipboard out = {
	    .state = states[event->outcome],
	    .source = id_of(supervisor, event->from),
	    .target = id_of(supervisor, event->to),
	    .bytes = event->bytes,
	};

	if (supervisor->options.desk) {
		desk_server_clipboard(supervisor->options.desk, &out);
	}
}

/* No window is two domains'. */
static bool
overlap(const struct control_x_client *a, const struct control_x_client *b)
{
	uint32_t both = ~(a->mask | b->mask);

	return (a->base & both) == (b->base & both);
}

static bool
is_taken(const struct domain *domain, const struct control_x_client *x)
{
	for (struct domain *d = domain->supervisor->domains; d; d = d->next) {
		if (d != domain && d->x.mask && overlap(&d->x, x)) {
			return true;
		}
	}
	return false;
}

/* Desk programs are told, and the worker that they were. */
static void
settle(struct domain *domain)
{
	struct control_record known;

	memset(&known, 0, sizeof(known));
	known.type = CONTROL_KNOWN;
	ev_timer_stop(domain->supervisor->loop, &domain->claiming);
	domain->x = domain->claim;
	domain->claim = (struct control_x_client){0};
	supervisor_tell_desk(domain);
	worker_tell(domain->worker, &known, -1);
}

static void
on_claim_refused(struct ev_loop *loop, ev_timer *timer, int events)
{
	struct domain *domain = timer->data;

	(void)loop;
	(void)events;
	log_error("%s: worker %d misbehaves: another worker's X client; killed",
	    domain->ref.name, worker_pid(domain->worker));
	worker_kill(domain->worker);
}

/*
 * X gives an ended client's ids to the next one, which may say so before we hear of its
 * worker's end: that is awaited.  Where it does not come, the claim was a lie.
 */
void
supervisor_take_x_client(struct domain *domain, const struct control_x_client *x)
{
	domain->claim = *x;
	if (!is_taken(domain, x)) {
		settle(domain);
		return;
	}
	ev_now_update(domain->supervisor->loop);
	ev_timer_init(&domain->claiming, on_claim_refused, CLAIM_S, 0.);
	domain->claiming.data = domain;
	ev_timer_start(domain->supervisor->loop, &domain->claiming);
}

void
supervisor_drop_x_client(struct domain *domain)
{
	ev_timer_stop(domain->supervisor->loop, &domain->claiming);
	domain->claim = (struct control_x_client){0};
	domain->x = (struct control_x_client){0};
}

void
supervisor_settle_claims(struct supervisor *supervisor)
{
	for (struct domain *d = supervisor->domains; d; d = d->next) {
		if (d->claim.mask && d->worker && !is_taken(d, &d->claim)) {
			settle(d);
		}
	}
}

void
supervisor_tell_reserve(const struct domain *domain)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_RESERVE;
	record.reserve = domain->supervisor->reserve;
	if (domain->worker) {
		worker_tell(domain->worker, &record, -1);
	}
}

void
supervisor_reserve(struct supervisor *supervisor, const struct reserve *reserve)
{
	if (reserve_equals(&supervisor->reserve, reserve)) {
		return;
	}
	supervisor->reserve = *reserve;
	for (const struct domain *d = supervisor->domains; d; d = d->next) {
		supervisor_tell_reserve(d);
	}
}

void
supervisor_tell_locked(const struct domain *domain)
{
	struct control_record record;

	memset(&record, 0, sizeof(record));
	record.type = CONTROL_LOCKED;
	record.number = domain->supervisor->is_locked;
	if (domain->worker) {
		worker_tell(domain->worker, &record, -1);
	}
}

void
supervisor_lock(struct supervisor *supervisor, bool is_locked)
{
	if (supervisor->is_locked == is_locked) {
		return;
	}
	supervisor->is_locked = is_locked;
	log_info("the screen is %s", is_locked ? "locked" : "unlocked");
	for (const struct domain *d = supervisor->domains; d; d = d->next) {
		supervisor_tell_locked(d);
	}
}
