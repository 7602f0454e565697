/*
 * A stand-in for paravent-daemon's desk socket: tells a desk program which X client is
 * which domain.  Bails out as TAP says it when that cannot be.
 * Decides nothing, and waits for one program at a time.
 */
#ifndef TESTS_WM_FAKE_DESK_H
#define TESTS_WM_FAKE_DESK_H

#include "common/desk/desk.h"

/* The session's secret, as it is told. */
#define FAKE_DESK_TEXTURE "a session's text"

struct fake_desk {
	char path[108];
	int listening;
	int program; /* who has come; -1: nobody */
};

/* Listens at folder/desk, where desk programs started from now on look for it. */
void fake_desk_open(struct fake_desk *desk, const char *folder);
void fake_desk_close(struct fake_desk *desk);

/*
 * Awaits a program in that role and welcomes it; the one before is let go.  False when
 * none has not come after ms, or went again.
 */
MUST_USE bool fake_desk_welcome(struct fake_desk *desk, enum desk_role role, int ms);

/* False when nobody listens any more. */
bool fake_desk_send(struct fake_desk *desk, const struct desk_record *record);

/* A domain that runs, in the X client with these ids. */
struct desk_record fake_desk_domain(
    uint32_t id, const char *label, uint32_t x_base, uint32_t x_mask);
bool fake_desk_complete(struct fake_desk *desk);

#endif
