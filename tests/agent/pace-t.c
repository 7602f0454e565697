/* How often X is listened to while only changes come. */
#include "gui-agent/pace.h"

#include "tests/unit/tap.h"

/* How many of `looks', `step' seconds apart, are followed by another at once. */
static int
at_once(struct pace *pace, double *now, int looks, double step)
{
	int count = 0;

	for (int i = 0; i < looks; i++) {
		count += pace_spend(pace, *now) <= 0.;
		*now += step;
	}
	return count;
}

int
main(void)
{
	double now = 1000.;
	struct pace pace = pace_new(now);

	ok_named(at_once(&pace, &now, 100, 0.) == PACE_AT_ONCE, "a few come at once");
	ok_named(pace_spend(&pace, now) == PACE_BEAT_S, "then there is a beat to wait");
	now += 1.;
	ok_named(at_once(&pace, &now, 100, 0.) == PACE_AT_ONCE, "a rest gives no more");
	now += 1.;
	ok_named(at_once(&pace, &now, 1000, 1. / 120) == 1000, "a film never waits");
	now -= 500.;
	ok_named(at_once(&pace, &now, 100, 0.) <= PACE_AT_ONCE, "a clock set back does");
	now += 1.;
	ok_named(at_once(&pace, &now, 100, 0.) == PACE_AT_ONCE, "not harm what follows");
	return done_testing();
}
