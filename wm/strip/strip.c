#include "wm/strip/strip.h"

#include "common/base/log.h"
#include "common/x/property.h"
#include "wm/strip/paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DOM0_LABEL "dom0"
#define DOM0_COLOUR 0x484c54
#define REPAINT_S 0.05 /* between two paintings of the content, at least */
#define RAISE_S 0.05   /* between two raises, at least */
#define TITLE_WORDS (TEXT_BYTES / 4)

/* --- plates ------------------------------------------------------------------------ */

static struct plate *
find_plate(struct strip *strip, uint32_t domain)
{
	struct plate *plate = strip->plates;

	while (plate && plate->domain != domain) {
		plate = plate->next;
	}
	return plate;
}

static void
drop_plate(struct strip *strip, uint32_t domain)
{
	struct plate **at = &strip->plates;

	while (*at && (*at)->domain != domain) {
		at = &(*at)->next;
	}
	struct plate *plate = *at;
	if (plate) {
		*at = plate->next;
		plate_destroy(strip->x, plate);
	}
}

/* NULL when out of memory. */
static struct plate *
add_plate(struct strip *strip, uint32_t domain, const struct mark *mark)
{
	uint32_t height = strip->options->height - PANEL_LINE;
	struct mark_picture label = {0};
	struct mark_picture tile = {0};
	struct plate *plate = NULL;

	if (mark_paint_label(mark, height, &label) && mark_paint_tile(mark, &tile)) {
		plate = plate_create(strip->x, domain, &label, &tile);
	}
	mark_picture_finish(&label);
	mark_picture_finish(&tile);
	if (plate) {
		plate->next = strip->plates;
		strip->plates = plate;
	}
	return plate;
}

/* --- what is shown ----------------------------------------------------------------- */

static const struct plate *
shown_plate(struct strip *strip)
{
	const struct plate *plate = find_plate(strip, strip->label.domain);

	return plate ? plate : strip->nobody;
}

static void
show_label(struct strip *strip)
{
	const struct plate *plate = shown_plate(strip);

	for (size_t i = 0; i < strip->n_panels; i++) {
		panel_show(strip->x, &strip->panels[i], plate);
	}
	strip->is_dirty = true;
}

static void
add_badge(struct paint_content *content, const struct desk_domain *domain)
{
	uint32_t flags = domain->flags & (DESK_PAUSED | DESK_MISBEHAVED | DESK_ATTENTION);
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
	if (strip->was_covered) {
		return "keys off: the strip was covered";
	}
	if (owner && owner->flags & DESK_PAUSED) {
		return "paused: no keys";
	}
	return NULL;
}

static void
describe(struct strip *strip, struct paint_content *out, char clock[16])
{
	time_t now = time(NULL);

	*out = (struct paint_content){
	    .left = shown_plate(strip)->label_width,
	    .title = strip->title,
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

		if (paint_strip(&content, area.width, area.height, &picture)) {
			panel_fill(strip->x, &strip->panels[i], &picture);
		}
		mark_picture_finish(&picture);
	}
}

/* Not more often than eyes can follow, however often domains change. */
static void
paint_soon(struct strip *strip)
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

/* --- the title --------------------------------------------------------------------- */

static void
set_title(struct strip *strip, const char *text, size_t len)
{
	const struct desk_domain *owner =
	    desk_client_owner_of(strip->desk, strip->titled);
	char clean[TEXT_BYTES];
	const char *title = clean;

	text_clean(clean, text, len, false);
	if (owner) {
		title = text_without_label(clean, owner->label);
	}
	if (strcmp(title, strip->title) != 0) {
		snprintf(strip->title, sizeof(strip->title), "%s", title);
		strip->is_dirty = true;
	}
}

static void
on_title(void *data, uint32_t window, const void *reply)
{
	struct strip *strip = data;
	const xcb_get_property_reply_t *property = reply;

	if (window == strip->titled && property && property->format == 8) {
		set_title(strip, xcb_get_property_value(property),
		    (size_t)xcb_get_property_value_length(property));
	}
}

static void
ask_title(struct strip *strip)
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
	set_title(strip, "", 0);
	if (window) {
		/* It may be gone by now. */
		x_expect_error(strip->x,
		    xcb_change_window_attributes(
		        strip->x->xcb, window, XCB_CW_EVENT_MASK, &events)
		        .sequence,
		    XCB_WINDOW);
		ask_title(strip);
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
static void
take_focus(struct strip *strip, xcb_window_t focus)
{
	strip->focus = focus;
	strip->is_dirty = true;
	if (desk_client_owner_of(strip->desk, focus)) {
		follow(strip, focus);
		return;
	}
	x_loop_await(strip->watch,
	    property_ask_words(strip->x, strip->x->screen->root, strip->active_window,
	        XCB_ATOM_WINDOW, 1),
	    on_active, 0);
}

static void
on_focus(void *data, uint32_t key, const void *reply)
{
	const xcb_get_input_focus_reply_t *focus = reply;

	(void)key;
	if (focus) {
		take_focus(data, focus->focus);
	}
}

static void
ask_focus(struct strip *strip)
{
	x_loop_await(
	    strip->watch, xcb_get_input_focus(strip->x->xcb).sequence, on_focus, 0);
}

/* --- what the daemon says ---------------------------------------------------------- */

static void
tell_cover(struct strip *strip)
{
	bool is_covered = cover_is_covered(&strip->cover);

	if (is_covered != strip->was_covered) {
		strip->was_covered = is_covered;
		strip->is_dirty = true;
		desk_client_covered(strip->desk, is_covered);
	}
}

static void
on_welcome(void *data, const struct desk_welcome *welcome)
{
	struct strip *strip = data;

	(void)welcome;
	strip->was_covered = false; /* as the daemon takes it to be */
	tell_cover(strip);
	strip->is_dirty = true;
}

static bool
has_same_mark(const struct desk_domain *a, const struct desk_domain *b)
{
	return a->colour == b->colour && a->pattern == b->pattern &&
	    strcmp(a->label, b->label) == 0;
}

static void
on_domain(void *data, const struct desk_domain *domain, const struct desk_domain *before)
{
	struct strip *strip = data;
	struct mark mark = {
	    .label = domain->label,
	    .colour = domain->colour,
	    .pattern = (enum mark_pattern)domain->pattern,
	};

	strip->is_dirty = true;
	if ((before && has_same_mark(domain, before)) ||
	    domain->pattern >= MARK_N_PATTERNS) {
		return;
	}
	drop_plate(strip, domain->id);
	if (!add_plate(strip, domain->id, &mark)) {
		log_error("out of memory: a label cannot be shown");
	}
	if (strip->label.domain == domain->id) {
		show_label(strip);
	}
}

static void
on_gone(void *data, const struct desk_domain *domain)
{
	struct strip *strip = data;

	if (strip->label.domain == domain->id) {
		strip->label.domain = 0;
		show_label(strip);
	}
	drop_plate(strip, domain->id);
	strip->is_dirty = true;
}

/* The X server has drawn the label before it answered this. */
static void
on_drawn(void *data, uint32_t serial, const void *reply)
{
	struct strip *strip = data;
	const xcb_get_input_focus_reply_t *focus = reply;

	if (serial == strip->label.serial && focus) {
		desk_client_shown(strip->desk, serial);
		take_focus(strip, focus->focus);
	}
}

static void
on_label(void *data, const struct desk_label *label)
{
	struct strip *strip = data;

	if (label->domain && !find_plate(strip, label->domain)) {
		log_error("a label that cannot be shown: no keys");
		return;
	}
	strip->label = *label;
	show_label(strip);
	x_loop_await(strip->watch, xcb_get_input_focus(strip->x->xcb).sequence, on_drawn,
	    label->serial);
}

static void
on_clipboard(void *data, const struct desk_clipboard *clipboard)
{
	struct strip *strip = data;

	strip->clipboard = *clipboard;
	strip->is_dirty = true;
}

static void
on_lost(void *data)
{
	struct strip *strip = data;

	strip->label = (struct desk_label){0};
	strip->clipboard = (struct desk_clipboard){0};
	show_label(strip);
}

/* --- panels ------------------------------------------------------------------------ */

static void
destroy_panels(struct strip *strip)
{
	for (size_t i = 0; i < strip->n_panels; i++) {
		panel_destroy(strip->x, &strip->panels[i]);
	}
	strip->n_panels = 0;
}

/* One on each monitor as they are now. */
static void
create_panels(struct strip *strip)
{
	const struct strip_options *o = strip->options;

	monitors_ask(strip->x, &strip->monitors);
	for (size_t i = 0; i < strip->monitors.count; i++) {
		panel_create(strip->x, &strip->atoms, strip->monitors.at[i], o->height,
		    o->at_bottom, shown_plate(strip), &strip->panels[i]);
	}
	strip->n_panels = strip->monitors.count;
	cover_reset(&strip->cover, strip->n_panels);
	strip->is_dirty = true;
}

static void
on_monitors_changed(struct strip *strip)
{
	struct monitors now;

	monitors_ask(strip->x, &now);
	if (now.count == strip->monitors.count &&
	    memcmp(now.at, strip->monitors.at, sizeof(now.at)) == 0) {
		return;
	}
	destroy_panels(strip);
	create_panels(strip);
	tell_cover(strip); /* until X says that the new ones are seen */
}

static void
raise_panels(struct strip *strip)
{
	strip->raised_s = ev_now(strip->loop);
	for (size_t i = 0; i < strip->n_panels; i++) {
		panel_raise(strip->x, &strip->panels[i]);
	}
}

static void
on_raise(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	raise_panels(timer->data);
}

/* At once, but not again and again against somebody who does the same. */
static void
raise_soon(struct strip *strip)
{
	double wait = strip->raised_s + RAISE_S - ev_now(strip->loop);

	if (ev_is_active(&strip->raise)) {
		return;
	}
	if (wait <= 0 || wait > RAISE_S) {
		raise_panels(strip);
		return;
	}
	ev_timer_set(&strip->raise, wait, 0.);
	ev_timer_start(strip->loop, &strip->raise);
}

static void
take_visibility(struct strip *strip, const xcb_visibility_notify_event_t *e)
{
	bool is_seen = e->state == XCB_VISIBILITY_UNOBSCURED;

	for (size_t i = 0; i < strip->n_panels; i++) {
		if (e->window == strip->panels[i].label) {
			strip->cover.is_seen[i] = is_seen;
			tell_cover(strip);
		} else if (e->window == strip->panels[i].top && !is_seen) {
			raise_soon(strip);
		}
	}
}

/* --- X ----------------------------------------------------------------------------- */

static void
take_property(struct strip *strip, const xcb_property_notify_event_t *e)
{
	if (e->window == strip->x->screen->root && e->atom == strip->active_window) {
		ask_focus(strip);
	} else if (e->window == strip->titled &&
	    e->atom == strip->x->atoms[ATOM_NET_WM_NAME]) {
		ask_title(strip);
	}
}

static void
on_event(void *data, const xcb_generic_event_t *event)
{
	struct strip *strip = data;
	uint8_t type = event->response_type & 0x7f;
	bool is_randr = strip->randr_event && type >= strip->randr_event &&
	    type <= strip->randr_event + 1;

	if (type == XCB_VISIBILITY_NOTIFY) {
		take_visibility(strip, (const void *)event);
	} else if (type == XCB_PROPERTY_NOTIFY) {
		take_property(strip, (const void *)event);
	} else if (is_randr || type == XCB_CONFIGURE_NOTIFY) {
		on_monitors_changed(strip);
	}
}

static bool
on_error(void *data, const xcb_generic_error_t *error)
{
	(void)data;
	/* Another client's window may go at any time: nothing of ours depends on it. */
	log_debug("X error %u of request %u", error->error_code, error->major_code);
	return true;
}

static void
on_settle(void *data)
{
	paint_soon(data);
}

static void
on_ended(void *data, const char *why)
{
	struct strip *strip = data;

	strip->ended(strip->data, why);
}

/* --- life -------------------------------------------------------------------------- */

static void
watch_root(struct strip *strip)
{
	static const char name[] = "_NET_ACTIVE_WINDOW";
	uint32_t events =
	    XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY;
	xcb_connection_t *xcb = strip->x->xcb;
	xcb_intern_atom_reply_t *atom = xcb_intern_atom_reply(
	    xcb, xcb_intern_atom(xcb, 0, sizeof(name) - 1, name), NULL);

	strip->active_window = atom ? atom->atom : (xcb_atom_t)XCB_ATOM_NONE;
	free(atom);
	xcb_change_window_attributes(
	    xcb, strip->x->screen->root, XCB_CW_EVENT_MASK, &events);
	strip->randr_event = monitors_watch(strip->x);
	panel_find_atoms(strip->x, &strip->atoms);
}

static void
start_timers(struct strip *strip)
{
	ev_init(&strip->repaint, on_repaint);
	strip->repaint.data = strip;
	ev_init(&strip->raise, on_raise);
	strip->raise.data = strip;
	ev_periodic_init(&strip->clock, on_clock, 0., 60., NULL);
	strip->clock.data = strip;
	if (strip->options->has_clock) {
		ev_periodic_start(strip->loop, &strip->clock);
	}
}

static bool
connect_both(struct strip *strip)
{
	struct x_loop_owner owner = {
	    .event = on_event,
	    .error = on_error,
	    .settle = on_settle,
	    .ended = on_ended,
	    .data = strip,
	};
	struct desk_listener listener = {
	    .welcome = on_welcome,
	    .domain = on_domain,
	    .gone = on_gone,
	    .label = on_label,
	    .clipboard = on_clipboard,
	    .lost = on_lost,
	    .data = strip,
	};

	strip->watch = x_loop_create(strip->loop, strip->x, &owner);
	strip->desk =
	    desk_client_create(strip->loop, strip->options->desk, DESK_STRIP, &listener);
	return strip->watch && strip->desk;
}

bool
strip_init(struct strip *strip, struct ev_loop *loop, struct x *x,
    const struct strip_options *options, const char **why)
{
	struct mark nobody = {DOM0_LABEL, DOM0_COLOUR, MARK_SOLID};

	strip->loop = loop;
	strip->x = x;
	strip->options = options;
	if (x->screen->root_depth != 24) {
		*why = "the display has no 24-bit root window";
		return false;
	}
	start_timers(strip);
	watch_root(strip);
	strip->nobody = add_plate(strip, 0, &nobody);
	if (!strip->nobody || !connect_both(strip)) {
		*why = "out of memory, or the path of the daemon's socket is too long";
		strip_finish(strip);
		return false;
	}
	create_panels(strip);
	ask_focus(strip);
	return true;
}

void
strip_finish(struct strip *strip)
{
	ev_timer_stop(strip->loop, &strip->repaint);
	ev_timer_stop(strip->loop, &strip->raise);
	ev_periodic_stop(strip->loop, &strip->clock);
	desk_client_destroy(strip->desk);
	x_loop_destroy(strip->watch);
	while (strip->plates) {
		drop_plate(strip, strip->plates->domain);
	}
	/* What is on the server goes with the connection. */
}
