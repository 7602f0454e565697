/*
 * Policy's verdicts, the keys that are down, the table of windows.
 */
#include "common/base/memfd.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
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
	ok(policy_cursor(0) == 0 && policy_cursor(152) == 152);
	ok(policy_cursor(153) == POLICY_NO_GLYPH && policy_cursor(1) == POLICY_NO_GLYPH &&
	    policy_cursor(UINT32_MAX) == POLICY_NO_GLYPH);
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
	test_limits();
	test_keys();
	test_windows();
	test_buffers();
	return done_testing();
}
