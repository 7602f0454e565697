#include "gui-daemon/parcel.h"

#include "common/base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t done = write(fd, bytes, len);

		if (done < 0 && errno == EINTR) {
			continue;
		}
		if (done <= 0) {
			return false;
		}
		bytes += done;
		len -= (size_t)done;
	}
	return true;
}

int
parcel_seal(const void *bytes, size_t len)
{
	int fd = memfd_create("parcel", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0) {
		return -1;
	}
	if (write_all(fd, bytes, len) && fcntl(fd, F_ADD_SEALS, SEALS) == 0) {
		return fd;
	}
	int saved_errno = errno;
	fd_close(&fd);
	errno = saved_errno;
	return -1;
}

const char *
parcel_read(int fd, void *out, size_t most, size_t *len)
{
	struct stat status;
	int seals = fcntl(fd, F_GET_SEALS);
	size_t got = 0;

	/* Only memory files answer; all four, so that what is checked is what is read. */
	if (seals < 0 || (seals & SEALS) != SEALS) {
		return "not a sealed memory file";
	}
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size < 0) {
		return "not a memory file";
	}
	if ((uint64_t)status.st_size > most) {
		return "too big";
	}
	while (got < (size_t)status.st_size) {
		ssize_t done = pread(
		    fd, (char *)out + got, (size_t)status.st_size - got, (off_t)got);

		if (done < 0 && errno == EINTR) {
			continue;
		}
		if (done <= 0) {
			return "cannot be read";
		}
		got += (size_t)done;
	}
	*len = got;
	return NULL;
}
