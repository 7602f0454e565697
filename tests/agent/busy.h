/*
 * A short busy time of an agent: what a guest's programs and a person do, so that all
 * that an agent does is done once.  Each window has a colour of its own.  Judges only
 * what the daemon was shown.
 */
#ifndef TEST_AGENT_BUSY_H
#define TEST_AGENT_BUSY_H

#include "tests/agent/client.h"
#include "tests/agent/life.h"

enum busy_window {
	BUSY_OLD,  /* there before the agent */
	BUSY_MAIN, /* resized, unmapped and mapped again */
	BUSY_LAST, /* opened when all else was done */
	BUSY_WINDOWS,
};

struct busy {
	struct guest *guest; /* borrowed; a client of its X server */
	struct life *life;   /* borrowed */
	xcb_window_t windows[BUSY_WINDOWS];
	xcb_atom_t clipboard, utf8, tray, opcode;
};

/* Before the agent begins. */
void busy_begin(struct busy *busy, struct guest *guest, struct life *life);

/* Goes on to the end, whatever comes of it. */
void busy_act(struct busy *busy);

/* The window is on the daemon's screen with its size, and nothing else's pixels. */
bool busy_is_shown(const struct busy *busy, enum busy_window which);

/*
 * NULL when the daemon was told nothing that is not so: windows that are there, each with
 * its own pixels.  Else what it was told.
 */
const char *busy_lie(const struct busy *busy);

/* All its windows go. */
void busy_end(struct busy *busy);

#endif
