/*
 * One call of a program fails, as $PARAVENT_FAULT tells: "alloc 17" is the 17th
 * allocation.  Never in anything that is installed.
 *
 *   alloc    malloc, calloc, realloc, strdup   out of memory; of our own code
 *   map      mmap, memfd_create                out of memory; of our own code
 *   fd       fcntl for a copy                  out of descriptors
 *   send     sendmsg                           takes one byte only
 *   request  one to the X server               refused with Alloc
 *   gone     one to the X server               refused with Window
 *   hangup   one to the X server               the connection ends
 */
#ifndef ORACLE_FAULT_H
#define ORACLE_FAULT_H

#include "common/base/base.h"

enum fault {
	FAULT_ALLOC,
	FAULT_MAP,
	FAULT_FD,
	FAULT_SEND,
	FAULT_REQUEST,
	FAULT_GONE,
	FAULT_HANGUP,
	FAULT_N,
};

/* Whether this call of that kind is the one: then it says so on standard error. */
MUST_USE bool fault_comes(enum fault kind);

#endif
