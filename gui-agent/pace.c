#include "gui-agent/pace.h"

struct pace
pace_new(double now_s)
{
	return (struct pace){.left = PACE_AT_ONCE, .at_s = now_s};
}

double
pace_spend(struct pace *pace, double now_s)
{
	double passed = now_s > pace->at_s ? now_s - pace->at_s : 0.;

	pace->at_s = now_s;
	pace->left += passed / PACE_BEAT_S;
	if (pace->left > PACE_AT_ONCE) {
		pace->left = PACE_AT_ONCE;
	}
	if (pace->left >= 1.) {
		pace->left -= 1.;
		return 0.;
	}
	return PACE_BEAT_S;
}
