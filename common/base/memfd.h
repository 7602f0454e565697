/*
 * Sealed memory files: what stands in for grant pages on the local transport.
 * Does not map them.
 */
#ifndef BASE_MEMFD_H
#define BASE_MEMFD_H

#include "common/base/base.h"

#define PAGE_BYTES 4096u /* of Xen, and of every buffer here */

/*
 * A new close-on-exec memfd of size bytes, sealed so that its size is fixed for ever
 * (F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_SEAL).  -1 with errno.
 */
MUST_USE int memfd_create_sealed(const char *name, size_t size);

/*
 * NULL when fd, from somebody who is not trusted, is a memfd that cannot shrink and holds
 * at least size bytes; else why not.  Without the seal its owner could truncate it and
 * have whoever reads it die of SIGBUS.
 */
MUST_USE const char *memfd_check(int fd, size_t size);

#endif
