/*
 * P1, P11, P21, P30: icons in the desktop's tray, whatever their guest and the tray do.
 * After each request of the worker's and of the tray's each pixel of the guest lies in
 * its domain's mark; and the oracle sees it where it does not.
 */
#include "tests/daemon/tray.h"
#include "tests/oracle/probe.h"
#include "tests/oracle/tag.h"

#include <limits.h>
#include <stdlib.h>

#define FRAME 3u /* px of an icon's frame, each side */
#define ICONS 12u
#define STORM_STEPS 250
#define REDRAWS 12
#define POPUP 20u /* a window that is no icon */

static struct tray tray;
static bool is_mute; /* the guest answers nothing: to a new size it gives no picture */

/* --- the tray ---------------------------------------------------------------------- */

/* Behind the proxy, as the worker: its requests are judged, too. */
static void
come(struct probe *probe, bool saves)
{
	probe->last->tray = proxy_clients(probe->proxy);
	if (!tray_open(&tray, proxy_display(probe->proxy), saves)) {
		rig_bail_out("no tray");
	}
}

/* The next may have its place only when its windows are gone. */
static void
go(struct probe *probe)
{
	uint32_t client = (uint32_t)probe->last->tray;

	tray_die(&tray);
	if (!proxy_await_gone(probe->proxy, client, PROBE_PATIENCE_MS)) {
		rig_bail_out("the tray's windows do not go");
	}
}

static void
serve(struct probe *probe, int ms)
{
	if (tray.x) {
		tray_serve(&tray);
	}
	if (is_mute) {
		rig_pump(probe->rig, ms);
	} else {
		probe_answer(probe, ms);
	}
}

/* In the middle of slot i lies the guest's picture, or what is there instead of one. */
static bool
is_in_slot(struct probe *probe, size_t i, bool is_drawn)
{
	struct rect slot = tray_slot(&tray, i);
	uint32_t colour =
	    rig_pixel(probe->rig, slot.x + TRAY_SLOT / 2, slot.y + TRAY_SLOT / 2) &
	    0xffffff;

	return is_drawn ? tag_of(colour) == PROBE_TAG : colour == RIG_NEUTRAL;
}

/* So many icons are; one that comes while another goes takes any slot that is free. */
static bool
is_docked(struct probe *probe, size_t count, bool is_drawn)
{
	for (size_t i = 0; i < tray.count; i++) {
		count -= count > 0 && is_in_slot(probe, i, is_drawn);
	}
	return count == 0;
}

static void
await_docked(struct probe *probe, size_t count, bool is_drawn, const char *what)
{
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;
	bool is;

	while (!(is = is_docked(probe, count, is_drawn)) && rig_now_ms() < deadline) {
		serve(probe, 5);
	}
	tap_ok(probe->tap, is, "%s", what);
	if (!is) {
		tap_diag("the tray has %zu icons; the worker said: %s", tray.count,
		    rig_log(probe->rig));
	}
}

/* The tray gives the icon in slot i another size. */
static void
squeeze(struct probe *probe, size_t i, uint32_t side)
{
	const uint32_t size[] = {side, side};

	xcb_configure_window(tray.x, tray.icons[i],
	    XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, size);
	serve(probe, 2);
}

/* --- guests ------------------------------------------------------------------------ */

static void
dock(struct probe *probe, uint32_t id, uint32_t side, bool is_drawn)
{
	probe_create(probe, id, (struct rect){40, 40, side, side}, true);
	rig_plain(probe->rig, MSG_DOCK, id);
	if (is_drawn) {
		probe_dump(probe, id, side, side);
	}
}

static void
redraws(struct probe *probe)
{
	dock(probe, 1, 64, true);
	dock(probe, 2, 5, true);
	come(probe, false);
	await_docked(probe, 1, true, "an icon is in the tray");
	await_docked(probe, 2, true, "so is a second one");
	for (int i = 0; i < REDRAWS; i++) {
		uint32_t side = i % 3 == 0 ? TRAY_SLOT - 2 * FRAME : 8u * (uint32_t)i + 1;

		probe_dump(probe, 1, side, side);
		rig_damage(probe->rig, 1, (struct rect){0, 0, side, side});
		rig_damage(probe->rig, 2, (struct rect){-9, -9, 500, 500});
		serve(probe, 2);
	}
}

static void
never_draws(struct probe *probe)
{
	come(probe, false);
	dock(probe, 1, 64, false);
	is_mute = true;
	await_docked(probe, 1, false, "an icon that is never drawn is in the tray");
	rig_damage(probe->rig, 1, (struct rect){0, 0, 64, 64});
	rig_configure(probe->rig, 1, (struct rect){0, 0, 200, 200});
	serve(probe, 5);
	is_mute = false;
}

/* Other sizes and places, other modes, another window of that id. */
static void
reshape(struct probe *probe)
{
	struct rig *rig = probe->rig;

	dock(probe, 1, 64, true);
	come(probe, false);
	await_docked(probe, 1, true, "an icon is in the tray");
	for (int i = 0; i < 10; i++) {
		rig_configure(rig, 1, (struct rect){5 * i, 5 * i, 300, 200});
		rig_configure(rig, 1, (struct rect){INT_MIN, INT_MAX, 1, 1});
		rig_map(rig, 1, 0, i % 2);
		rig_title(rig, 1, "an icon");
		probe_dump(probe, 1, 1 + probe_roll(probe, 99), 1);
		rig_plain(rig, MSG_UNMAP, 1);
		rig_plain(rig, MSG_DOCK, 1);
		serve(probe, 1);
		if (i % 3 == 2) {
			probe_destroy(probe, 1);
			probe_show(probe, 1, (struct rect){60, 120, 90, 60}, i % 2);
			serve(probe, 1);
			probe_destroy(probe, 1);
			dock(probe, 1, 64, true);
		}
	}
	probe_dump(probe, 1, 64, 64);
	await_docked(probe, 1, true, "and it is there in the end");
}

/* The panel that the tray is part of changes its size. */
static void
is_squeezed(struct probe *probe)
{
	static const uint32_t sides[] = {7, 24, 18, 6, 1, 11, 24};

	dock(probe, 1, 64, true);
	come(probe, false);
	await_docked(probe, 1, true, "an icon is in the tray");
	for (size_t i = 0; i < ARRAY_LEN(sides); i++) {
		squeeze(probe, 0, sides[i]);
		rig_damage(probe->rig, 1, (struct rect){0, 0, 500, 500});
		serve(probe, 2);
	}
	await_docked(probe, 1, true, "an icon is there after all sizes");
}

static void
storm_step(struct probe *probe, uint32_t id)
{
	uint32_t side = 1 + probe_roll(probe, 80);

	switch (probe_roll(probe, 5)) {
	case 0:
		rig_configure(probe->rig, id, (struct rect){(int32_t)side, 9, side, 9});
		break;
	case 1:
		probe_destroy(probe, id);
		dock(probe, id, side, side % 4);
		break;
	case 2:
		rig_plain(probe->rig, MSG_DOCK, id);
		break;
	case 3:
		rig_damage(probe->rig, id, (struct rect){-5, -5, 300, 300});
		break;
	default:
		probe_dump(probe, id, side, side);
		break;
	}
}

/* With another tray from time to time, and icons that it leaves or takes along. */
static void
storm(struct probe *probe)
{
	come(probe, false);
	for (uint32_t id = 1; id <= ICONS; id++) {
		dock(probe, id, 24, true);
	}
	for (int i = 0; i < STORM_STEPS; i++) {
		storm_step(probe, 1 + probe_roll(probe, ICONS));
		serve(probe, 1);
		if (i % 50 == 49) {
			go(probe);
			come(probe, i % 100 == 49);
		}
	}
}

static void
trays_die(struct probe *probe)
{
	dock(probe, 1, 64, true);
	dock(probe, 2, 64, false);
	probe_show(probe, POPUP, (struct rect){20, 100, 60, 30}, true);
	for (int i = 0; i < 6; i++) {
		come(probe, i % 2);
		await_docked(probe, 1, true, "an icon is in each tray");
		probe_dump(probe, 1, 24, 24);
		go(probe);
		rig_damage(probe->rig, 1, (struct rect){0, 0, 64, 64});
		serve(probe, i);
	}
	come(probe, false);
	await_docked(probe, 1, true, "and in the last");
}

static const struct act icon_acts[] = {
    {"redrawn", redraws},
    {"never drawn", never_draws},
    {"reshaped", reshape},
    {"squeezed by the tray", is_squeezed},
    {"storm", storm},
    {"trays die", trays_die},
};

static void
watch_act(struct probe *probe, const struct act *act)
{
	uint32_t before = proxy_judged(probe->proxy);

	probe_begin(probe);
	act->play(probe);
	bool serves = probe_sync(probe);
	tap_ok(probe->tap, serves && probe_end(probe) == WORKER_ENDED,
	    "%s: the worker serves to the end, and ends well", act->name);
	go(probe);
	tap_ok(probe->tap, probe_is_clean(probe), "P1-icons: %s", act->name);
	tap_diag(
	    "%s: %u different pictures", act->name, proxy_judged(probe->proxy) - before);
}

static void
watch_all(struct tap *tap)
{
	struct probe *probe = probe_open(tap,
	    &(struct probe_options){
	        .least_frame = FRAME, .saved = "tests/oracle/icons.png"});

	for (size_t i = 0; i < ARRAY_LEN(icon_acts); i++) {
		watch_act(probe, &icon_acts[i]);
	}
	probe_close(probe);
}

/* --- the oracle sees it ------------------------------------------------------------ */

static const struct {
	const char *name;
	bool is_caught;
} faults[] = {
    {"nothing", false},
    {"pixels in the frame", true},
    {"a column too many", true},
    {"sides that stay behind", true},
};

static void
try_fault(struct probe *probe, const char *fault, bool is_caught)
{
	setenv("PARAVENT_BREAK", fault, 1);
	probe_begin(probe);
	dock(probe, 1, 64, true);
	come(probe, false);
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;
	while (rig_now_ms() < deadline && proxy_bad(probe->proxy) == 0 &&
	    !is_docked(probe, 1, true)) {
		serve(probe, 5);
	}
	squeeze(probe, 0, TRAY_SLOT / 2);
	bool serves = probe_sync(probe);
	tap_ok(probe->tap, serves && probe_end(probe) == WORKER_ENDED,
	    "a worker with %s serves", fault);
	go(probe);
	tap_ok(probe->tap, probe_is_clean(probe) != is_caught,
	    "P1-icons: the oracle catches %s", fault);
}

static void
try_faults(struct tap *tap)
{
	struct probe *probe = probe_open(tap,
	    &(struct probe_options){
	        .least_frame = FRAME, .program = "tests/oracle/broken-guest"});

	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		try_fault(probe, faults[i].name, faults[i].is_caught);
	}
	probe_close(probe);
}

int
main(void)
{
	struct tap tap = {0};

	watch_all(&tap);
	try_faults(&tap);
	return tap_done(&tap);
}
