/* What the strip shows: labels, and what stands beside them. */
#include "common/base/log.h"
#include "wm/strip/strip-internal.h"

#include "common/paint/palette.h"
#include "common/x/property.h"
#include "wm/strip/paint.h"
#include "wm/strip/title.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DOM0_LABEL "dom0"
#define REPAINT_S 0.05 /* between two paintings of the content, at least */
#define TITLE_WORDS (TEXT_BYTES / 4)

/* --- what is shown ----------------------------------------------------------------- */

bool
strip_add_nobody(struct strip *strip)
{
	struct mark nobody = {
	    .label = DOM0_LABEL,
	    .colour = PALETTE_DOM0,
	    .font = strip->style.family,
	};

	return plates_set(&strip->plates, 0, &nobody);
}

void
strip_add_domain(struct strip *strip, const struct desk_domain *domain)
{
	struct mark mark = {
	    .label = domain->label,
	    .colour = domain->colour,
	    .pattern = (enum mark_pattern)domain->pattern,
	    .texture = strip->texture,
	    .font = domain->font,
	};

	if (domain->pattern < MARK_N_PATTERNS &&
	    !plates_set(&strip->plates, domain->id, &mark)) {
		log_error("out of memory: a label cannot be shown");
	}
}

void
strip_add_domains(struct strip *strip)
{
	for (const struct desk_domain *d = desk_client_next(strip->desk, NULL); d;
	     d = desk_client_next(strip->desk, d)) {
		strip_add_domain(strip, d);
	}
}

const struct plate *
strip_shown_plate(struct strip *strip)
{
	const struct plate *plate = plates_find(&strip->plates, strip->label.domain);

	return plate ? plate : plates_find(&strip->plates, 0);
}

struct panel_mark
strip_mark_on(struct strip *strip, uint32_t monitor)
{
	const struct plate *plate = strip_shown_plate(strip);

	return (struct panel_mark){plates_strip_label(&strip->plates, plate,
	                               plates_room(&strip->plates.measure, monitor)),
	    plate->tile};
}

void
strip_show_label(struct strip *strip)
{
	for (size_t i = 0; i < strip->n_panels; i++) {
		struct panel *panel = &strip->panels[i];
		struct panel_mark mark = strip_mark_on(strip, panel->area.width);

		panel_show(strip->x, panel, &mark);
	}
	strip->is_dirty = true;
}

static void
add_badge(struct paint_content *content, const struct desk_domain *domain)
{
	uint32_t flags = domain->flags &
	    (DESK_PAUSED | DESK_MISBEHAVED | DESK_ATTENTION | DESK_LIMITED);
	bool is_held_off = domain->state == DESK_HELD_OFF;

	if ((flags || is_held_off) && content->n_badges < PAINT_MOST_BADGES) {
		content->badges[content->n_badges++] = (struct paint_badge){
		    .label = domain->label,
		    .colour = domain->colour,
		    .flags = flags,
		    .is_held_off = is_held_off,
		};
	}
}

static const char *
label_of(const struct strip *strip, uint32_t id)
{
	const struct desk_domain *domain = desk_client_find(strip->desk, id);

	return domain ? domain->label : id ? "?" : DOM0_LABEL;
}

/* NULL, or why what the person types goes nowhere. */
static const char *
warning_of(const struct strip *strip)
{
	const struct desk_domain *owner = desk_client_owner_of(strip->desk, strip->focus);

	if (!desk_client_is_connected(strip->desk)) {
		return "no paravent-daemon";
	}
	if (view_is_open(&strip->view)) {
		return "attention: keys go to this view";
	}
	if (strip->was_covered) {
		return "keys off: the strip was covered";
	}
	if (owner && owner->flags & DESK_PAUSED) {
		return "paused: no keys";
	}
	return NULL;
}

/* Never a title beside the label of a domain whose it is not (P4). */
static const char *
title_of(const struct strip *strip)
{
	const struct desk_domain *owner =
	    desk_client_owner_of(strip->desk, strip->titled);

	return (owner ? owner->id : 0) == strip->label.domain ? strip->title : "";
}

static void
describe(struct strip *strip, struct paint_content *out, char clock[16])
{
	time_t now = time(NULL);

	*out = (struct paint_content){
	    .font = style_font(&strip->style),
	    .title = title_of(strip),
	    .warning = warning_of(strip),
	    .clipboard = strip->clipboard.state,
	    .source = label_of(strip, strip->clipboard.source),
	    .target =
	        strip->clipboard.target ? label_of(strip, strip->clipboard.target) : "",
	};
	for (const struct desk_domain *d = desk_client_next(strip->desk, NULL); d;
	     d = desk_client_next(strip->desk, d)) {
		add_badge(out, d);
	}
	if (strip->options->has_clock) {
		struct tm broken;

		strftime(clock, 16, "%H:%M", localtime_r(&now, &broken));
		out->clock = clock;
	}
}

static void
paint(struct strip *strip)
{
	struct paint_content content;
	char clock[16];

	strip->is_dirty = false;
	strip->painted_s = ev_now(strip->loop);
	describe(strip, &content, clock);
	for (size_t i = 0; i < strip->n_panels; i++) {
		struct rect area = strip->panels[i].area;
		struct mark_picture picture;

		content.left = strip_mark_on(strip, area.width).name->width;
		content.line = area.height - strip->plates.measure.strip_height;
		content.is_line_above = strip->options->at_bottom;
		if (paint_strip(&content, area.width, area.height, &picture)) {
			panel_fill(strip->x, &strip->panels[i], &picture);
		}
		mark_picture_finish(&picture);
	}
}

/* Not more often than eyes can follow, however often domains change. */
void
strip_paint_soon(struct strip *strip)
{
	double wait = strip->painted_s + REPAINT_S - ev_now(strip->loop);

	if (!strip->is_dirty || ev_is_active(&strip->repaint)) {
		return;
	}
	if (wait <= 0 || wait > REPAINT_S) {
		paint(strip);
		return;
	}
	ev_timer_set(&strip->repaint, wait, 0.);
	ev_timer_start(strip->loop, &strip->repaint);
}

static void
on_repaint(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	paint(timer->data);
}

static void
on_clock(struct ev_loop *loop, ev_periodic *timer, int events)
{
	struct strip *strip = timer->data;

	(void)loop;
	(void)events;
	strip->is_dirty = true;
}

void
strip_init_painting(struct strip *strip)
{
	ev_init(&strip->repaint, on_repaint);
	strip->repaint.data = strip;
	ev_periodic_init(&strip->clock, on_clock, 0., 60., NULL);
	strip->clock.data = strip;
	if (strip->options->has_clock) {
		ev_periodic_start(strip->loop, &strip->clock);
	}
}

/* --- the title --------------------------------------------------------------------- */

static void
set_title(struct strip *strip, const char *text, size_t len, enum text_encoding encoding)
{
	const struct desk_domain *owner =
	    desk_client_owner_of(strip->desk, strip->titled);
	char clean[TEXT_BYTES];
	const char *title = clean;

	text_clean(clean, text, len, encoding);
	if (owner) {
		title = text_without_label(clean, owner->label);
	}
	if (strcmp(title, strip->title) != 0) {
		snprintf(strip->title, sizeof(strip->title), "%s", title);
		strip->is_dirty = true;
	}
}

static void
take_title(struct strip *strip, const xcb_get_property_reply_t *property)
{
	bool is_text = property && property->format == 8;
	int len = is_text ? xcb_get_property_value_length(property) : 0;

	set_title(strip, len > 0 ? xcb_get_property_value(property) : "", (size_t)len,
	    property ? title_encoding(strip->x, property->type) : TEXT_UTF8);
}

static void
on_old_title(void *data, uint32_t window, const void *reply)
{
	struct strip *strip = data;

	if (window == strip->titled) {
		take_title(strip, reply);
	}
}

/* EWMH's name goes before ICCCM's. */
static void
on_title(void *data, uint32_t window, const void *reply)
{
	struct strip *strip = data;
	const xcb_get_property_reply_t *property = reply;

	if (window != strip->titled) {
		return;
	}
	if (property && xcb_get_property_value_length(property) > 0) {
		take_title(strip, property);
		return;
	}
	x_loop_await(strip->watch,
	    property_ask_words(
	        strip->x, window, XCB_ATOM_WM_NAME, XCB_ATOM_ANY, TITLE_WORDS),
	    on_old_title, window);
}

void
strip_ask_title(struct strip *strip)
{
	struct x *x = strip->x;

	x_loop_await(strip->watch,
	    property_ask_words(x, strip->titled, x->atoms[ATOM_NET_WM_NAME],
	        x->atoms[ATOM_UTF8_STRING], TITLE_WORDS),
	    on_title, strip->titled);
}

/* From now on this window's title is shown; XCB_NONE: none. */
static void
follow(struct strip *strip, xcb_window_t window)
{
	uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;

	if (strip->titled == window) {
		return;
	}
	strip->titled = window;
	set_title(strip, "", 0, TEXT_UTF8);
	if (window) {
		/* It may be gone by now. */
		x_expect_error(strip->x,
		    xcb_change_window_attributes(
		        strip->x->xcb, window, XCB_CW_EVENT_MASK, &events)
		        .sequence,
		    XCB_WINDOW);
		strip_ask_title(strip);
	}
}

static void
on_active(void *data, uint32_t key, const void *reply)
{
	struct strip *strip = data;
	uint32_t count = 0;

	(void)key;
	if (reply) {
		const uint32_t *words = property_words(reply, XCB_ATOM_WINDOW, &count);

		follow(strip, count > 0 ? words[0] : (uint32_t)XCB_NONE);
	}
}

/* A domain's window has the focus itself; of others the window manager knows which. */
void
strip_take_focus(struct strip *strip, xcb_window_t focus)
{
	strip->focus = focus;
	strip->is_dirty = true;
	if (desk_client_owner_of(strip->desk, focus)) {
		follow(strip, focus);
		return;
	}
	x_loop_await(strip->watch,
	    property_ask_words(strip->x, strip->x->screen->root,
	        strip->atoms.active_window, XCB_ATOM_WINDOW, 1),
	    on_active, 0);
}

static void
on_focus(void *data, uint32_t key, const void *reply)
{
	const xcb_get_input_focus_reply_t *focus = reply;

	(void)key;
	if (focus) {
		strip_take_focus(data, focus->focus);
	}
}

void
strip_ask_focus(struct strip *strip)
{
	x_loop_await(
	    strip->watch, xcb_get_input_focus(strip->x->xcb).sequence, on_focus, 0);
}
