/* Landlock (Linux Documentation/userspace-api/landlock.rst): no file by name. */
#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-daemon/guest/confine.h"

#include <errno.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The kernel's rights on files are its lowest bits, so many of them by version of the
 * interface.  By number, since the headers may be older than the kernel.
 */
static const unsigned rights_by_version[] = {0, 13, 14, 15, 15, 16};

static uint64_t
all_rights(long version)
{
	size_t newest = ARRAY_LEN(rights_by_version) - 1;
	size_t known = (size_t)version < newest ? (size_t)version : newest;

	return (UINT64_C(1) << rights_by_version[known]) - 1;
}

const char *
confine_files(void)
{
	long version = syscall(
	    SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (version < 1) {
		log_info(
		    "this kernel has no Landlock (%s): system calls alone are fenced",
		    strerror(errno));
		return NULL;
	}
	/* All rights are handled and no rule gives one back. */
	struct landlock_ruleset_attr none = {.handled_access_fs = all_rights(version)};
	int rules = (int)syscall(
	    SYS_landlock_create_ruleset, &none, sizeof(none.handled_access_fs), 0);
	if (rules < 0) {
		return "Landlock takes no rules";
	}
	long done = syscall(SYS_landlock_restrict_self, rules, 0);
	fd_close(&rules);
	return done == 0 ? NULL : "Landlock cannot be applied";
}
