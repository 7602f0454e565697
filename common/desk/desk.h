/*
 * What paravent-daemon and the desk programs (paravent-wm, paravent-strip) say to each
 * other: fixed-size records on a SOCK_SEQPACKET socket of the desktop's user.  Both ends
 * are ours and trusted, and check each other all the same.
 * Carries no byte that a guest chose.
 *
 * A desk program says HELLO first.  The daemon answers WELCOME, then a DOMAIN for each
 * that there is, then COMPLETE; after that whatever changes.  What changes twice before
 * it was read is told once, as it is in the end: a slow reader costs no memory, and
 * nobody waits for it.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "common/base/family.h"
#include "common/base/reserve.h"

#define DESK_VERSION 2
#define DESK_NAME_BYTES 64       /* with NUL */
#define DESK_LABEL_BYTES 64      /* with NUL; UTF-8, from paravent.conf */
#define DESK_TEXTURE_BYTES 16    /* of the session's secret */
#define DESK_SOCKET_NAME ".desk" /* in the daemon's folder of agents' sockets */

/* Who says HELLO. */
enum desk_role {
	DESK_STRIP = 1,   /* shows labels; one at a time */
	DESK_MANAGER = 2, /* a window manager; one at a time */
	DESK_VIEWER = 3,  /* looks only */
};

/* What became of a domain's worker. */
enum desk_state {
	DESK_WAITING = 1,  /* no worker: no display, or its agent is away */
	DESK_STARTING = 2, /* a worker, and no session yet */
	DESK_RUNNING = 3,  /* its windows are shown */
	DESK_HELD_OFF = 4, /* ended badly, to be started again later */
	DESK_N_STATES,
};

/* Bits of what a person should know of a domain besides. */
enum desk_flag {
	DESK_PAUSED = 1,      /* by the person: its input stops */
	DESK_MISBEHAVED = 2,  /* its last session broke the protocol */
	DESK_ATTENTION = 4,   /* one of its windows asks for attention */
	DESK_KEYS = 8,        /* has the focus token: it gets what is typed */
	DESK_WANTS_KEYS = 16, /* one of its windows has the focus */
	DESK_LIMITED = 32,    /* a quota has refused or slowed it in this session */
	DESK_FLAGS = 63,
};

/*
 * A domain.  Whose a window is, is decided by the X client that made it: it is this
 * domain's when (window & ~x_mask) == x_base, and by no property.
 */
struct desk_domain {
	uint32_t id;    /* never 0; never given to another domain in a daemon's life */
	uint32_t state; /* enum desk_state */
	uint32_t flags; /* enum desk_flag */
	uint32_t x_base, x_mask; /* of its worker's X client; both 0: it has none now */
	uint32_t colour;         /* 0xRRGGBB */
	uint32_t pattern;        /* enum mark_pattern, common/paint/mark.h */
	uint32_t frame_width;    /* px on the screen */
	uint32_t label_height;   /* likewise */
	char name[DESK_NAME_BYTES];
	char label[DESK_LABEL_BYTES];
	char font[FAMILY_BYTES]; /* of the label; "": the default */
};

/*
 * The daemon's first word: what all frames and labels of this session bear, and how the
 * desk programs' own are to look.  Said again when that has changed.
 */
struct desk_welcome {
	uint32_t version;                    /* DESK_VERSION */
	uint8_t texture[DESK_TEXTURE_BYTES]; /* secret; marks bear it */
	uint32_t scale;                      /* as in common/base/scale.h; may be AUTO */
	char font[FAMILY_BYTES]; /* of texts that are no domain's; "": the default */
};

/* Show this domain's label (0: none of them has the keyboard), then say SHOWN. */
struct desk_label {
	uint32_t serial; /* grows; never 0 */
	uint32_t domain;
};

/* Where clipboard contents are. */
struct desk_clipboard {
	uint32_t state;  /* enum desk_clipboard_state */
	uint32_t source; /* domain; 0: dom0, or nobody */
	uint32_t target; /* domain; 0: dom0, or nobody */
	uint32_t bytes;  /* how much; 0 where that means nothing */
};

enum desk_clipboard_state {
	DESK_CLIPBOARD_EMPTY,
	DESK_CLIPBOARD_HELD,    /* source's text waits for the person's paste */
	DESK_CLIPBOARD_PASTED,  /* target was given source's text */
	DESK_CLIPBOARD_REFUSED, /* policy, size or time forbade it */
	DESK_N_CLIPBOARD_STATES,
};

enum desk_type {
	/* from the daemon */
	DESK_WELCOME = 1,
	DESK_DOMAIN = 2,   /* new or changed */
	DESK_GONE = 3,     /* .number: the domain's id */
	DESK_COMPLETE = 4, /* all that there was at HELLO has been told */
	DESK_LABEL = 5,    /* to the strip alone */
	DESK_CLIPBOARD = 6,
	/* to the daemon */
	DESK_HELLO = 101,
	DESK_SHOWN = 102,   /* from the strip: .number, a label's serial */
	DESK_COVERED = 103, /* from the strip: .number, 1 while it cannot be seen */
	DESK_PAUSE = 104,   /* .pause */
	DESK_RESERVE = 105, /* from the strip: where labels are, on all monitors */
	DESK_LOCKED = 106,  /* from the strip: .number, 1 while the screen is locked */
};

struct desk_hello {
	uint32_t version; /* DESK_VERSION */
	uint32_t role;    /* enum desk_role */
};

struct desk_pause {
	uint32_t domain;
	uint32_t pause; /* 1, or 0 to go on */
};

struct desk_record {
	uint32_t type; /* enum desk_type */
	union {
		struct desk_welcome welcome;
		struct desk_domain domain;
		struct desk_label label;
		struct desk_clipboard clipboard;
		struct desk_hello hello;
		struct desk_pause pause;
		struct reserve reserve; /* px, on the root */
		uint32_t number;
	};
};

/* All zero but its type: nothing of ours leaks in padding. */
struct desk_record desk_record_of(enum desk_type type);

/* NULL when the daemon, or a desk program, may send this record; else why not. */
MUST_USE const char *desk_check_from_daemon(const struct desk_record *record, size_t len);
MUST_USE const char *desk_check_from_program(
    const struct desk_record *record, size_t len);

#endif
