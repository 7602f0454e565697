#include "tests/bench/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct report_row *
row_of(struct report *report, const struct report_kind *kind)
{
	for (size_t i = 0; i < report->count; i++) {
		if (strcmp(report->rows[i].kind.name, kind->name) == 0) {
			return &report->rows[i];
		}
	}
	if (report->count == REPORT_MAX) {
		bug("more than %d rows", REPORT_MAX);
	}
	report->rows[report->count] = (struct report_row){.kind = *kind};
	return &report->rows[report->count++];
}

void
report_add(
    struct report *report, const struct report_kind *kind, bool native, double value)
{
	struct report_row *row = row_of(report, kind);
	size_t *count = native ? &row->n_native : &row->n_ours;

	if (*count < REPORT_ROUNDS_MAX) {
		(native ? row->native : row->ours)[(*count)++] = value;
	}
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* NAN when there is none. */
static double
median(const double *values, size_t count)
{
	double sorted[REPORT_ROUNDS_MAX];

	if (count == 0) {
		return NAN;
	}
	memcpy(sorted, values, count * sizeof(*values));
	qsort(sorted, count, sizeof(*sorted), compare);
	return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

/* What a row comes to. */
struct outcome {
	double native, ours, ratio; /* NAN where there is none */
	bool has_goal, is_met;
};

static struct outcome
outcome_of(const struct report_row *row)
{
	struct outcome o = {
	    .native = median(row->native, row->n_native),
	    .ours = median(row->ours, row->n_ours),
	    .has_goal = row->kind.goal != GOAL_NONE,
	};

	o.ratio = o.native > 0 ? o.ours / o.native : NAN;
	switch (row->kind.goal) {
	case GOAL_RATIO_AT_LEAST:
		o.is_met = o.ratio >= row->kind.bound;
		break;
	case GOAL_RATIO_AT_MOST:
		o.is_met = o.ratio <= row->kind.bound;
		break;
	case GOAL_VALUE_AT_MOST:
		o.is_met = o.ours <= row->kind.bound;
		break;
	case GOAL_NONE:
		break;
	}
	return o;
}

static const char *
goal_sign(enum report_goal goal)
{
	return goal == GOAL_NONE ? "" : goal == GOAL_RATIO_AT_LEAST ? ">=" : "<=";
}

static void
print_number(FILE *out, double value)
{
	if (isnan(value)) {
		fprintf(out, " %10s", "-");
	} else {
		fprintf(out, value < 10 ? " %10.3f" : " %10.1f", value);
	}
}

static void
print_row(const struct report_row *row, FILE *out)
{
	struct outcome o = outcome_of(row);

	fprintf(out, "%-34s %-9s", row->kind.name, row->kind.unit);
	print_number(out, o.native);
	print_number(out, o.ours);
	print_number(out, o.ratio);
	if (o.has_goal) {
		fprintf(out, "  %s %-5g %s", goal_sign(row->kind.goal), row->kind.bound,
		    o.is_met ? "met" : "MISSED");
	}
	fputc('\n', out);
}

void
report_print_table(const struct report *report, FILE *out)
{
	fprintf(out, "%-34s %-9s %10s %10s %10s  %s\n", "load", "unit", "native",
	    "paravent", "ratio", "goal");
	for (size_t i = 0; i < report->count; i++) {
		print_row(&report->rows[i], out);
	}
}

static void
print_json_number(FILE *out, const char *key, double value)
{
	if (isnan(value)) {
		fprintf(out, ", \"%s\": null", key);
	} else {
		fprintf(out, ", \"%s\": %.6g", key, value);
	}
}

void
report_print_json(const struct report *report, FILE *out)
{
	static const char *const names[] = {
	    [GOAL_NONE] = "none",
	    [GOAL_RATIO_AT_LEAST] = "ratio at least",
	    [GOAL_RATIO_AT_MOST] = "ratio at most",
	    [GOAL_VALUE_AT_MOST] = "value at most",
	};

	fprintf(out, "[\n");
	for (size_t i = 0; i < report->count; i++) {
		const struct report_row *row = &report->rows[i];
		struct outcome o = outcome_of(row);

		fprintf(out, "  {\"load\": \"%s\", \"unit\": \"%s\"", row->kind.name,
		    row->kind.unit);
		print_json_number(out, "native", o.native);
		print_json_number(out, "paravent", o.ours);
		print_json_number(out, "ratio", o.ratio);
		fprintf(out, ", \"goal\": \"%s\"", names[row->kind.goal]);
		print_json_number(out, "bound", o.has_goal ? row->kind.bound : NAN);
		fprintf(out, ", \"met\": %s}%s\n",
		    o.has_goal ? o.is_met ? "true" : "false" : "null",
		    i + 1 < report->count ? "," : "");
	}
	fprintf(out, "]\n");
}
