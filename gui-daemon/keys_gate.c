#include "gui-daemon/keys_gate.h"

#include <string.h>

void
keys_gate_init(struct keys_gate *gate, const struct keys_gate_owner *owner)
{
	*gate = (struct keys_gate){.owner = *owner};
}

uint32_t
keys_gate_focus(const struct keys_gate *gate)
{
	return gate->count > 0 ? gate->wants[gate->count - 1].domain : 0;
}

static bool
is_focus_strict(const struct keys_gate *gate)
{
	return gate->count > 0 && gate->wants[gate->count - 1].is_strict;
}

static void
revoke(struct keys_gate *gate)
{
	uint32_t holder = gate->holder;

	gate->holder = 0;
	if (holder) {
		gate->owner.revoke(gate->owner.data, holder);
	}
}

static void
grant(struct keys_gate *gate, uint32_t domain)
{
	if (domain && gate->holder != domain) {
		gate->holder = domain;
		gate->owner.grant(gate->owner.data, domain);
	}
}

static void
ask(struct keys_gate *gate, uint32_t domain)
{
	if (!gate->has_asked || gate->asked != domain) {
		gate->serial = gate->serial == UINT32_MAX ? 1 : gate->serial + 1;
		gate->has_asked = true;
		gate->asked = domain;
		gate->is_shown = false;
		gate->owner.show(gate->owner.data, gate->serial, domain);
	}
}

/* Back first, then the label, then the token: never in another order. */
static void
settle(struct keys_gate *gate)
{
	uint32_t focus = keys_gate_focus(gate);
	bool may_hold = gate->has_strip ? !gate->is_covered : !is_focus_strict(gate);

	if (gate->holder != focus || !may_hold) {
		revoke(gate);
	}
	if (gate->has_strip) {
		ask(gate, focus);
	}
	if (may_hold && (!gate->has_strip || gate->is_shown)) {
		grant(gate, focus);
	}
}

static void
forget(struct keys_gate *gate, uint32_t domain)
{
	for (size_t i = 0; i < gate->count; i++) {
		if (gate->wants[i].domain == domain) {
			gate->count--;
			memmove(&gate->wants[i], &gate->wants[i + 1],
			    (gate->count - i) * sizeof(gate->wants[0]));
			return;
		}
	}
}

void
keys_gate_want(struct keys_gate *gate, uint32_t domain, bool is_strict)
{
	forget(gate, domain);
	if (gate->count < KEYS_GATE_MOST) {
		gate->wants[gate->count++] = (struct keys_gate_want){domain, is_strict};
	}
	settle(gate);
}

void
keys_gate_unwant(struct keys_gate *gate, uint32_t domain)
{
	forget(gate, domain);
	settle(gate);
}

void
keys_gate_strip(struct keys_gate *gate, bool has_strip)
{
	revoke(gate); /* what a new strip shows is not known, and an old one is gone */
	gate->has_strip = has_strip;
	gate->is_covered = false;
	gate->has_asked = false;
	settle(gate);
}

void
keys_gate_covered(struct keys_gate *gate, bool is_covered)
{
	gate->is_covered = is_covered;
	settle(gate);
}

void
keys_gate_shown(struct keys_gate *gate, uint32_t serial)
{
	if (gate->has_asked && serial == gate->serial) {
		gate->is_shown = true;
		settle(gate);
	}
}
