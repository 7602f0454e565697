/*
 * What the person at the desktop does in the middle of a scenario, and what they see.
 * Coordinates are px from the corner of a window's content; windows go by (a part of)
 * their title, "witness" is the other domain's.
 *
 *   focus WINDOW | none          the keyboard's focus; `pointer`: whoever lies under that
 *   forge WINDOW CODE            another program sends it a key by SendEvent
 *   point WINDOW X Y             the pointer, to a place on its content
 *   away                         the pointer, to where no window is
 *   key CODE down|up             button N down|up
 *   raise WINDOW                 lower WINDOW
 *   moves WINDOW X Y W H         as a window manager does: its frame, on the root
 *   stop, cont                   the worker, by signal
 *   shown WINDOW, hidden WINDOW  waits until it is viewable, or is not
 *   titled TEXT                  waits for a window whose title is exactly that
 *   at WINDOW X Y W H            waits until its content lies there, on the root
 *   pixel WINDOW X Y COLOUR      waits until that place on the screen has the colour
 *   framed WINDOW                waits until its domain's frame is all around it
 *   marked WINDOW X Y            waits until a mark of the domain is at that place
 *   popup WINDOW yes|no          what X says of its override-redirect
 *   inside WINDOW                its whole frame is on the screen
 *   share PERCENT                the domain's popups cover no more of the screen
 *   holds N                      waits until the worker holds N buffers
 *   flag WINDOW ATOM yes|no      whether its _NET_WM_STATE has the atom
 *   no-circle WINDOW             what it is transient for ends somewhere
 *   classed TEXT                 waits for a window of that class
 *   told WORDS                   waits until the daemon tells the strip so: told.h
 *   noted TEXT                   waits until the daemon has said so in the log
 *   witness LINE                 the other domain sends, expects or waits
 *   witness-quiet                the other domain was sent nothing
 */
#ifndef HOSTILE_ACT_H
#define HOSTILE_ACT_H

#include "common/base/base.h"

struct stand;

struct person {
	struct stand *stand;         /* borrowed */
	const char *domain;          /* borrowed: the scenario's */
	bool keys[256], buttons[16]; /* down */
	bool has_stopped, has_acted;
};

/* A comment of a scenario; one that is no act is fine.  False, with diagnostics. */
bool person_does(void *person, const char *comment);

/* Lets go of all that is held, and of the worker. */
void person_rests(struct person *person);

#endif
