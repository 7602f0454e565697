#include "common/base/memfd.h"

#include "common/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int
memfd_create_sealed(const char *name, size_t size)
{
	int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int saved_errno;

	if (fd < 0) {
		return -1;
	}
	if (ftruncate(fd, (off_t)size) == 0 &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0) {
		return fd;
	}
	saved_errno = errno;
	fd_close(&fd);
	errno = saved_errno;
	return -1;
}

const char *
memfd_check(int fd, size_t size)
{
	struct stat status;
	int seals = fcntl(fd, F_GET_SEALS);

	/* Only memfds, and files of tmpfs and hugetlbfs that can never be sealed, answer.
	 */
	if (seals < 0) {
		return "not a memfd";
	}
	if (!(seals & F_SEAL_SHRINK)) {
		return "memfd not sealed against shrinking";
	}
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		return "not a memfd";
	}
	if (status.st_size < 0 || (uint64_t)status.st_size < size) {
		return "memfd smaller than the picture";
	}
	return NULL;
}
