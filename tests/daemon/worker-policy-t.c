/*
 * Policy's verdicts, the keys that are down, the table of windows.
 */
#include "common/base/memfd.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "gui-daemon/guest/guard.h"
#include "gui-daemon/guest/keys.h"
#include "gui-daemon/guest/policy.h"
#include "gui-daemon/guest/windows.h"
#include "tests/unit/tap.h"

#include <string.h>

static const struct insets frame = {4, 4, 4, 18};
static const struct rect screen = {0, 0, 1000, 800};

/* clang-format off */
static const struct {
	const char *name;
	struct rect in, out;
} popups[] = {
    {"inside", {100, 100, 200, 50}, {100, 100, 200, 50}},
    {"left and above", {-500, -1, 200, 50}, {4, 4, 200, 50}},
    {"right and below", {990, 790, 200, 50}, {796, 732, 200, 50}},
    {"as large as fits", {4, 4, 992, 778}, {4, 4, 992, 778}},
    {"too large", {50, 50, 5000, 6000}, {4, 4, 992, 778}},
    {"smallest, far away", {32767, -32768, 1, 1}, {995, 4, 1, 1}},
    {"beyond all numbers", {INT32_MAX, INT32_MIN, UINT32_MAX, UINT32_MAX},
	{4, 4, 992, 778}},
};
/* clang-format on */

static void
test_popups(void)
{
	for (size_t i = 0; i < ARRAY_LEN(popups); i++) {
		struct rect r = policy_place_popup(popups[i].in, frame, screen);
		ok_named(rect_equals(r, popups[i].out), popups[i].name);
	}
	struct rect tiny =
	    policy_place_popup(popups[0].in, frame, (struct rect){0, 0, 5, 5});
	ok_named(tiny.width == 1 && tiny.height == 1, "a screen smaller than a frame");
}

/* clang-format off */
static const struct {
	const char *name;
	uint32_t width, height;
	uint64_t room;
	uint32_t cut_width, cut_height;
} cuts[] = {
    {"fits", 92, 78, 10000, 92, 78},
    {"a row too many", 92, 79, 10000, 92, 78},
    {"lower", 92, 500, 10000, 92, 78},
    {"narrower, too", 992, 500, 2300, 92, 1},
    {"no room", 992, 500, 0, 1, 1},
    {"beyond all numbers", UINT32_MAX, UINT32_MAX, 10000, 426, 1},
};
/* clang-format on */

static void
test_shares(void)
{
	struct domain_policy p = domain_policy_default();

	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		struct rect r = {5, 6, cuts[i].width, cuts[i].height};
		struct rect cut = policy_cut_popup(r, frame, cuts[i].room);
		bool same = rect_equals(
		    cut, (struct rect){5, 6, cuts[i].cut_width, cuts[i].cut_height});
		ok_named(same, cuts[i].name);
		if (!same) {
			printf("# %ux%u\n", cut.width, cut.height);
		}
	}
	ok(policy_popup_area((struct rect){0, 0, 92, 78}, frame) == 10000);
	ok(policy_popup_room(&p, screen, 0) == 400000);
	ok(policy_popup_room(&p, screen, 399999) == 1);
	ok(policy_popup_room(&p, screen, 400000) == 0 &&
	    policy_popup_room(&p, screen, UINT64_MAX) == 0);
}

static void
test_managed(void)
{
	static const struct insets none = {0};
	static const struct insets bar = {1, 1, 20, 5};
	static const struct {
		const char *name;
		int32_t in, out; /* y */
	} cases[] = {
	    {"lower than its title bar needs", 300, 300},
	    {"just below the title bar", 24, 24},
	    {"half the title bar hidden", 14, 14},
	    {"more than half hidden", 13, 24},
	    {"in the corner", 0, 24},
	    {"beyond all numbers", INT32_MIN, 24},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rect in = {-30, cases[i].in, 200, 100};
		struct rect r = policy_place_managed(in, frame, bar, screen);
		ok_named(r.x == -30 && r.y == cases[i].out && r.width == 200 &&
		        r.height == 100,
		    cases[i].name);
	}
	ok(policy_place_managed((struct rect){0, 0, 9, 9}, frame, none, screen).y == 4);
}

static void
test_limits(void)
{
	struct domain_policy p = domain_policy_default();

	ok(policy_may_create(&p, 299) && !policy_may_create(&p, 300));
	ok(policy_may_hold(&p, 0, 131072) && !policy_may_hold(&p, 1, 131072));
	ok(!policy_may_hold(&p, UINT64_MAX, 1) && !policy_may_hold(&p, 1, UINT64_MAX));
	ok(!policy_may_hover(&p, false, false) && policy_may_hover(&p, true, false) &&
	    policy_may_hover(&p, false, true));
	p.hover = HOVER_ALWAYS;
	ok(policy_may_hover(&p, false, false));
	ok(policy_flags(&p, WIN_ALL_FLAGS) == (WIN_ATTENTION | WIN_MINIMISED) &&
	    policy_flags(&p, WIN_FULLSCREEN) == WIN_ATTENTION &&
	    policy_flags(&p, WIN_MINIMISED) == WIN_MINIMISED);
	p.attention = 0;
	ok(policy_flags(&p, WIN_ALL_FLAGS) == WIN_MINIMISED);
	p.fullscreen = FULLSCREEN_ALLOW;
	ok(policy_flags(&p, WIN_ALL_FLAGS) == (WIN_FULLSCREEN | WIN_MINIMISED));
	p.fullscreen = FULLSCREEN_NEVER;
	p.attention = 1;
	ok(policy_flags(&p, WIN_FULLSCREEN) == 0);
	ok(domain_policy_is_sane(&p));
	p.windows = 0;
	ok(!domain_policy_is_sane(&p));
	p = domain_policy_default();
	ok(policy_cursor(&p, 0) == 0 && policy_cursor(&p, 152) == 152);
	ok(policy_cursor(&p, 153) == POLICY_NO_GLYPH &&
	    policy_cursor(&p, 1) == POLICY_NO_GLYPH &&
	    policy_cursor(&p, 154) == POLICY_NO_GLYPH &&
	    policy_cursor(&p, UINT32_MAX) == POLICY_NO_GLYPH);
	ok(!cursor_set_read("left_ptr xterm", &p.cursors));
	ok(policy_cursor(&p, 68) == 68 && policy_cursor(&p, 152) == 152 &&
	    policy_cursor(&p, 150) == POLICY_NO_GLYPH);
	ok(!cursor_set_read("none", &p.cursors) &&
	    policy_cursor(&p, 68) == POLICY_NO_GLYPH);
}

/* --- the guard ------------------------------------------------------------------------
 */

enum step {
	SHOWN,
	RAISED,
	RAISED_UNDER,
	FOCUS,
	UNFOCUS,
	PRESS,
};

struct act {
	enum step step;
	int64_t at_ms;
};

/* clang-format off */
static const struct {
	const char *name;
	struct act acts[5];
	size_t count;
	int64_t now_ms;
	bool press, popup_press, key; /* swallowed */
} guards[] = {
    {"never shown", {{FOCUS, 0}}, 1, 1000, false, false, false},
    {"just shown", {{SHOWN, 1000}}, 1, 1000, true, true, true},
    {"at the end", {{SHOWN, 1000}}, 1, 1499, true, true, true},
    {"after it", {{SHOWN, 1000}}, 1, 1500, false, false, true},
    {"restarts", {{SHOWN, 1000}, {SHOWN, 1400}}, 2, 1600, true, true, true},
    {"the clock is set back", {{SHOWN, 1000}}, 1, 10, false, false, true},
    {"focus from nowhere", {{FOCUS, 1000}}, 1, 1499, false, false, true},
    {"focus, in time", {{FOCUS, 1000}}, 1, 1500, false, false, false},
    {"focus by a click", {{FOCUS, 1000}, {PRESS, 1002}}, 2, 1003, false, false, false},
    {"a click, then focus", {{PRESS, 1000}, {FOCUS, 1900}}, 2, 1901, false, false, false},
    {"a click long ago", {{PRESS, 1000}, {FOCUS, 2000}}, 2, 2001, false, false, true},
    {"popup of the focused", {{FOCUS, 0}, {SHOWN, 1000}}, 2, 1000, true, false, false},
    {"popup, focus too new", {{FOCUS, 900}, {SHOWN, 1000}}, 2, 1000, true, true, true},
    {"popup, focus gone", {{FOCUS, 0}, {UNFOCUS, 900}, {SHOWN, 1000}}, 3, 1000,
	true, true, true},
    {"focus moves within", {{FOCUS, 0}, {UNFOCUS, 1000}, {FOCUS, 1050}}, 3, 1051,
	false, false, false},
    {"focus comes back", {{FOCUS, 0}, {UNFOCUS, 1000}, {FOCUS, 1100}}, 3, 1101,
	false, false, true},
    {"raised", {{RAISED, 1000}}, 1, 1001, true, true, true},
    {"raised under the pointer", {{RAISED_UNDER, 1000}}, 1, 1001, false, false, true},
    {"uncovered, focused", {{FOCUS, 0}, {RAISED, 1000}}, 2, 1001, false, false, false},
    {"raised with its focus", {{FOCUS, 1000}, {RAISED, 1001}}, 2, 1002, true, true, true},
};
/* clang-format on */

static void
play(struct guard *g, struct guard_window *w, struct act act)
{
	switch (act.step) {
	case SHOWN:
		guard_appeared(w, act.at_ms);
		break;
	case RAISED:
	case RAISED_UNDER:
		guard_uncovered(g, w, act.step == RAISED_UNDER, act.at_ms);
		break;
	case FOCUS:
	case UNFOCUS:
		guard_focus(g, act.step == FOCUS, act.at_ms);
		break;
	case PRESS:
		guard_pressed(g, act.at_ms);
		break;
	}
}

static void
test_guard(void)
{
	for (size_t i = 0; i < ARRAY_LEN(guards); i++) {
		struct guard g = guard_new(500);
		struct guard_window w = {.is_armed = false};
		int64_t now_ms = guards[i].now_ms;

		for (size_t n = 0; n < guards[i].count; n++) {
			play(&g, &w, guards[i].acts[n]);
		}
		ok_named(guard_swallows_press(&g, &w, false, now_ms) == guards[i].press &&
		        guard_swallows_press(&g, &w, true, now_ms) ==
		            guards[i].popup_press &&
		        guard_swallows_key(&g, now_ms) == guards[i].key,
		    guards[i].name);
	}
	struct guard none = guard_new(0);
	struct guard_window w;
	guard_focus(&none, true, 1000);
	guard_appeared(&w, 1000);
	ok_named(!guard_swallows_press(&none, &w, false, 1000) &&
	        !guard_swallows_key(&none, 1000),
	    "no guard");
	struct rect r = {10, 10, 100, 100};
	ok(!guard_covers_more(r, r) &&
	    !guard_covers_more(r, (struct rect){20, 20, 50, 50}));
	ok(guard_covers_more(r, (struct rect){11, 10, 100, 100}) &&
	    guard_covers_more(r, (struct rect){10, 10, 100, 101}));
}

static void
test_keys(void)
{
	struct keys keys = {{0}};
	uint8_t held[KEYS_BYTES] = {0};

	ok(!keys_release(&keys, 38));
	keys_press(&keys, 38);
	keys_press(&keys, 255);
	keys_press(&keys, 8);
	ok(keys_is_down(&keys, 38) && keys_is_down(&keys, 255) &&
	    !keys_is_down(&keys, 39));
	held[38 / 8] = 1 << 38 % 8;
	ok(keys_take_stuck(&keys, held) == 8 && keys_take_stuck(&keys, held) == 255 &&
	    keys_take_stuck(&keys, held) == -1);
	ok(keys_release(&keys, 38) && !keys_release(&keys, 38));
	ok(keys_take_stuck(&keys, NULL) == -1);
}

static void
test_windows(void)
{
	struct windows windows = {.count = 0};
	struct window_place place = {.content = {0, 0, 10, 10}};
	bool all = true;

	for (uint32_t i = 0; i < 300; i++) {
		struct window *w = windows_add(&windows, i * 0x200000u + i % 7, &place);
		all = all && w;
	}
	ok(all && windows.count == 300);
	for (uint32_t i = 0; i < 300; i++) {
		struct window *w = windows_find(&windows, i * 0x200000u + i % 7);
		all = all && w && w->id == i * 0x200000u + i % 7;
		if (i % 2) {
			windows_remove(&windows, w);
		}
	}
	ok(all && windows.count == 150);
	ok(!windows_find(&windows, 0x200001u) && windows_find(&windows, 0));
	windows_finish(&windows);
	ok(windows.count == 0 && !windows.first && !windows_find(&windows, 0));
}

static void
test_buffers(void)
{
	struct windows windows = {.count = 0};
	struct window_place place = {.content = {0, 0, 10, 10}};
	struct window *w = windows_add(&windows, 1, &place);
	const char *why;

	struct pixbuf *p = pixbuf_from_memfd(
	    memfd_create_sealed("test", 5 * PAGE_BYTES), 64, 64, 8, &why);
	ok(w && p && pixbuf_pages(p) == 5);
	windows_set_buffer(&windows, w, p);
	ok(windows.pages == 5);
	ok(!pixbuf_from_memfd(
	       memfd_create_sealed("test", 9 * PAGE_BYTES), 64, 64, 8, &why) &&
	    strstr(why, "may hold"));
	ok(!pixbuf_from_memfd(
	       memfd_create_sealed("test", 64 * 64 * 4 - 1), 64, 64, 8, &why) &&
	    strstr(why, "smaller"));
	ok(!pixbuf_from_memfd(-1, 64, 64, 8, &why));
	uint8_t row[16];
	ok(pixbuf_copy(p, (struct rect){60, 63, 4, 1}, row) && row[0] == 0);
	windows_set_buffer(&windows, w, NULL);
	ok(windows.pages == 0);
	windows_finish(&windows);
}

int
main(void)
{
	test_popups();
	test_shares();

	test_managed();
	test_limits();
	test_guard();
	test_keys();
	test_windows();
	test_buffers();
	return done_testing();
}
