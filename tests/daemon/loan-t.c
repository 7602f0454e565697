/* What a loan may say. */
#include "gui-daemon/session/loan.h"
#include "tests/scenario/tap.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	const char *display;
	const char *authority;
	bool good;
} cases[] = {
    {"a display", ":0", "", true},
    {"display and screen", ":12.1", "/home/u/.Xauthority", true},
    {"no display", "", "", false},
    {"no number", ":", "", false},
    {"no screen's number", ":0.", "", false},
    {"a host", "far:0", "", false},
    {"this host by name", "localhost:10", "", false},
    {"text behind", ":0x", "", false},
    {"text behind the screen", ":0.0 ", "", false},
    {"a path", "/tmp/.X11-unix/X0", "", false},
    {"a relative authority", ":0", "x", false},
};

static struct loan
loan_of(const char *display, const char *authority)
{
	struct loan loan;

	memset(&loan, 0, sizeof(loan));
	snprintf(loan.display, sizeof(loan.display), "%s", display);
	snprintf(loan.authority, sizeof(loan.authority), "%s", authority);
	return loan;
}

static void
test_lengths(struct tap *tap)
{
	struct loan loan = loan_of(":0", "");

	tap_ok(tap, loan_check(&loan, sizeof(loan) - 1) != NULL, "a short record");
	tap_ok(tap, loan_check(&loan, sizeof(loan) + 1) != NULL, "a long record");
	memset(loan.display, '0', sizeof(loan.display));
	loan.display[0] = ':';
	tap_ok(tap, loan_check(&loan, sizeof(loan)) != NULL, "a display without an end");
	loan = loan_of(":0", "");
	memset(loan.authority, '/', sizeof(loan.authority));
	tap_ok(
	    tap, loan_check(&loan, sizeof(loan)) != NULL, "an authority without an end");
}

int
main(void)
{
	struct tap tap = {.count = 0};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct loan loan = loan_of(cases[i].display, cases[i].authority);
		const char *why = loan_check(&loan, sizeof(loan));
		tap_ok(&tap, (why == NULL) == cases[i].good, "%s is %s", cases[i].name,
		    cases[i].good ? "taken" : "refused");
	}
	test_lengths(&tap);
	return tap_done(&tap);
}
