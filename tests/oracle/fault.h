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
 *
 * Where $PARAVENT_FAULT_ROOM is the number of an inherited descriptor, the order lies in
 * its memory, which the test shares and changes as it likes.
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

/* An order, and what became of it. */
struct fault_room {
	uint32_t kind;  /* enum fault; FAULT_N: none */
	uint32_t at;    /* this call of that kind, the first is 1 */
	uint32_t count; /* calls of that kind since the order */
	uint32_t came;  /* 1: it has failed */
	int32_t live;   /* our own allocations, less those freed with fault_free.c */
};

/* This program's; never NULL. */
struct fault_room *fault_room(void);

/* Orders that call number at of kind fails, counted from now on. */
static inline void
fault_order(struct fault_room *room, enum fault kind, uint32_t at)
{
	room->kind = FAULT_N;
	room->at = at;
	room->count = 0;
	room->came = 0;
	room->kind = kind;
}

/* Whether this call of that kind is the one: then it says so on standard error. */
MUST_USE bool fault_comes(enum fault kind);

#endif
