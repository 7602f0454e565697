#include "tests/scenario/tap.h"

#include <stdarg.h>
#include <stdio.h>

bool
tap_ok(struct tap *tap, bool passed, const char *name, ...)
{
	va_list args;

	tap->count++;
	tap->failed += !passed;
	printf("%sok %u - ", passed ? "" : "not ", tap->count);
	va_start(args, name);
	vprintf(name, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
	return passed;
}

void
tap_skip(struct tap *tap, const char *name, const char *why)
{
	tap->count++;
	printf("ok %u - %s # SKIP %s\n", tap->count, name, why);
	fflush(stdout);
}

int
tap_skip_all(const char *why)
{
	printf("1..0 # SKIP %s\n", why);
	return 0;
}

void
tap_diag(const char *format, ...)
{
	va_list args;

	fputs("# ", stdout);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

int
tap_done(const struct tap *tap)
{
	printf("1..%u\n", tap->count);
	return tap->failed == 0 && tap->count > 0 ? 0 : 1;
}
