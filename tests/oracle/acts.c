/*
 * What hostile guests do.  Each act begins with a fresh worker and leaves its windows to
 * its end.
 */
#include "tests/oracle/probe.h"

#include <limits.h>
#include <poll.h>

#define POPUPS 500
#define STORM_STEPS 600
#define STORM_WINDOWS 6
#define SIDE_MOST 200 /* px */

static void
never_draws(struct probe *probe)
{
	struct rig *rig = probe->rig;

	for (uint32_t id = 1; id <= 4; id++) {
		struct rect r = {20 * (int32_t)id, 15 * (int32_t)id, 60 + id, 40 + id};

		probe_create(probe, id, r, id % 2);
		rig_map(rig, id, 0, id % 2);
		probe_answer(probe, 2);
		rig_configure(rig, id, (struct rect){r.x + 30, r.y, 90, 70});
		probe_answer(probe, 2);
		rig_plain(rig, MSG_UNMAP, id);
		rig_map(rig, id, 0, id % 2);
	}
	probe_destroy(probe, 2);
}

/* Buffers without a word of what changed in them; more of it was shown by a resize. */
static void
never_damages(struct probe *probe)
{
	struct rig *rig = probe->rig;

	for (uint32_t id = 1; id <= 4; id++) {
		probe_show(probe, id,
		    (struct rect){25 * (int32_t)id, 20 * (int32_t)id, 80, 60}, id % 2);
		probe_answer(probe, 2);
		rig_configure(rig, id, (struct rect){10, 10, 120, 90});
		probe_answer(probe, 2);
		rig_configure(rig, id, (struct rect){40, 30, 50, 20});
	}
}

static void
tiny(struct probe *probe)
{
	for (uint32_t id = 1; id <= 6; id++) {
		probe_show(probe, id,
		    (struct rect){30 * (int32_t)id, 30 * (int32_t)id, 1, 1}, id % 2);
		probe_answer(probe, 2);
		rig_damage(probe->rig, id, (struct rect){0, 0, 1, 1});
		rig_configure(probe->rig, id, (struct rect){31 * (int32_t)id, 30, 1, 30});
		rig_configure(probe->rig, id, (struct rect){32 * (int32_t)id, 60, 30, 1});
	}
}

/* The same window in each of its modes, with buffers of the mode before. */
static void
reshape(struct probe *probe)
{
	struct rig *rig = probe->rig;

	probe_show(probe, 1, (struct rect){40, 40, 100, 60}, false);
	for (uint32_t i = 0; i < 12; i++) {
		rig_plain(rig, MSG_UNMAP, 1);
		rig_configure(rig, 1,
		    (struct rect){10 + 9 * (int32_t)i, 30, 40 + 15 * i, 100 - 5 * i});
		rig_map(rig, 1, 0, i % 2 == 0);
		rig_damage(rig, 1, (struct rect){0, 0, 500, 500});
		rig_map(rig, 1, 0, i % 2 == 1); /* mapped already: no effect */
		if (i % 4 == 3) {
			rig_plain(rig, MSG_UNMAP, 1);
			rig_plain(rig, MSG_DOCK, 1);
			probe_destroy(probe, 1);
			probe_show(probe, 1, (struct rect){40, 40, 100, 60}, false);
		}
		probe_answer(probe, 1);
	}
}

/* Sizes and buffers that never fit, in one breath. */
static void
resize_mid_dump(struct probe *probe)
{
	struct rig *rig = probe->rig;

	probe_show(probe, 1, (struct rect){20, 40, 80, 60}, false);
	probe_show(probe, 2, (struct rect){120, 60, 80, 60}, true);
	for (uint32_t i = 0; i < 40; i++) {
		uint32_t id = 1 + i % 2;
		uint32_t w = 1 + probe_roll(probe, SIDE_MOST);
		uint32_t h = 1 + probe_roll(probe, SIDE_MOST);

		rig_configure(rig, id, (struct rect){(int32_t)(5 * i), 40, w, h});
		probe_dump(probe, id, 1 + probe_roll(probe, SIDE_MOST),
		    1 + probe_roll(probe, SIDE_MOST));
		rig_damage(rig, id, (struct rect){-5, -5, 400, 400});
		rig_configure(rig, id, (struct rect){(int32_t)(5 * i), 50, h, w});
		probe_answer(probe, 0);
	}
}

static void
far_away(struct probe *probe)
{
	static const int32_t ends[] = {INT_MIN, INT_MIN + 1, -32769, -32768, -300, 0, 319,
	    32767, 32768, INT_MAX - 1, INT_MAX};
	uint32_t id = 1;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		for (size_t k = 0; k < ARRAY_LEN(ends); k += 2, id++) {
			struct rect r = {ends[i], ends[k], 70, 50};
			struct rect back = {ends[k], 40, 70, 50};

			probe_show(probe, id, r, id % 2);
			rig_configure(probe->rig, id, back);
			rig_configure(probe->rig, id, r);
			if (id > 12) {
				probe_destroy(probe, id - 12);
			}
		}
		probe_answer(probe, 0);
	}
}

void
act_popups(struct probe *probe)
{
	for (uint32_t id = 1; id <= POPUPS; id++) {
		struct rect r = {(int32_t)probe_roll(probe, 400) - 40,
		    (int32_t)probe_roll(probe, 300) - 30, 12, 8};

		probe_show(probe, id, r, true);
		probe_answer(probe, 0);
	}
}

static void
storm_step(struct probe *probe, uint32_t id)
{
	struct rig *rig = probe->rig;
	struct rect r = {(int32_t)probe_roll(probe, 360) - 40,
	    (int32_t)probe_roll(probe, 260) - 20, 1 + probe_roll(probe, SIDE_MOST),
	    1 + probe_roll(probe, SIDE_MOST)};

	switch (probe_roll(probe, 6)) {
	case 0:
		rig_plain(rig, MSG_UNMAP, id);
		break;
	case 1:
		rig_map(
		    rig, id, 1 + probe_roll(probe, STORM_WINDOWS), probe_roll(probe, 2));
		break;
	case 2:
		rig_configure(rig, id, r);
		break;
	case 3:
		probe_dump(probe, id, r.width, r.height);
		break;
	case 4:
		probe_destroy(probe, id);
		probe_create(probe, id, r, probe_roll(probe, 2));
		break;
	default:
		rig_damage(rig, id, r);
		break;
	}
}

/* A thousand steps a second. */
static void
storm(struct probe *probe)
{
	for (uint32_t id = 1; id <= STORM_WINDOWS; id++) {
		probe_show(probe, id,
		    (struct rect){30 * (int32_t)id, 20 * (int32_t)id, 80, 60}, id % 2);
	}
	for (int i = 0; i < STORM_STEPS; i++) {
		storm_step(probe, 1 + probe_roll(probe, STORM_WINDOWS));
		probe_answer(probe, 1);
	}
}

const struct act acts[] = {
    {"never draws", never_draws},
    {"never damages", never_damages},
    {"1x1", tiny},
    {"reshaped", reshape},
    {"resized mid-dump", resize_mid_dump},
    {"at the ends of the numbers", far_away},
    {"500 popups", act_popups},
    {"storm at 1 kHz", storm},
};
const size_t n_acts = ARRAY_LEN(acts);

void
act_sweep(struct probe *probe)
{
	struct rig *rig = probe->rig;

	probe_show(probe, 1, (struct rect){30, 40, 100, 60}, false);
	rig_title(rig, 1, "sweep");
	probe_catch_up(probe);
	probe_show(probe, 2, (struct rect){90, 80, 60, 40}, true);
	rig_damage(rig, 1, (struct rect){10, 10, 30, 30});
	probe_catch_up(probe);
	rig_configure(rig, 1, (struct rect){50, 50, 120, 80});
	probe_dump(probe, 1, 120, 80);
	rig_configure(rig, 2, (struct rect){10, 120, 80, 30});
	probe_create(probe, 3, (struct rect){200, 100, 50, 50}, false);
	rig_map(rig, 3, 1, false);
	probe_catch_up(probe);
	rig_plain(rig, MSG_UNMAP, 1);
	rig_map(rig, 1, 0, true);
	probe_catch_up(probe);
	probe_destroy(probe, 2);
}
