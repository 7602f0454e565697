/*
 * A benchmark's figures: medians of rounds, beside the native ones, the goals, and what
 * the incumbent reaches (docs/PERFORMANCE.md).
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "common/base/base.h"

#include <stdio.h>

#define REPORT_MAX 80
#define REPORT_ROUNDS_MAX 9

enum report_better {
	BETTER_UNSAID,
	BETTER_MORE, /* of ours / native */
	BETTER_LESS,
	BETTER_ALONE, /* ours alone: at most its goal, which may be 0 */
};

/* What is measured; a plain value that stays. */
struct report_kind {
	const char *name;
	const char *unit;
	enum report_better better;
	double local, lab; /* goals for the ratio (BETTER_ALONE: for ours), over either
	                      transport; 0 for none */
	double incumbent;  /* its ratio, in the lab; 0 for unknown */
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
	bool is_lab; /* which goals hold */
};

/* Adds one round's value to the row of this name, which it makes if need be. */
void report_add(
    struct report *report, const struct report_kind *kind, bool native, double value);

void report_print_table(const struct report *report, FILE *out);
void report_print_json(const struct report *report, FILE *out);

#endif
