#include "gui-daemon/restraint.h"

#include <stdio.h>
#include <string.h>

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

void
restraint_end(struct restraint *restraint, double now_s, double ran_s, bool is_misdeed)
{
	double wait_s = backoff_next(&restraint->ends, ran_s);

	if (ran_s >= BACKOFF_GOOD_S) {
		backoff_reset(&restraint->misdeeds);
	}
	if (is_misdeed) {
		wait_s = larger(wait_s, backoff_next(&restraint->misdeeds, ran_s));
	}
	restraint->due_s = now_s + wait_s;
	restraint->is_held = is_misdeed;
}

void
restraint_pause(struct restraint *restraint, double now_s, double pause_s)
{
	restraint->due_s = now_s + pause_s;
	restraint->is_held = false;
}

void
restraint_offer(struct restraint *restraint, double now_s)
{
	double wait_s = backoff_next(&restraint->offers, now_s - restraint->offered_s);
	double due_s = now_s + wait_s;

	restraint->offered_s = now_s;
	if (wait_s <= 0 && !restraint->is_held) {
		backoff_reset(&restraint->ends);
	}
	if (restraint->due_s <= now_s ||
	    (!restraint->is_held && due_s < restraint->due_s)) {
		restraint->due_s = due_s;
	}
}

void
restraint_forgive(struct restraint *restraint)
{
	*restraint = (struct restraint){.due_s = 0};
}

double
restraint_left(const struct restraint *restraint, double now_s)
{
	return larger(restraint->due_s - now_s, 0);
}

void
restraints_keep(
    struct restraints *all, const char *name, const struct restraint *restraint)
{
	size_t i = all->next;

	all->next = (i + 1) % RESTRAINTS_KEPT;
	snprintf(all->kept[i].name, sizeof(all->kept[i].name), "%s", name);
	all->kept[i].restraint = *restraint;
}

struct restraint
restraints_take(struct restraints *all, const char *name, double now_s)
{
	struct restraint taken = {.due_s = 0};

	for (size_t i = 0; i < RESTRAINTS_KEPT; i++) {
		if (strcmp(all->kept[i].name, name) == 0) {
			taken = all->kept[i].restraint;
			all->kept[i].name[0] = '\0';
		}
	}
	if (now_s - larger(taken.due_s, taken.offered_s) >= BACKOFF_GOOD_S) {
		restraint_forgive(&taken);
	}
	return taken;
}
