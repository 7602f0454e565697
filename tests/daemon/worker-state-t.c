/*
 * The state table of a window, and who hears of its placement.
 */
#include "gui-daemon/guest/placement.h"
#include "gui-daemon/guest/winstate.h"
#include "tests/unit/tap.h"

/* --- winstate ---------------------------------------------------------------------- */

#define REFUSED WIN_N_STATES

/* clang-format off */
static const struct {
	enum win_state from;
	enum win_event event;
	enum win_state to;
} steps[] = {
    {WIN_CREATED, WIN_MAP, WIN_MAPPED},
    {WIN_CREATED, WIN_UNMAP, WIN_CREATED},
    {WIN_CREATED, WIN_DOCK, WIN_DOCKED},
    {WIN_CREATED, WIN_DESTROY, WIN_DYING},
    {WIN_MAPPED, WIN_MAP, WIN_MAPPED},
    {WIN_MAPPED, WIN_UNMAP, WIN_UNMAPPED},
    {WIN_MAPPED, WIN_DOCK, REFUSED},
    {WIN_MAPPED, WIN_DESTROY, WIN_DYING},
    {WIN_UNMAPPED, WIN_MAP, WIN_MAPPED},
    {WIN_UNMAPPED, WIN_UNMAP, WIN_UNMAPPED},
    {WIN_UNMAPPED, WIN_DOCK, WIN_DOCKED},
    {WIN_UNMAPPED, WIN_DESTROY, WIN_DYING},
    {WIN_DOCKED, WIN_MAP, WIN_DOCKED},
    {WIN_DOCKED, WIN_UNMAP, WIN_DOCKED},
    {WIN_DOCKED, WIN_DOCK, WIN_DOCKED},
    {WIN_DOCKED, WIN_DESTROY, WIN_DYING},
    {WIN_DYING, WIN_MAP, REFUSED},
    {WIN_DYING, WIN_UNMAP, REFUSED},
    {WIN_DYING, WIN_DOCK, REFUSED},
    {WIN_DYING, WIN_DESTROY, REFUSED},
};
/* clang-format on */

static void
test_steps(void)
{
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct winstate s = winstate_new(false);
		bool changed = false;
		char name[64];

		s.state = steps[i].from;
		const char *why = winstate_take(&s, steps[i].event, &changed);
		bool right = steps[i].to == REFUSED ? why && s.state == steps[i].from
		                                    : !why && s.state == steps[i].to &&
		        changed == (steps[i].to != steps[i].from);
		snprintf(name, sizeof(name), "%s, event %d", winstate_name(steps[i].from),
		    steps[i].event);
		ok_named(right, name);
	}
}

/* Through random traces: modes change only from not mapped, docked excludes popup. */
static void
test_modes(void)
{
	uint32_t random = 4711;
	bool held = true;

	for (int run = 0; run < 1000; run++) {
		struct winstate s = winstate_new(run % 2);

		for (int i = 0; i < 20; i++) {
			struct winstate before = s;
			bool changed;
			random = random * 1664525u + 1013904223u;
			enum win_event event = (random >> 16) % (WIN_N_EVENTS - 1);
			const char *why = event == WIN_MAP
			    ? winstate_map(&s, random >> 31, &changed)
			    : winstate_take(&s, event, &changed);
			bool stays = before.state == WIN_MAPPED && s.state == WIN_MAPPED;
			if (stays && s.override_redirect != before.override_redirect) {
				held = false;
			}
			if (s.state == WIN_DOCKED && s.override_redirect) {
				held = false;
			}
			if (why && s.state != before.state) {
				held = false;
			}
		}
	}
	ok_named(held, "P11-modes-never-change-while-mapped");
}

static void
test_flags(void)
{
	struct winstate s = winstate_new(false);
	bool changed;

	ok(winstate_set_flags(&s, WIN_FULLSCREEN, WIN_FULLSCREEN) != NULL);
	ok(!winstate_set_flags(&s, WIN_FULLSCREEN | WIN_MINIMISED, 0));
	ok(!winstate_set_flags(&s, WIN_ATTENTION, 0) && s.flags == WIN_ATTENTION);
	ok(!winstate_map(&s, false, &changed));
	ok(!winstate_set_flags(&s, WIN_FULLSCREEN, WIN_ATTENTION) &&
	    s.flags == (WIN_FULLSCREEN | WIN_ATTENTION));
	ok(!winstate_set_flags(&s, 0, WIN_FULLSCREEN) && s.flags == WIN_ATTENTION);
	ok(winstate_told_flags(&s, WIN_MINIMISED) == (WIN_MINIMISED | WIN_ATTENTION));

	struct winstate popup = winstate_new(true);
	ok(!winstate_set_flags(&popup, WIN_FULLSCREEN, 0) && popup.flags == 0);
}

/* --- placement --------------------------------------------------------------------- */

static const struct rect a = {10, 20, 300, 200};
static const struct rect b = {30, 40, 300, 200};
static const struct rect c = {50, 60, 310, 210};

static struct placement
shown_at(struct rect r)
{
	struct placement p = placement_new(r, false);

	placement_shown(&p, r);
	return p;
}

static void
test_desktop_moves(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_desktop(&p, a, 0) == PLACEMENT_NOTHING);
	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL && rect_equals(p.told, b));
	/* One outstanding at most; the latest wins. */
	ok(placement_from_desktop(&p, a, 1) == PLACEMENT_NOTHING);
	ok(placement_from_desktop(&p, c, 2) == PLACEMENT_NOTHING);
	ok(placement_from_guest(&p, b, false, 3) == PLACEMENT_TELL &&
	    rect_equals(p.told, c));
	ok(placement_from_guest(&p, c, false, 4) == PLACEMENT_NOTHING);
	ok(placement_wait_ms(&p, 5) == -1);
}

static void
test_guest_moves(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_guest(&p, b, false, 0) == PLACEMENT_ASK);
	ok(placement_from_guest(&p, c, false, 1) == PLACEMENT_ASK);
	/* The answer to the first, which the guest has left already. */
	ok(placement_from_desktop(&p, b, 2) == PLACEMENT_NOTHING);
	ok(placement_from_desktop(&p, c, 3) == PLACEMENT_NOTHING && !p.is_asking);
	ok(placement_wait_ms(&p, 4) == -1);
	ok(placement_from_guest(&p, c, false, 5) == PLACEMENT_NOTHING);
}

static void
test_desktop_refuses(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_guest(&p, b, false, 0) == PLACEMENT_ASK);
	ok(placement_from_desktop(&p, a, 1) == PLACEMENT_NOTHING);
	ok(placement_wait_ms(&p, 1) == PLACEMENT_ASK_MS - 1);
	ok(placement_expire(&p, PLACEMENT_ASK_MS - 1) == PLACEMENT_NOTHING);
	ok(placement_expire(&p, PLACEMENT_ASK_MS) == PLACEMENT_TELL &&
	    rect_equals(p.told, a));
}

static void
test_crossing(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
	/* Sent before ours arrived: waits, and is taken up if no answer comes. */
	ok(placement_from_guest(&p, c, false, 1) == PLACEMENT_NOTHING);
	ok(placement_expire(&p, PLACEMENT_ANSWER_MS) == PLACEMENT_ASK &&
	    rect_equals(p.asked, c));
	ok(placement_from_desktop(&p, c, 1001) == PLACEMENT_NOTHING);

	p = shown_at(a);
	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
	ok(placement_from_guest(&p, c, false, 1) == PLACEMENT_NOTHING);
	ok(placement_from_guest(&p, b, false, 2) == PLACEMENT_NOTHING);
	ok(placement_wait_ms(&p, 3) == -1);
}

static void
test_clamped(void)
{
	struct placement p = shown_at(a);
	int told = 0;

	/* Nothing to move, yet the guest must hear that it is not where it said. */
	ok(placement_from_guest(&p, a, true, 0) == PLACEMENT_TELL);
	ok(placement_from_guest(&p, a, false, 1) == PLACEMENT_NOTHING);
	/* A guest that insists for ever is told a few times a second, not each time. */
	for (int64_t ms = 2; ms < 1000; ms++) {
		told += placement_from_guest(&p, a, true, ms) == PLACEMENT_TELL;
		placement_from_guest(&p, a, false, ms);
	}
	ok(told <= PLACEMENT_MAX_ROUNDS);

	p = placement_new(b, true);
	placement_shown(&p, b);
	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
}

/* What was wished meanwhile and never asked for is not what the window has. */
static void
test_wishes(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
	ok(placement_from_guest(&p, c, false, 1) == PLACEMENT_NOTHING);
	ok(rect_equals(placement_wanted(&p), b));
	ok(placement_from_guest(&p, b, false, 2) == PLACEMENT_NOTHING);
	ok_named(rect_equals(p.asked, b) && rect_equals(placement_wanted(&p), b),
	    "P9-acknowledged-away");

	p = shown_at(a);
	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
	p.rounds = PLACEMENT_MAX_ROUNDS;
	ok(placement_from_guest(&p, c, false, 1) == PLACEMENT_NOTHING);
	ok(placement_expire(&p, PLACEMENT_ANSWER_MS) == PLACEMENT_NOTHING);
	ok_named(rect_equals(p.asked, b), "P9-given-up");
}

/* Policy waits for no acknowledgement: else a guest would stay where it may not be. */
static void
test_overruled(void)
{
	struct placement p = shown_at(a);

	ok(placement_from_desktop(&p, b, 0) == PLACEMENT_TELL);
	ok(placement_from_guest(&p, a, false, 1) == PLACEMENT_NOTHING);
	ok_named(placement_overrule(&p, c, 2) == PLACEMENT_ASK &&
	        rect_equals(placement_wanted(&p), c),
	    "P2-overruled-at-once");
	ok(placement_from_desktop(&p, c, 3) == PLACEMENT_TELL && rect_equals(p.told, c));
	ok(placement_from_guest(&p, c, false, 4) == PLACEMENT_NOTHING);
	ok(placement_wait_ms(&p, 5) == -1);
}

static void
test_hidden(void)
{
	struct placement p = placement_new(a, false);

	ok(placement_from_guest(&p, b, false, 0) == PLACEMENT_ASK && !p.is_asking);
	ok(placement_from_desktop(&p, c, 0) == PLACEMENT_NOTHING);
	ok(placement_wait_ms(&p, 0) == -1);
}

int
main(void)
{
	test_steps();
	test_modes();
	test_flags();
	test_desktop_moves();
	test_guest_moves();
	test_desktop_refuses();
	test_crossing();
	test_clamped();
	test_wishes();
	test_overruled();
	test_hidden();
	return done_testing();
}
