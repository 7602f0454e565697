/*
 * A descriptor that goes beside a message: what is known of it, and one made after that.
 * Maps nothing: a file that shrinks while it is read cannot harm us.
 */
#ifndef REPLAY_MEMFILE_H
#define REPLAY_MEMFILE_H

#include "common/base/base.h"

enum memfile_kind {
	MEMFILE_MEMFD,
	MEMFILE_NULL, /* /dev/null: what no worker takes for a buffer */
	MEMFILE_N_KINDS,
};

enum memfile_fill {
	MEMFILE_UNKNOWN, /* nobody looked; made as zeros */
	MEMFILE_COLOUR,  /* every pixel is `colour` */
	MEMFILE_HASHED,  /* FNV-1a of all bytes is `hash`; made as noise that it seeds */
	MEMFILE_NOISE,   /* noise seeded by `hash` */
	MEMFILE_N_FILLS,
};

#define MEMFILE_MOST (512u << 20) /* bytes: more than the largest buffer */

/* A plain value. */
struct memfile {
	enum memfile_kind kind;
	uint64_t size;  /* bytes, at most MEMFILE_MOST */
	bool is_sealed; /* against shrinking */
	enum memfile_fill fill;
	uint32_t colour; /* 0xRRGGBB */
	uint64_t hash;
};

/* A new descriptor, close-on-exec; -1 with errno. */
MUST_USE int memfile_make(const struct memfile *file);

/* What fd is; its content too, if asked for.  False with errno. */
MUST_USE bool memfile_look(int fd, bool content, struct memfile *out);

/* NULL when came is what wanted says, as far as it says; else how it differs. */
const char *memfile_differs(const struct memfile *wanted, const struct memfile *came);

#endif
