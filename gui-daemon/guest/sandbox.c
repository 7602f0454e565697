#include "gui-daemon/guest/sandbox.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#define MOST_FDS 1024u /* 300 buffers, descriptors under way, and a few of ours */

const char *
sandbox_drop_root(void)
{
	/* The daemon starts workers as the desktop's user; only Xen needs root, and the
	 * change of user for that belongs here. */
	return NULL;
}

static bool
limit(__rlimit_resource_t resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) < 0) {
		return false;
	}
	if (now.rlim_max < most) {
		most = now.rlim_max;
	}
	struct rlimit then = {.rlim_cur = most, .rlim_max = most};
	return setrlimit(resource, &then) == 0;
}

const char *
sandbox_enter(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
		return "cannot give up new privileges";
	}
	/* No core: it would hold what the person saw and typed. */
	if (!limit(RLIMIT_NOFILE, MOST_FDS) || !limit(RLIMIT_CORE, 0)) {
		return "cannot set limits";
	}
	return NULL;
}
