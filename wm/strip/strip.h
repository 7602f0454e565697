/*
 * The strip: shows the label that the daemon asks for, says when it is on the screen, and
 * what else a person should know beside it.
 * Decides nothing about keys; never takes the focus.
 */
#ifndef STRIP_STRIP_H
#define STRIP_STRIP_H

#include "common/desk/client.h"
#include "common/x/loop.h"
#include "wm/strip/chord.h"
#include "wm/strip/cover.h"
#include "wm/strip/locker.h"
#include "wm/strip/options.h"
#include "wm/strip/panel.h"
#include "wm/strip/raw.h"
#include "wm/strip/style.h"
#include "wm/strip/view.h"
#include "wm/text.h"

struct strip {
	struct ev_loop *loop;                /* borrowed */
	struct x *x;                         /* borrowed */
	const struct strip_options *options; /* borrowed */
	struct x_loop *watch;                /* owned */
	struct desk_client *desk;            /* owned */
	struct strip_atoms atoms;
	uint8_t randr_event; /* 0: no RandR */

	struct monitors monitors;
	struct panel panels[MONITORS_MOST];
	size_t n_panels;
	struct cover cover;
	bool was_covered; /* as the daemon was told */
	bool is_locked;   /* by a screen locker; likewise */
	struct locker locker;
	xcb_window_t shield; /* below the locker; XCB_NONE while not locked */

	uint8_t texture[DESK_TEXTURE_BYTES]; /* the session's; all 0 until known */
	struct strip_style told;             /* by the daemon; its scale may be AUTO */
	struct strip_style style;            /* on this display */
	struct faces *faces;                 /* owned; NULL: titles have boxes */
	struct plates plates;                /* 0: always there */
	struct desk_label label;
	struct desk_clipboard clipboard;

	xcb_window_t focus;  /* as X said last */
	xcb_window_t titled; /* whose title is shown */
	char title[TEXT_BYTES];

	struct strip_chord chord;
	struct raw raw;
	struct view view;

	bool is_dirty;    /* the content is to be painted anew */
	ev_timer repaint; /* runs while that has to wait */
	double painted_s; /* when it was painted last */
	ev_timer raise;   /* runs while that has to wait */
	double raised_s;
	ev_periodic clock;
	void (*ended)(void *data, const char *why);
	void *data; /* borrowed */
};

/*
 * Fills *strip, whose address must not change until strip_finish(), and shows it.  ended
 * is called from the loop when X is of no more use.  False with *why.
 */
MUST_USE bool strip_init(struct strip *strip, struct ev_loop *loop, struct x *x,
    const struct strip_options *options, const char **why);
void strip_finish(struct strip *strip);

#endif
