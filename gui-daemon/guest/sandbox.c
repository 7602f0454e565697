#include "gui-daemon/guest/sandbox.h"

#include "gui-daemon/guest/confine.h"

#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MOST_FDS 1024u /* 300 buffers, descriptors under way, and a few of ours */

/* All three of each id, so that none of them leads back. */
static bool
become(uid_t user, gid_t group)
{
	return setgroups(0, NULL) == 0 && setresgid(group, group, group) == 0 &&
	    setresuid(user, user, user) == 0;
}

const char *
sandbox_drop_root(uint32_t user, uint32_t group)
{
	pid_t parent = getppid();

	if (user == 0) {
		return NULL;
	}
	if (!become(user, group)) {
		return "cannot become the desktop's user";
	}
	if (setuid(0) == 0 || setgid(0) == 0) {
		return "root can be had again";
	}
	/* The kernel forgets it with the change: our parent's death is still ours. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent) {
		return "the daemon has gone";
	}
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
	if (setrlimit(resource, &then) == 0) {
		return true;
	}
	then.rlim_max = now.rlim_max; /* valgrind keeps the hard limit for itself */
	return setrlimit(resource, &then) == 0;
}

const char *
sandbox_enter(bool xen)
{
	const char *why;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
		return "cannot give up new privileges";
	}
	/* No core: it would hold what the person saw and typed. */
	if (!limit(RLIMIT_NOFILE, MOST_FDS) || !limit(RLIMIT_CORE, 0)) {
		return "cannot set limits";
	}
	why = confine_files();
	return why ? why : confine_calls(xen);
}
