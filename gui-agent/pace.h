/*
 * How often X is listened to while it tells of nothing but changes of what is shown
 * already: a few times at once, as fast as they come; then in beats, each of which merges
 * what came meanwhile.  A person's acts, a film and a scroll are never that many.
 * Pure: times are seconds of one clock, which may be set back.
 */
#ifndef AGENT_PACE_H
#define AGENT_PACE_H

#define PACE_BEAT_S 0.002 /* far below a screen's own beat */
#define PACE_AT_ONCE 8    /* times */

struct pace {
	double left; /* of PACE_AT_ONCE */
	double at_s; /* of the last look */
};

struct pace pace_new(double now_s);

/* X was listened to once, for changes alone.  Seconds until the next time; 0: at once. */
double pace_spend(struct pace *pace, double now_s);

#endif
