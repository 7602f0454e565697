/*
 * A guest that does its worst to the strip while a person types into another domain.
 * Judges what keys came of it; knows no window manager.
 */
#ifndef TEST_STRIP_STORM_H
#define TEST_STRIP_STORM_H

#include "tests/strip/stage.h"

struct storm_score {
	unsigned typed;
	unsigned arrived; /* at the domain that has the focus */
	unsigned misled;  /* typed while another label than that domain's was shown */
	bool is_alive;    /* the domains still get keys afterwards */
	size_t flickers;  /* most changes of the strip's pixels in a second (I8) */
};

/*
 * What such a guest does at each step, counted from 0: its popups and its window go where
 * the strip is.
 */
void storm_rage(struct agent *agent, unsigned step);

/*
 * Green puts popups and its window where the strip is, again and again, while keys are
 * typed into red, which has the focus.
 */
struct storm_score storm_of_popups(struct stage *stage, unsigned keys);

#endif
