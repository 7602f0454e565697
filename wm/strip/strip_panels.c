/* The strip's panels: one on each monitor, as large as the display has it. */
#include "common/base/log.h"
#include "common/paint/faces.h"
#include "common/x/resolution.h"
#include "wm/strip/strip-internal.h"

#include <stdio.h>
#include <string.h>

#define LEAST_LINE 1u /* px, of the line along the edge */

static uint32_t
strip_height(const struct strip *strip)
{
	return style_px(&strip->style, strip->options->height);
}

/* Of labels: all but the line. */
static uint32_t
label_height(const struct strip *strip)
{
	uint32_t line = style_px(&strip->style, PANEL_LINE);

	return strip_height(strip) - (line > LEAST_LINE ? line : LEAST_LINE);
}

static void
destroy_panels(struct strip *strip)
{
	for (size_t i = 0; i < strip->n_panels; i++) {
		panel_destroy(strip->x, &strip->panels[i]);
	}
	strip->n_panels = 0;
}

static struct rect
area_on(const struct strip *strip, size_t monitor)
{
	return panel_area(
	    strip->monitors.at[monitor], strip_height(strip), strip->options->at_bottom);
}

/*
 * Monitors that show the same in different sizes would have strips over each other, which
 * cover each other's labels: the widest is enough.
 */
static bool
is_within_another(const struct strip *strip, size_t monitor)
{
	struct rect own = area_on(strip, monitor);

	for (size_t i = 0; i < strip->monitors.count; i++) {
		struct rect other = area_on(strip, i);

		if (i != monitor && rect_equals(rect_intersect(own, other), own) &&
		    (i < monitor || !rect_equals(own, other))) {
			return true;
		}
	}
	return false;
}

/* Adds it where it is not among them yet. */
static void
add_room(uint32_t rooms[PLATES_ROOMS], uint32_t room)
{
	size_t i = 0;

	_Static_assert(MONITORS_MOST <= PLATES_ROOMS, "each monitor has one");
	while (i + 1 < PLATES_ROOMS && rooms[i] && rooms[i] != room) {
		i++;
	}
	rooms[i] = room;
}

/* Of labels, as scale and monitors are now. */
static struct plates_measure
measure_labels(const struct strip *strip)
{
	struct plates_measure measure = {
	    .scale = strip->style.scale,
	    .strip_height = label_height(strip),
	    .warning = 2 * strip_height(strip),
	};

	for (size_t i = 0; i < strip->monitors.count; i++) {
		if (!is_within_another(strip, i)) {
			add_room(measure.rooms,
			    plates_room(&measure, strip->monitors.at[i].width));
		}
	}
	return measure;
}

void
strip_create_panels(struct strip *strip)
{
	strip->n_panels = 0;
	for (size_t i = 0; i < strip->monitors.count; i++) {
		const struct panel_place place = {
		    .monitor = strip->monitors.at[i],
		    .screen_height = strip->monitors.screen_height,
		    .height = strip_height(strip),
		    .at_bottom = strip->options->at_bottom,
		    .below = strip->shield,
		};

		struct panel_mark mark = strip_mark_on(strip, place.monitor.width);

		if (!is_within_another(strip, i)) {
			panel_create(strip->x, &strip->atoms, &place, &mark,
			    &strip->panels[strip->n_panels++]);
		}
	}
	cover_reset(&strip->cover, strip->n_panels);
	strip->is_dirty = true;
	strip_tell_reserve(strip);
}

/* --- scale and font ---------------------------------------------------------------- */

static struct strip_style
choose_style(const struct strip *strip)
{
	struct strip_style style = {.scale = strip->told.scale};

	if (style.scale == SCALE_AUTO) {
		style.scale = resolution_scale(strip->x);
	}
	snprintf(style.family, sizeof(style.family), "%s", strip->told.family);
	return style;
}

void
strip_init_style(struct strip *strip)
{
	faces_destroy(strip->faces);
	strip->style = choose_style(strip);
	strip->faces = faces_create(strip->style.family);
	strip->style.faces = strip->faces;
	struct plates_measure measure = measure_labels(strip);
	plates_init(&strip->plates, strip->x, &measure);
}

/* All names, in the style that holds now. */
static void
redraw_plates(struct strip *strip)
{
	plates_finish(&strip->plates);
	strip_init_style(strip);
	if (!strip_add_nobody(strip)) {
		bug("out of memory: no label can be shown");
	}
	strip_add_domains(strip);
}

/* --- when something changes -------------------------------------------------------- */

/* The monitors as they are now, and labels that have room on them. */
static void
take_monitors(struct strip *strip)
{
	monitors_ask(strip->x, &strip->monitors);
	struct plates_measure measure = measure_labels(strip);
	if (memcmp(&measure, &strip->plates.measure, sizeof(measure)) != 0) {
		redraw_plates(strip);
	}
}

/*
 * New panels would lie above a locker that came a moment ago, before the monitors changed
 * or since, and nobody looks for one there: from the last look on nothing else happens.
 */
static void
replace_panels(struct strip *strip)
{
	strip_look_at_lock(strip);
	take_monitors(strip); /* labels take their time */
	xcb_grab_server(strip->x->xcb);
	take_monitors(strip);
	strip_look_at_lock(strip);
	destroy_panels(strip);
	strip_create_panels(strip);
	xcb_ungrab_server(strip->x->xcb);
	xcb_flush(strip->x->xcb);
	strip_tell_cover(strip); /* until X says that the new ones are seen */
}

void
strip_look_at_monitors(struct strip *strip)
{
	struct monitors now;

	monitors_ask(strip->x, &now);
	/* From the screen's lower edge a panel at the bottom is counted (EWMH). */
	bool is_lower = strip->options->at_bottom &&
	    now.screen_height != strip->monitors.screen_height;
	if (is_lower || now.count != strip->monitors.count ||
	    memcmp(now.at, strip->monitors.at, sizeof(now.at)) != 0) {
		replace_panels(strip);
	}
}

/* Names are drawn anew, then the panels that show one of them. */
void
strip_restyle(struct strip *strip)
{
	struct strip_style style = choose_style(strip);

	if (style.scale == strip->style.scale &&
	    strcmp(style.family, strip->style.family) == 0) {
		return;
	}
	log_info("scale: %u %%", style.scale);
	redraw_plates(strip);
	replace_panels(strip);
}
