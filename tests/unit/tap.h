/*
 * Just enough TAP for automake's driver: ok(condition) for each case, then
 * `return done_testing();`, which is not zero when a case failed.
 */
#ifndef UNIT_TAP_H
#define UNIT_TAP_H

#include <stdbool.h>
#include <stdio.h>

static int tap_count;
static int tap_failed;

static inline bool
tap_report(bool passed, const char *file, int line, const char *what)
{
	tap_failed += !passed;
	printf("%s %d - %s:%d: %s\n", passed ? "ok" : "not ok", ++tap_count, file, line,
	    what);
	return passed;
}

#define ok(condition) tap_report((condition), __FILE__, __LINE__, #condition)

/* A case of a table, by its name. */
#define ok_named(condition, name) tap_report((condition), __FILE__, __LINE__, name)

static inline int
done_testing(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed > 0;
}

#endif
