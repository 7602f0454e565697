/*
 * Between act.c and look.c: an act's words, and how windows are found.
 */
#ifndef HOSTILE_ACT_INTERNAL_H
#define HOSTILE_ACT_INTERNAL_H

#include "tests/hostile/act.h"
#include "tests/hostile/stand.h"

struct act {
	char window[64];
	long n[4];
	const char *rest; /* borrowed */
};

struct desk *person_desk(struct person *p);

/* Waits until a window with that part in its title is viewable: its frame; NULL. */
const struct desk_window *person_sees(struct person *p, const char *part);

/* Likewise: where its content is, on the root. */
MUST_USE bool person_finds(struct person *p, const char *part, struct rect *content);

/* look.c: each waits for what it says, false when that does not come. */
bool look_shown(struct person *p, const struct act *act);
bool look_hidden(struct person *p, const struct act *act);
bool look_titled(struct person *p, const struct act *act);
bool look_at(struct person *p, const struct act *act);
bool look_pixel(struct person *p, const struct act *act);
bool look_marked(struct person *p, const struct act *act);
bool look_framed(struct person *p, const struct act *act);
bool look_popup(struct person *p, const struct act *act);
bool look_inside(struct person *p, const struct act *act);
bool look_share(struct person *p, const struct act *act);
bool look_holds(struct person *p, const struct act *act);
bool look_flag(struct person *p, const struct act *act);
bool look_circle(struct person *p, const struct act *act);
bool look_classed(struct person *p, const struct act *act);

#endif
