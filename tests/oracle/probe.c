#include "tests/oracle/probe.h"

#include "tests/oracle/tag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SCREEN "320x240x24"
#define CELL 8u /* px: side of a painted square */

/* --- the judge, in the proxy's process --------------------------------------------- */

static bool
judge(void *data, const struct proxy_moment *moment, char *why, size_t size)
{
	const struct probe *probe = data;
	const struct oracle_rules rules = {.edge_cuts = true,
	    .fill = RIG_NEUTRAL,
	    .decoration = probe->is_paravent ? 0 : PROBE_DECORATION,
	    .bare = probe->is_paravent ? PROBE_BARE : 0};
	struct oracle_violation first;
	size_t count;

	size_t cover = oracle_cover(probe->oracle, moment->picture, PROBE_TAG);
	probe->last->cover = cover;
	if (cover > probe->last->most_cover) {
		probe->last->most_cover = cover;
	}
	bool is_worker =
	    (!probe->is_paravent || moment->client != probe->last->manager) &&
	    moment->client != probe->last->tray;
	if (moment->request == 0 && is_worker && !probe->is_managed) {
		count = oracle_area(moment->picture, PROBE_TAG);
		snprintf(why, size, "%zu pixels outlive their worker", count);
		return count == 0;
	}
	count = oracle_judge(probe->oracle, moment->picture, &rules, &first, 1);
	if (count == 0 && !probe->frames_only) {
		count =
		    label_judge_picture(probe->labels, moment->picture, false, &first, 1);
	}
	if (count == 0 && probe->plates) {
		count = plate_judge_picture(probe->plates, moment->picture, &first, 1);
	}
	if (count > 0) {
		snprintf(why, size, "%zu violations, the first at %u,%u (%06x): %s",
		    count, first.x, first.y, first.colour, oracle_kind_name(first.kind));
	}
	probe->last->is_bad = count > 0;
	snprintf(probe->last->why, sizeof(probe->last->why), "%s", why);
	return count == 0 || probe->is_managed;
}

/* --- life -------------------------------------------------------------------------- */

static void
start_proxy(struct probe *probe, const char *saved)
{
	const char *top = getenv("top_builddir");

	snprintf(probe->saved, sizeof(probe->saved), "%s/%s", top ? top : ".",
	    saved ? saved : "");
	probe->proxy = proxy_start(&(struct proxy_plan){.display = probe->rig->display,
	    .judge = judge,
	    .data = probe,
	    .saved = saved ? probe->saved : NULL});
	if (!probe->proxy) {
		rig_bail_out("no proxy");
	}
	probe->rig->worker_display = proxy_display(probe->proxy);
}

struct probe *
probe_open(struct tap *tap, const struct probe_options *options)
{
	static const struct oracle_domain domain = {PROBE_TAG,
	    {.label = RIG_LABEL, .colour = RIG_COLOUR, .pattern = MARK_STRIPES},
	    RIG_FRAME};
	struct oracle_domain least = domain;
	struct probe *probe = calloc(1, sizeof(*probe));

	if (!probe) {
		rig_bail_out("out of memory");
	}
	probe->tap = tap;
	probe->is_managed = options->manager == PROBE_OPENBOX;
	probe->is_paravent = options->manager == PROBE_PARAVENT;
	probe->frames_only = options->frames_only || probe->is_paravent;
	probe->random = 1;
	probe->patience_ms = PROBE_PATIENCE_MS;
	probe->last = proxy_share(sizeof(*probe->last));
	probe->last->tray = -1;
	least.frame_width = options->least_frame ? options->least_frame : RIG_FRAME;
	probe->oracle = oracle_create(&least, 1);
	probe->labels =
	    probe->oracle ? label_judge_create(probe->oracle, &domain, 1) : NULL;
	probe->plates = probe->is_paravent
	    ? plate_judge_create(probe->oracle, &domain, RIG_NEUTRAL, PROBE_BARE)
	    : NULL;
	if (!probe->labels || probe->is_paravent != (probe->plates != NULL)) {
		rig_bail_out("no oracle");
	}
	probe->rig = rig_create_sized(SCREEN);
	probe->rig->worker_program = options->program;
	start_proxy(probe, options->saved);
	probe_open_manager(probe);
	return probe;
}

void
probe_close(struct probe *probe)
{
	if (probe->is_paravent) {
		fake_desk_close(&probe->desk);
	}
	rig_destroy(probe->rig);
	proxy_finish(probe->proxy);
	plate_judge_destroy(probe->plates);
	label_judge_destroy(probe->labels);
	oracle_destroy(probe->oracle);
	free(probe);
}

/* What was so with the worker before. */
static void
forget(struct probe *probe)
{
	probe->client = proxy_clients(probe->proxy);
	probe->syncs = 0;
	memset(probe->is_there, 0, sizeof(probe->is_there));
}

bool
probe_try_begin(struct probe *probe)
{
	forget(probe);
	return rig_try_begin(probe->rig, 8) && probe_tell_manager(probe);
}

void
probe_begin(struct probe *probe)
{
	forget(probe);
	rig_begin(probe->rig, 8);
	if (!probe_tell_manager(probe)) {
		rig_bail_out("nobody is told whose windows come");
	}
}

int
probe_end(struct probe *probe)
{
	int status = rig_end_worker(probe->rig);

	if (proxy_clients(probe->proxy) > probe->client &&
	    !proxy_await_gone(probe->proxy, probe->client, PROBE_PATIENCE_MS)) {
		tap_diag("the worker's windows do not go");
		return -1;
	}
	return status;
}

/* --- the guest --------------------------------------------------------------------- */

uint32_t
probe_roll(struct probe *probe, uint32_t limit)
{
	probe->random = probe->random * 1664525u + 1013904223u;
	return (probe->random >> 8) % limit;
}

static void
paint(uint32_t *pixels, uint32_t width, uint32_t height, uint32_t seed)
{
	for (uint32_t y = 0; y < height; y++) {
		for (uint32_t x = 0; x < width; x++) {
			uint32_t cell = x / CELL * 37 + y / CELL * 101 + seed * 77;

			pixels[(size_t)y * width + x] =
			    tag_put(0x404040 + (cell * 0x1f3d5b & 0x7f7f7f), PROBE_TAG);
		}
	}
}

void
probe_dump(struct probe *probe, uint32_t id, uint32_t width, uint32_t height)
{
	uint32_t *pixels;
	int fd = rig_buffer(width, height, &pixels);

	paint(pixels, width, height, probe_roll(probe, 1000));
	munmap(pixels, (size_t)width * height * sizeof(*pixels));
	rig_dump(probe->rig, id, width, height, fd);
	close(fd);
}

void
probe_create(struct probe *probe, uint32_t id, struct rect r, bool popup)
{
	rig_create_window(probe->rig, id, r, popup);
	probe->is_there[id] = true;
}

void
probe_destroy(struct probe *probe, uint32_t id)
{
	rig_plain(probe->rig, MSG_DESTROY, id);
	probe->is_there[id] = false;
}

void
probe_show(struct probe *probe, uint32_t id, struct rect r, bool popup)
{
	probe_create(probe, id, r, popup);
	probe_dump(probe, id, r.width, r.height);
	rig_map(probe->rig, id, 0, popup);
}

/* As an agent does: obeys, says so, and hands over a picture of that size. */
static void
obey(struct probe *probe, const struct rig_message *m)
{
	struct rect r = {(int32_t)rig_word(m, 0), (int32_t)rig_word(m, 1), rig_word(m, 2),
	    rig_word(m, 3)};
	uint32_t id = m->window;

	if (id >= PROBE_SENTINEL || !probe->is_there[id]) {
		return;
	}
	rig_configure(probe->rig, id, r);
	if (r.width > 0 && r.height > 0 && r.width <= 640 && r.height <= 480) {
		probe_dump(probe, id, r.width, r.height);
	}
}

void
probe_answer(struct probe *probe, int ms)
{
	const struct rig_message *m;

	while ((m = rig_next(probe->rig, ms))) {
		if (m->type == MSG_CONFIGURE) {
			obey(probe, m);
		}
		ms = 0;
	}
}

static const char *
last_line(const char *text)
{
	size_t len = strlen(text);

	while (len > 1 && text[len - 2] != '\n') {
		len--;
	}
	return len > 0 ? text + len - 1 : text;
}

bool
probe_catch_up(struct probe *probe)
{
	int64_t deadline = rig_now_ms() + probe->patience_ms;
	char title[32];

	if (probe->syncs++ == 0) {
		rig_create_window(
		    probe->rig, PROBE_SENTINEL, (struct rect){3, 3, 2, 2}, false);
		rig_map(probe->rig, PROBE_SENTINEL, 0, false);
	}
	snprintf(title, sizeof(title), "sync-%u-", probe->syncs);
	rig_title(probe->rig, PROBE_SENTINEL, title);
	while (!rig_find_now(probe->rig, title)) {
		if (rig_now_ms() > deadline ||
		    proxy_is_gone(probe->proxy, probe->client)) {
			return false;
		}
		probe_answer(probe, 5);
	}
	return true;
}

bool
probe_sync(struct probe *probe)
{
	bool done = probe_catch_up(probe);

	if (!done) {
		tap_diag("not done with all; the worker said last: %s",
		    last_line(rig_log(probe->rig)));
	}
	return done;
}

bool
probe_settles(struct probe *probe)
{
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;

	while (probe->last->is_bad && rig_now_ms() < deadline) {
		probe_answer(probe, 5);
	}
	if (probe->last->is_bad) {
		tap_diag("the last picture: %s", probe->last->why);
	}
	return !probe->last->is_bad;
}

bool
probe_is_clean(struct probe *probe)
{
	bool clean = proxy_bad(probe->proxy) == 0;

	if (!clean) {
		tap_diag("%u bad pictures, the first: %s", proxy_bad(probe->proxy),
		    proxy_why(probe->proxy));
		proxy_forgive(probe->proxy);
	}
	return clean;
}

static bool
has_cover(const struct probe *probe, size_t least, size_t most)
{
	size_t cover = probe->last->cover;

	return cover >= least && cover <= most;
}

bool
probe_await_cover(struct probe *probe, size_t least, size_t most)
{
	int64_t deadline = rig_now_ms() + PROBE_PATIENCE_MS;
	bool has;

	while (!(has = has_cover(probe, least, most)) && rig_now_ms() < deadline) {
		probe_answer(probe, 5);
	}
	tap_diag("%zu px are the domain's in the end", probe->last->cover);
	return has;
}
