/*
 * A benchmark's figures: medians of rounds, beside the native ones and the goals.
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "common/base/base.h"

#include <stdio.h>

#define REPORT_MAX 64
#define REPORT_ROUNDS_MAX 9

enum report_goal {
	GOAL_NONE,
	GOAL_RATIO_AT_LEAST, /* ours / native */
	GOAL_RATIO_AT_MOST,
	GOAL_VALUE_AT_MOST, /* ours */
};

/* What is measured; a plain value that stays. */
struct report_kind {
	const char *name;
	const char *unit;
	enum report_goal goal;
	double bound;
};

struct report_row {
	struct report_kind kind;
	double native[REPORT_ROUNDS_MAX];
	double ours[REPORT_ROUNDS_MAX];
	size_t n_native, n_ours;
};

struct report {
	struct report_row rows[REPORT_MAX];
	size_t count;
};

/* Adds one round's value to the row of this name, which it makes if need be. */
void report_add(
    struct report *report, const struct report_kind *kind, bool native, double value);

void report_print_table(const struct report *report, FILE *out);
void report_print_json(const struct report *report, FILE *out);

#endif
