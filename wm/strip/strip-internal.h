/*
 * What the strip_*.c files do for each other.
 * For them only.
 */
#ifndef STRIP_STRIP_INTERNAL_H
#define STRIP_STRIP_INTERNAL_H

#include "wm/strip/strip.h"

/* --- strip_panels.c ---------------------------------------------------------------- */

/* The style that holds now, and no plate yet. */
void strip_init_style(struct strip *strip);

/* Draws everything anew when scale or font are others now. */
void strip_restyle(struct strip *strip);

/* One on each monitor that is known; again where monitors have changed. */
void strip_create_panels(struct strip *strip);
void strip_look_at_monitors(struct strip *strip);

/* --- strip_lock.c ------------------------------------------------------------------ */

/* Is the screen locked now?  The daemon is told when that has changed. */
void strip_look_at_lock(struct strip *strip);

/* --- strip_show.c ------------------------------------------------------------------ */

/* The plate of domain 0.  False when out of memory. */
MUST_USE bool strip_add_nobody(struct strip *strip);

/* The domain's plate, drawn; those of all that are known.  What there is no memory for
 * has none: its label is never said to be shown. */
void strip_add_domain(struct strip *strip, const struct desk_domain *domain);
void strip_add_domains(struct strip *strip);

/* That of the domain whose label is shown; its address is good until plates change. */
const struct plate *strip_shown_plate(struct strip *strip);

/* What a panel on a monitor of that width, px, shows of it. */
struct panel_mark strip_mark_on(struct strip *strip, uint32_t monitor);
void strip_show_label(struct strip *strip);

/* Paints what is dirty, now or soon. */
void strip_paint_soon(struct strip *strip);
void strip_init_painting(struct strip *strip);

/* X says who has the focus; asks it; asks for the title that is shown. */
void strip_take_focus(struct strip *strip, xcb_window_t focus);
void strip_ask_focus(struct strip *strip);
void strip_ask_title(struct strip *strip);

/* --- strip_desk.c ------------------------------------------------------------------ */

/* False with errno. */
MUST_USE bool strip_connect_desk(struct strip *strip);

/* --- strip_tell.c ------------------------------------------------------------------ */

/* The daemon learns where labels are, for guests keep off them. */
void strip_tell_reserve(struct strip *strip);

/* The daemon learns whether labels can be seen, when that has changed. */
void strip_tell_cover(struct strip *strip);

/* Likewise, whether the screen is locked. */
void strip_tell_locked(struct strip *strip, bool is_locked);

#endif
