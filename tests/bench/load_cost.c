#include "tests/bench/load.h"

#include "tests/scenario/procfs.h"

#include <string.h>
#include <unistd.h>

/* In a domain the agent is the parent; the X server and its own session are children. */
static pid_t
find(const char *part)
{
	return strcmp(part, "parent") == 0 ? getppid() : procfs_find(getppid(), part, 0);
}

unsigned long
load_cpu_us(const char *part)
{
	int64_t ns = procfs_cpu_ns(find(part));

	return ns > 0 ? (unsigned long)(ns / 1000) : 0;
}

unsigned long
load_wakeups(const char *part)
{
	int64_t count = procfs_switches(find(part));

	return count > 0 ? (unsigned long)count : 0;
}
