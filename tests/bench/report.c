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
	double goal;                /* NAN for none */
	double incumbent;           /* NAN for unknown */
};

static double
nan_for_zero(double value)
{
	return value > 0 ? value : (double)NAN;
}

static struct outcome
outcome_of(const struct report *report, const struct report_row *row)
{
	const struct report_kind *kind = &row->kind;
	struct outcome o = {
	    .native = median(row->native, row->n_native),
	    .ours = median(row->ours, row->n_ours),
	    .goal = nan_for_zero(report->is_lab ? kind->lab : kind->local),
	    .incumbent = report->is_lab ? nan_for_zero(kind->incumbent) : (double)NAN,
	};

	o.ratio = o.native > 0 ? o.ours / o.native : (double)NAN;
	if (kind->better == BETTER_ALONE) {
		o.goal = report->is_lab ? kind->lab : kind->local;
	}
	return o;
}

/* Nothing reaches what is not known. */
static bool
reaches(const struct report_row *row, const struct outcome *o, double bound)
{
	switch (row->kind.better) {
	case BETTER_MORE:
		return o->ratio >= bound;
	case BETTER_LESS:
		return o->ratio <= bound;
	case BETTER_ALONE:
		return o->ours <= bound;
	case BETTER_UNSAID:
		break;
	}
	return false;
}

static void
print_number(FILE *out, double value)
{
	if (isnan(value)) {
		fprintf(out, " %9s", "-");
	} else {
		fprintf(out, value < 10 ? " %9.3f" : " %9.1f", value);
	}
}

static void
print_bound(FILE *out, const struct report_row *row, const struct outcome *o,
    double bound, const char *good, const char *bad)
{
	char text[32];

	if (isnan(bound)) {
		fprintf(out, "  %-16s", "");
		return;
	}
	snprintf(text, sizeof(text), "%s %g %s",
	    row->kind.better == BETTER_MORE ? ">=" : "<=", bound,
	    reaches(row, o, bound) ? good : bad);
	fprintf(out, "  %-16s", text);
}

static void
print_row(const struct report *report, const struct report_row *row, FILE *out)
{
	struct outcome o = outcome_of(report, row);

	fprintf(out, "%-34s %-9s", row->kind.name, row->kind.unit);
	print_number(out, o.native);
	print_number(out, o.ours);
	print_number(out, o.ratio);
	print_bound(out, row, &o, o.goal, "met", "MISSED");
	print_bound(out, row, &o, o.incumbent, "ahead", "BEHIND");
	fputc('\n', out);
}

void
report_print_table(const struct report *report, FILE *out)
{
	fprintf(out, "%-34s %-9s %9s %9s %9s  %-16s  %s\n", "load", "unit", "native",
	    "paravent", "ratio", "goal", report->is_lab ? "incumbent" : "");
	for (size_t i = 0; i < report->count; i++) {
		print_row(report, &report->rows[i], out);
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

static void
print_json_verdict(FILE *out, const char *key, const struct report_row *row,
    const struct outcome *o, double bound)
{
	fprintf(out, ", \"%s\": %s", key,
	    isnan(bound)                 ? "null"
	        : reaches(row, o, bound) ? "true"
	                                 : "false");
}

void
report_print_json(const struct report *report, FILE *out)
{
	fprintf(out, "[\n");
	for (size_t i = 0; i < report->count; i++) {
		const struct report_row *row = &report->rows[i];
		struct outcome o = outcome_of(report, row);

		fprintf(out, "  {\"load\": \"%s\", \"unit\": \"%s\"", row->kind.name,
		    row->kind.unit);
		print_json_number(out, "native", o.native);
		print_json_number(out, "paravent", o.ours);
		print_json_number(out, "ratio", o.ratio);
		print_json_number(out, "goal", o.goal);
		print_json_verdict(out, "met", row, &o, o.goal);
		print_json_number(out, "incumbent", o.incumbent);
		print_json_verdict(out, "ahead", row, &o, o.incumbent);
		fprintf(out, "}%s\n", i + 1 < report->count ? "," : "");
	}
	fprintf(out, "]\n");
}
