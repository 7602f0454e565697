/*
 * A working day in fast motion: applications of dom0 and of two domains under paravent-wm
 * and the strip, and a person who is never still.  Acts are drawn from a seed; what must
 * hold is judged after each.
 */
#ifndef TEST_DAY_DAY_H
#define TEST_DAY_DAY_H

#include "tests/scenario/fixture.h"
#include "tests/scenario/locked.h"

#define DAY_DOMAINS 2u
#define DAY_NOBODY DAY_DOMAINS /* dom0 has the keyboard, or nobody */
#define DAY_TERMINALS (DAY_DOMAINS + 1)
#define DAY_PATH 200u

/* A terminal that writes down each line; the last one is dom0's. */
struct day_terminal {
	const char *title;
	char path[DAY_PATH];
};

struct day {
	struct fixture fixture;
	struct tap tap;
	struct day_terminal terminals[DAY_TERMINALS];
	xcb_connection_t *watch; /* owned: hears what is restacked */
	struct member *visitor;  /* a dom0 terminal that comes and goes; NULL */
	unsigned acts, lines, locks, reloads, menus;
	bool has_two_monitors;
	const char *wrong; /* what did not hold; NULL: all is well */
};

extern const struct fixture_domain day_domains[DAY_DOMAINS];

/* --- desktop.c: what is there ------------------------------------------------------ */

MUST_USE bool day_open(struct day *day);
bool day_close(struct day *day);

/* Is each window that was opened, and not closed since, still managed? */
bool day_is_complete(struct day *day);

/* Whose label is on the strip; whose window has the focus: 0..DAY_NOBODY. */
unsigned day_label(struct day *day);
unsigned day_focus(struct day *day);

/* Waits until they are the same, and nothing lies over the strip. */
MUST_USE bool day_settle(struct day *day);

/* Waits until the daemon has said so that often. */
MUST_USE bool day_await_said(struct day *day, const char *line, size_t times);

/* A program of dom0's. */
struct member *day_start(struct day *day, const char *role, const char *const *arguments);

/* The one started last has ended: another may take its place. */
void day_forget(struct day *day, struct member *member);

/* --- acts.c: what the person does -------------------------------------------------- */

/* The next act, perhaps a line, and what must hold then; false with day->wrong. */
MUST_USE bool day_act(struct day *day);

/* --- line.c: what the person types ------------------------------------------------- */

/* Goes to a terminal and types: false when a key is lost or goes elsewhere. */
MUST_USE bool day_type_line(struct day *day, unsigned terminal);

/* Bytes that all terminals have written down. */
size_t day_written(const struct day *day);

#endif
