/*
 * Full screen, attention, minimised: what a guest wants, and what the window manager says
 * is so, which may be older than what it was asked for last.
 */
#include "gui-daemon/guest/present.h"
#include "gui-daemon/guest/x_props.h"

_Static_assert((int)X_STATE_FULLSCREEN == (int)WIN_FULLSCREEN &&
        (int)X_STATE_ATTENTION == (int)WIN_ATTENTION &&
        (int)X_STATE_HIDDEN == (int)WIN_MINIMISED,
    "window flags mean the same to X as on the wire");

/*
 * The guest's last word is told even where all seems to be as it wants it: asks that came
 * before may still be on their way.  It can take back nothing but full screen.
 */
void
state_push(struct present *present, struct window *window)
{
	struct view *view = window->view;
	uint32_t wanted = window->state.flags;
	uint32_t asked_before = view->ever_asked & WIN_FULLSCREEN;
	uint32_t news = (wanted ^ view->state) | (asked_before & (wanted ^ view->asked));

	if (!view->is_mapped) {
		x_props_set_state(present->desk, &view->frame, wanted);
	} else if (news) {
		x_props_ask_state(
		    present->desk, &view->frame, news & wanted, news & ~wanted);
		view->asked = (view->asked & ~news) | (news & wanted);
		view->ever_asked |= news;
	}
	view->state = wanted;
}
