/* The gate of keys: in which order labels are shown, and tokens handed out (P3). */
#include "gui-daemon/keys_gate.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORM 200000

/* All that the gate did, and what must hold whenever it did anything. */
struct world {
	struct keys_gate gate;
	char done[256];         /* "show 1:2 grant 2 ..." since it was emptied */
	uint32_t on_screen;     /* the domain on the strip */
	uint32_t asked, serial; /* the last label asked for */
	uint32_t holder;
	bool has_strip, is_covered;
	const char *wrong; /* NULL, or what did not hold */
};

static void
note(struct world *w, const char *what, uint32_t a, uint32_t b)
{
	size_t used = strlen(w->done);

	if (b) {
		snprintf(w->done + used, sizeof(w->done) - used, "%s %u:%u ", what, a, b);
	} else {
		snprintf(w->done + used, sizeof(w->done) - used, "%s %u ", what, a);
	}
}

static void
on_show(void *data, uint32_t serial, uint32_t domain)
{
	struct world *w = data;

	if (w->holder && w->holder != domain) {
		w->wrong = "a label is asked for while another domain has the token";
	}
	w->asked = domain;
	w->serial = serial;
	note(w, "show", serial, domain);
}

static void
on_grant(void *data, uint32_t domain)
{
	struct world *w = data;

	if (w->has_strip && (w->on_screen != domain || w->asked != domain)) {
		w->wrong = "a grant without the label";
	}
	if (w->has_strip && w->is_covered) {
		w->wrong = "a grant while nobody can see the label";
	}
	if (w->holder) {
		w->wrong = "two have the token";
	}
	w->holder = domain;
	note(w, "grant", domain, 0);
}

static void
on_revoke(void *data, uint32_t domain)
{
	struct world *w = data;

	if (w->holder != domain) {
		w->wrong = "taken from who has it not";
	}
	w->holder = 0;
	note(w, "take", domain, 0);
}

static void
begin(struct world *w)
{
	struct keys_gate_owner owner = {
	    .show = on_show,
	    .grant = on_grant,
	    .revoke = on_revoke,
	    .data = w,
	};

	memset(w, 0, sizeof(*w));
	keys_gate_init(&w->gate, &owner);
}

/* The strip shows what it was asked for last, and says so. */
static void
show(struct world *w)
{
	w->on_screen = w->asked;
	keys_gate_shown(&w->gate, w->serial);
}

static void
set_strip(struct world *w, bool has_strip)
{
	w->has_strip = has_strip;
	w->is_covered = false;
	w->on_screen = 0;
	keys_gate_strip(&w->gate, has_strip);
}

static void
cover(struct world *w, bool is_covered)
{
	w->is_covered = is_covered;
	keys_gate_covered(&w->gate, is_covered);
}

static void
expect(struct tap *tap, struct world *w, const char *done, const char *what)
{
	tap_ok(tap, strcmp(w->done, done) == 0 && !w->wrong, "%s", what);
	if (strcmp(w->done, done) != 0 || w->wrong) {
		tap_diag(
		    "did: %s; expected: %s; %s", w->done, done, w->wrong ? w->wrong : "");
	}
	w->done[0] = '\0';
}

static void
test_without_strip(struct tap *tap)
{
	struct world w;

	begin(&w);
	keys_gate_want(&w.gate, 1, false);
	expect(tap, &w, "grant 1 ", "no strip, optional: the token at once");
	keys_gate_want(&w.gate, 2, true);
	expect(tap, &w, "take 1 ", "no strip, required: none");
	keys_gate_unwant(&w.gate, 2);
	expect(tap, &w, "grant 1 ", "the focus goes: back to who still has it");
	keys_gate_unwant(&w.gate, 1);
	expect(tap, &w, "take 1 ", "nobody");
}

static void
test_order(struct tap *tap)
{
	struct world w;

	begin(&w);
	set_strip(&w, true);
	expect(tap, &w, "show 1 ", "a strip: nobody's label");
	keys_gate_want(&w.gate, 7, true);
	expect(tap, &w, "show 2:7 ", "first the label");
	show(&w);
	expect(tap, &w, "grant 7 ", "then the token");
	keys_gate_want(&w.gate, 8, true);
	expect(tap, &w, "take 7 show 3:8 ", "taken back before another is shown");
	keys_gate_shown(&w.gate, 2);
	expect(tap, &w, "", "an old answer counts for nothing");
	keys_gate_want(&w.gate, 7, true);
	expect(tap, &w, "show 4:7 ", "the focus goes on before it was shown");
	keys_gate_shown(&w.gate, 3);
	expect(tap, &w, "", "nor does the answer to what came between");
	show(&w);
	expect(tap, &w, "grant 7 ", "the last one counts");
	keys_gate_want(&w.gate, 7, true);
	expect(tap, &w, "", "another window of the same domain: nothing to do");
}

static void
test_strip_gone(struct tap *tap)
{
	struct world w;

	begin(&w);
	keys_gate_want(&w.gate, 7, true);
	set_strip(&w, true);
	show(&w);
	expect(tap, &w, "show 1:7 grant 7 ", "a strip comes later");
	cover(&w, true);
	expect(tap, &w, "take 7 ", "covered: taken back");
	keys_gate_want(&w.gate, 8, true);
	show(&w);
	expect(tap, &w, "show 2:8 ", "covered: shown, but not granted");
	cover(&w, false);
	expect(tap, &w, "grant 8 ", "seen again: granted");
	set_strip(&w, false);
	expect(tap, &w, "take 8 ", "the strip dies: taken back");
	set_strip(&w, true);
	keys_gate_shown(&w.gate, 2);
	expect(tap, &w, "show 3:8 ", "a new strip has to show it anew");
	show(&w);
	expect(tap, &w, "grant 8 ", "then granted");
}

/* Whatever happens in whatever order, nothing of the above is ever wrong. */
static void
test_storm(struct tap *tap)
{
	struct world w;
	unsigned grants = 0;

	begin(&w);
	srandom(1);
	for (unsigned i = 0; i < STORM && !w.wrong; i++) {
		uint32_t domain = 1 + (uint32_t)random() % 5;

		w.done[0] = '\0';
		switch (random() % 12) {
		case 0:
		case 1:
		case 2:
		case 3:
			keys_gate_want(&w.gate, domain, domain > 2);
			break;
		case 4:
			keys_gate_unwant(&w.gate, domain);
			break;
		case 5:
			set_strip(&w, random() % 4 != 0);
			break;
		case 6:
			if (w.has_strip) {
				cover(&w, random() % 2 == 0);
			}
			break;
		case 7: /* an old answer */
			keys_gate_shown(&w.gate, w.serial - (uint32_t)random() % 3 - 1);
			break;
		default:
			if (w.has_strip) {
				show(&w);
			}
		}
		grants += strstr(w.done, "grant") != NULL;
	}
	tap_ok(tap, !w.wrong, "storm of %d events, %u grants: %s", STORM, grants,
	    w.wrong ? w.wrong : "always in order");
	tap_ok(tap, grants > STORM / 20, "it was a storm");
}

int
main(void)
{
	struct tap tap = {.count = 0};

	test_without_strip(&tap);
	test_order(&tap);
	test_strip_gone(&tap);
	test_storm(&tap);
	return tap_done(&tap);
}
