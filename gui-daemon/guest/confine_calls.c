/*
 * seccomp: the system calls that serving a guest takes, when all that can be opened is
 * open.  What is not listed kills the process, so that no attempt can be followed by a
 * better one.
 *
 * Not here, and why: open, socket, connect, clone, execve (all is open, nothing is
 * started); prctl, seccomp, set*id (done); ptrace, process_vm_*, kill (others are not
 * ours).
 */
#include "config.h"

#include "gui-daemon/guest/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef WITH_XEN
#include <sys/ioctl.h>
#include <xen/grant_table.h>
#include <xen/xen.h>

#include <xen/evtchn.h>
#include <xen/gntdev.h>
#endif

/* A call that may be made; with has_test only if test holds for one argument. */
struct permitted {
	int call;
	bool has_test;
	struct scmp_arg_cmp test;
};

#define ANY(name)                      \
	{                              \
		.call = SCMP_SYS(name) \
	}
#define TEST(name, number, operation, a, b)                         \
	{                                                           \
		.call = SCMP_SYS(name), .has_test = true, .test = { \
			number,                                     \
			operation,                                  \
			a,                                          \
			b                                           \
		}                                                   \
	}
#define ONLY(name, number, value) TEST(name, number, SCMP_CMP_EQ, value, 0)
#define WITHOUT(name, number, bits) TEST(name, number, SCMP_CMP_MASKED_EQ, bits, 0)

static const struct permitted always[] = {
    /* libev */
    ANY(epoll_ctl),
    ANY(epoll_wait),
    ANY(epoll_pwait),
    ANY(clock_gettime), /* no vdso clock in some Xen domains */
    ANY(gettimeofday),
    ANY(restart_syscall), /* a wait that SIGSTOP and SIGCONT broke */
    ANY(rt_sigaction),
    ANY(rt_sigprocmask),
    ANY(rt_sigreturn),
    /* libxcb, the channel, the control socket and the log */
    ANY(read),
    ANY(readv),
    ANY(write),
    ANY(writev),
    ANY(recvmsg),
    ANY(sendmsg),
    ANY(recvfrom),
    ONLY(sendto, 4, 0), /* to whom the socket is connected */
    ANY(poll),
    ANY(ppoll),
    ANY(shutdown),
    ANY(close),
    /* buffers; fstat() of glibc is newfstatat() of an empty name */
    ANY(fstat),
    ONLY(newfstatat, 3, AT_EMPTY_PATH),
    ONLY(fcntl, 1, F_GETFD),
    ONLY(fcntl, 1, F_SETFD),
    ONLY(fcntl, 1, F_GETFL),
    ONLY(fcntl, 1, F_SETFL),
    ONLY(fcntl, 1, F_DUPFD_CLOEXEC),
    ONLY(fcntl, 1, F_GET_SEALS),
    /* parcels of the clipboard, to and from the daemon */
    ONLY(memfd_create, 1, MFD_CLOEXEC | MFD_ALLOW_SEALING),
    ONLY(fcntl, 1, F_ADD_SEALS),
    ANY(pread64),
    /* memory; nothing that was written can be run */
    ANY(brk),
    WITHOUT(mmap, 2, PROT_EXEC),
    WITHOUT(mprotect, 2, PROT_EXEC),
    ANY(munmap),
    ANY(mremap),
    ANY(madvise),
    /* the end */
    ANY(getpid),
    ANY(gettid),
    ANY(exit),
    ANY(exit_group),
};

#ifdef WITH_XEN
/* libxengnttab's maps of the guest's pages, and libxenvchan's event channel. */
static const struct permitted for_xen[] = {
    ONLY(ioctl, 1, IOCTL_GNTDEV_MAP_GRANT_REF),
    ONLY(ioctl, 1, IOCTL_GNTDEV_UNMAP_GRANT_REF),
    ONLY(ioctl, 1, IOCTL_GNTDEV_GET_OFFSET_FOR_VADDR),
    ONLY(ioctl, 1, IOCTL_EVTCHN_NOTIFY),
    ONLY(ioctl, 1, IOCTL_EVTCHN_UNBIND),
    ANY(nanosleep), /* a map that the hypervisor asks to try again */
    ANY(clock_nanosleep),
};
#endif

static bool
permit(scmp_filter_ctx filter, const struct permitted *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct permitted *c = &calls[i];

		if (seccomp_rule_add_array(
		        filter, SCMP_ACT_ALLOW, c->call, c->has_test, &c->test) < 0) {
			return false;
		}
	}
	return true;
}

/* abort() of this process and no other. */
static bool
permit_abort(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
	           SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0),
	           SCMP_A2(SCMP_CMP_EQ, SIGABRT, 0)) == 0;
}

static bool
permit_xen(scmp_filter_ctx filter, bool xen)
{
#ifdef WITH_XEN
	return !xen || permit(filter, for_xen, ARRAY_LEN(for_xen));
#else
	(void)filter;
	return !xen;
#endif
}

/* Calls of another architecture are violations too; a thread of a library is not spared.
 */
static bool
set_up(scmp_filter_ctx filter, bool xen)
{
	return seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) ==
	    0 &&
	    seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
	    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
	    permit(filter, always, ARRAY_LEN(always)) && permit_xen(filter, xen) &&
	    permit_abort(filter);
}

const char *
confine_calls(bool xen)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	const char *why = NULL;

	if (!filter) {
		return "no filter for system calls: out of memory";
	}
	if (!set_up(filter, xen)) {
		why = "the filter for system calls cannot be built";
	} else if (seccomp_load(filter) < 0) {
		why = "the kernel takes no filter for system calls";
	}
	seccomp_release(filter);
	return why;
}
