/* What the manager costs while nobody does anything: memory, and wake-ups. */
#include "tests/unit/tap.h"
#include "tests/wm/rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define QUIET_S 3
#define TRIES 5
#define MOST_KB 10240

/* A number from a line "name: N" of a file of /proc; -1 where there is none. */
static long
number_of(pid_t pid, const char *file, const char *name)
{
	char path[64];
	char line[256];
	long value = -1;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (strncmp(line, name, strlen(name)) == 0) {
			value = strtol(line + strlen(name), NULL, 10);
		}
	}
	if (f) {
		fclose(f);
	}
	return value;
}

/* In QUIET_S seconds.  A page that comes late counts too, hence more than one try. */
static long
wakes_of(pid_t pid)
{
	long before = number_of(pid, "status", "voluntary_ctxt_switches:");

	sleep(QUIET_S);
	long wakes = number_of(pid, "status", "voluntary_ctxt_switches:") - before;
	printf("# %ld wake-ups in %d s\n", wakes, QUIET_S);
	return before < 0 ? -1 : wakes;
}

static bool
is_sanitized(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#endif
#endif
	return false;
}

int
main(void)
{
	struct rig *rig = rig_create(NULL);

	for (int i = 0; i < 30; i++) {
		rig_show(rig, i % (RIG_DOMAINS + 1), (struct rect){i, i, 300, 200});
	}
	rig_key(rig, 0xffe9, 0xff09);
	rig_sync(rig);
	long wakes = wakes_of(rig->manager);
	for (int i = 1; i < TRIES && wakes != 0; i++) {
		wakes = wakes_of(rig->manager);
	}
	ok_named(wakes == 0, "idle with 30 windows: it sleeps");
	long kb = number_of(rig->manager, "status", "VmRSS:");
	printf("# %ld kB with shared libraries, %ld kB of its own\n", kb,
	    number_of(rig->manager, "smaps_rollup", "Pss_Anon:"));
	ok_named(
	    is_sanitized() || (kb > 0 && kb < MOST_KB), "below 10 MiB with 30 windows");
	rig_destroy(rig);
	return done_testing();
}
