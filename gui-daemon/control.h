/*
 * What paravent-daemon and a worker say to each other: fixed-size records on a
 * SOCK_SEQPACKET pair, the worker's end being descriptor CONTROL_FD.  Both are ours, so
 * both are trusted; the worker less, since a guest may have taken it over: the daemon
 * checks every record.
 *
 * Every record is sizeof(struct control_record) bytes long, both ways.  The end of the
 * stream means that the other side is gone: a worker exits then.  The daemon also has
 * workers killed with it (PR_SET_PDEATHSIG), which the kernel forgets when a worker
 * changes its user or group: such a worker asks for it again.
 */
#ifndef DAEMON_CONTROL_H
#define DAEMON_CONTROL_H

#include "common/base/family.h"
#include "common/base/reserve.h"
#include "gui-daemon/chord.h"
#include "gui-daemon/domain_policy.h"

#include <sys/types.h>

#define CONTROL_FD 3
#define CONTROL_TEXTURE_BYTES 16
#define DOMAIN_NAME_BYTES 64  /* with NUL */
#define DOMAIN_LABEL_BYTES 64 /* with NUL; UTF-8 */

/* How a domain is marked, from its section of paravent.conf. */
struct domain_mark {
	char label[DOMAIN_LABEL_BYTES];
	uint32_t colour;         /* 0xRRGGBB */
	uint32_t pattern;        /* enum mark_pattern, common/paint/mark.h */
	uint32_t frame_width;    /* px at 100 %, MARK_FRAME_MIN..MARK_FRAME_MAX */
	uint32_t letters;        /* of the label, px at 100 %; 0: as the frame is wide */
	char font[FAMILY_BYTES]; /* of the label; "": the default */
};

/* The clipboard's, which are never a guest's. */
struct chords {
	struct chord copy, paste;
};

/* What a worker does and may do, complete: the first record it gets. */
struct control_setup {
	char name[DOMAIN_NAME_BYTES];
	struct domain_mark mark;
	struct domain_policy policy;
	struct chords chords;
	uint32_t scale; /* common/base/scale.h; AUTO: as the display has it */
	uint8_t texture[CONTROL_TEXTURE_BYTES]; /* secret; marks bear it */
	uint32_t xen;                           /* 1: domain id below; 0: socket below */
	uint32_t domain;                        /* Xen's id */
	char socket[108];                       /* path of the agent's local socket */
	char display[64];                       /* of the desktop, "" for $DISPLAY */
	char authority[256]; /* path of its X cookies, "" for $XAUTHORITY */
	uint32_t user;       /* whom to become for good after Xen's devices are open; */
	uint32_t group;      /* 0: stay who we are */
	uint32_t verbose;    /* 1: log at debug level */
};

enum control_type {
	CONTROL_SETUP = 1, /* to the worker */
	CONTROL_READY = 2, /* to the daemon: handshake done, windows follow */

	/* The clipboard: struct control_clip.  A parcel (parcel.h) comes beside two of
	   them. */
	CONTROL_COPY_ASKED = 3, /* to the daemon: the person pressed the copy chord */
	CONTROL_COPIED = 4, /* to the daemon, parcel: the guest's answer; may be empty */
	CONTROL_PASTE_ASKED = 5, /* to the daemon: the person pressed the paste chord */
	CONTROL_PASTE = 6,       /* to the worker, parcel: the content, now the guest's */
	CONTROL_PASTE_NONE = 7,  /* to the worker: there is none for it */
	CONTROL_CLIP_FAILED = 8, /* to the daemon: a chord led to nothing */

	CONTROL_X_CLIENT = 9, /* to the daemon, once and before READY */
	/* To the worker, the answer: desk programs were told of it.  Until then it does
	   not read the guest, so that each window's owner is known before the window. */
	CONTROL_KNOWN = 18,

	/* The focus token: .number. */
	CONTROL_KEYS_WANTED = 10,  /* to the daemon: 1, a window got the keyboard; 0 */
	CONTROL_KEYS_GRANTED = 11, /* to the worker: the grant (token.h) */
	CONTROL_KEYS_TAKEN = 12,   /* to the worker: why, enum keys_taken */

	CONTROL_PAUSED = 13,    /* to the worker: 1, no input and no reading; 0 */
	CONTROL_ATTENTION = 14, /* to the daemon: 1, a window asks for attention; 0 */
	CONTROL_RESERVE = 15,   /* to the worker: where its windows are not to be */
	CONTROL_LOCKED = 16,    /* to the worker: 1, the screen is locked; 0 */
	/* To the daemon, once: a quota has refused, or slowed, something. */
	CONTROL_LIMITED = 17,
};

/* Why keys do not flow, which the frame tells the person. */
enum keys_taken {
	KEYS_ELSEWHERE, /* another domain has them, or nobody */
	KEYS_NO_STRIP,  /* there is no strip, and policy wants one */
	KEYS_COVERED,   /* the strip cannot be seen */
	KEYS_PAUSED,    /* the person paused the domain */
	KEYS_N_REASONS,
};

/* Why a worker did not pass a content on. */
enum clip_fault {
	CLIP_LATE,       /* the guest did not answer in time */
	CLIP_TOO_BIG,    /* for the domain's cap or the guest's protocol */
	CLIP_FOCUS_LEFT, /* the domain lost the focus meanwhile */
	CLIP_BROKEN,     /* memory or descriptors ran out */
	CLIP_N_FAULTS,
};

struct control_clip {
	uint32_t serial;    /* of a worker's chords: what belongs together has the same */
	uint32_t bytes;     /* PASTE_ASKED: the most that the guest takes */
	uint32_t fault;     /* CLIP_FAILED: enum clip_fault */
	uint32_t was_paste; /* CLIP_FAILED: 1: of a paste, 0: of a copy */
};

/*
 * The ids of a worker's X client ("Connection Setup" in the X 11 protocol), by which
 * desk programs know whose a window is: its own are those with (id & ~mask) == base.  It
 * tells them before it has read a guest's first byte.  The scale is that at which it
 * draws frames: it knows the display, which the daemon does not.
 */
struct control_x_client {
	uint32_t base, mask;
	uint32_t scale; /* percent, SCALE_LEAST..SCALE_MOST */
};

struct control_record {
	uint32_t type; /* enum control_type */
	union {
		struct control_setup setup;
		struct control_clip clip;
		struct control_x_client x_client;
		struct reserve reserve; /* px, on the root */
		uint32_t number;
	};
};

/*
 * The daemon's side: sends the setup as one record, and beside it the memory of the
 * worker's token (-1: its keys need none), which the caller keeps.  False with errno.
 */
MUST_USE bool control_send_setup(int fd, const struct control_setup *setup, int token);

/*
 * Sends a record, with a descriptor beside it unless passed is -1, which the caller
 * keeps. False with errno; a full socket that does not block is such an error.
 */
MUST_USE bool control_send(int fd, const struct control_record *record, int passed);

/*
 * Receives what is there; returns its length, 0 at the end of the stream, -1 with errno.
 * *passed is the descriptor that came beside it, the caller's from now on, or -1.
 * One that is too long is cut, and returns more than a record's length.
 */
ssize_t control_receive(int fd, struct control_record *record, int *passed);

/*
 * The daemon's side: a record that came from a worker, and whether a descriptor came with
 * it.  NULL when a worker may send it, else why not.
 */
MUST_USE const char *control_check(
    const struct control_record *record, size_t len, bool has_fd);

/* A worker's exit status tells the daemon what to do next. */
enum worker_exit {
	WORKER_ENDED =
	    0, /* the agent closed the channel: start again when it offers one */
	WORKER_FAILED =
	    1, /* ours: a dead X server, out of memory; start again with back-off */
	WORKER_GUEST_BAD =
	    2, /* the guest broke the protocol: start again with back-off */
	WORKER_CANNOT_START = 3, /* arguments or environment: an error for the person */
};

#endif
