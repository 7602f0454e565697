/*
 * Test results as TAP on standard output.
 * Keeps no state but the caller's; does not exit.
 */
#ifndef SCENARIO_TAP_H
#define SCENARIO_TAP_H

#include "common/base/base.h"

struct tap {
	unsigned count;
	unsigned failed;
};

/* One result with its name; returns passed. */
PRINTF_LIKE(3, 4) bool tap_ok(struct tap *tap, bool passed, const char *name, ...);

/* A result that cannot be had here, and why. */
void tap_skip(struct tap *tap, const char *name, const char *why);

/* `1..0 # SKIP why`: nothing of this program can run here.  Returns the exit status. */
int tap_skip_all(const char *why);

/* A line of explanation. */
PRINTF_LIKE(1, 2) void tap_diag(const char *format, ...);

/* Prints the plan; returns the exit status: 0 when nothing failed. */
int tap_done(const struct tap *tap);

#endif
