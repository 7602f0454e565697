/* What the daemon says. */
#include "common/base/log.h"
#include "wm/strip/strip-internal.h"

#include <string.h>

/* --- what the daemon says ---------------------------------------------------------- */

static void
on_welcome(void *data, const struct desk_welcome *welcome)
{
	struct strip *strip = data;

	memcpy(strip->texture, welcome->texture, sizeof(strip->texture));
	strip->told.scale = welcome->scale;
	memcpy(strip->told.family, welcome->font, sizeof(strip->told.family));
	strip->was_covered = false; /* as the daemon takes it to be */
	desk_client_locked(strip->desk, strip->is_locked);
	strip_tell_reserve(strip);
	strip_tell_cover(strip);
	strip_restyle(strip);
	strip->is_dirty = true;
}

static bool
has_same_mark(const struct desk_domain *a, const struct desk_domain *b)
{
	return a->colour == b->colour && a->pattern == b->pattern &&
	    strcmp(a->label, b->label) == 0 && strcmp(a->font, b->font) == 0;
}

static void
on_domain(void *data, const struct desk_domain *domain, const struct desk_domain *before)
{
	struct strip *strip = data;

	strip->is_dirty = true;
	if ((before && has_same_mark(domain, before)) ||
	    domain->pattern >= MARK_N_PATTERNS) {
		view_refresh(&strip->view);
		return;
	}
	strip_add_domain(strip, domain);
	if (strip->label.domain == domain->id) {
		strip_show_label(strip);
		strip_tell_cover(strip);
	}
	view_refresh(&strip->view);
}

static void
on_gone(void *data, const struct desk_domain *domain)
{
	struct strip *strip = data;

	if (strip->label.domain == domain->id) {
		strip->label.domain = 0;
		strip_show_label(strip);
	}
	plates_drop(&strip->plates, domain->id);
	view_refresh(&strip->view);
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
		strip_take_focus(strip, focus->focus);
	}
}

static void
on_label(void *data, const struct desk_label *label)
{
	struct strip *strip = data;

	if (label->domain && !plates_find(&strip->plates, label->domain)) {
		log_error("a label that cannot be shown: no keys");
		return;
	}
	strip->label = *label;
	strip_show_label(strip);
	strip_tell_cover(strip);
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
	strip_show_label(strip);
}

bool
strip_connect_desk(struct strip *strip)
{
	struct desk_listener listener = {
	    .welcome = on_welcome,
	    .domain = on_domain,
	    .gone = on_gone,
	    .label = on_label,
	    .clipboard = on_clipboard,
	    .lost = on_lost,
	    .data = strip,
	};

	strip->desk =
	    desk_client_create(strip->loop, strip->options->desk, DESK_STRIP, &listener);
	return strip->desk != NULL;
}
