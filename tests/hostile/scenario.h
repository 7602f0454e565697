/*
 * A hostile scenario: a capture in paravent-replay's text, and in its comments what it
 * stands for and what must be seen.  Reads files; plays nothing.
 *
 *   #: property P18          the property of docs/TRUST.md that it is about
 *   #: class TEXT            the class of failure, in words
 *   #: policy KEY = VALUE    a line of the domain's section in paravent.conf
 *   #: ends REASON           the worker must end the session, saying REASON; without such
 *                            a line the guest must be served to its own end
 *   #: logged N TEXT         so often the worker's log must say TEXT
 *   #: slow                  plays beside the others: shows no window
 *   #: old                   of a version that is owed no answers
 *   #: unconfigured          paravent.conf says nothing of the domain
 *   #* N LINE                stands for N lines, in which $i is 1 to N, and $x and $y are
 *                            places on the screen that differ from line to line
 *   #! ACT ...               somebody at the desktop acts: act.h
 */
#ifndef HOSTILE_SCENARIO_H
#define HOSTILE_SCENARIO_H

#include "replay/capture.h"

#define SCENARIO_MOST_LOGGED 4
#define SCENARIO_LINE_BYTES 512

struct scenario_logged {
	unsigned long count;
	char text[128];
};

struct scenario {
	char name[64]; /* of the file, without .txt: also the domain's */
	char property[8];
	char class[160];
	char policy[512]; /* lines */
	char ends[128];   /* "": it must not */
	struct scenario_logged logged[SCENARIO_MOST_LOGGED];
	size_t n_logged;
	bool is_slow, is_old, is_unconfigured;
	bool has_witness; /* the other domain takes part */
	struct capture capture;
};

/* False, having said on standard output what is wrong. */
MUST_USE bool scenario_load(const char *path, struct scenario *out);
void scenario_finish(struct scenario *scenario);

#endif
