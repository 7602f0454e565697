/*
 * What the worker that stands in for paravent-guest says to a test, and what it obeys.
 * Records on a SOCK_SEQPACKET connection to the path in $FAKE_WORKER.
 */
#ifndef TEST_FAKE_H
#define TEST_FAKE_H

#include "gui-daemon/control.h"

/* The first and only record from the worker; its end is the end of the stream. */
struct fake_report {
	int32_t pid;
	int32_t parent;
	int32_t death_signal; /* PR_GET_PDEATHSIG */
	uint32_t open_fds;    /* before it opened any itself */
	uint32_t blocked;     /* 1: some signal is blocked or ignored */
	uint32_t agent;       /* 1: the agent's socket took the connection */
	struct control_setup setup;
};

enum fake_verb {
	FAKE_EXIT,        /* with status argument */
	FAKE_READY,       /* sends CONTROL_READY */
	FAKE_X_CLIENT,    /* sends CONTROL_X_CLIENT: base argument, mask FAKE_X_MASK */
	FAKE_BAD_RECORD,  /* sends a record of no known type */
	FAKE_BAD_LENGTH,  /* sends argument bytes of a good record */
	FAKE_IGNORE_TERM, /* from now on; answers with one byte when it does */
	FAKE_WANT_KEYS,   /* says so argument times, and reads nothing meanwhile */
	FAKE_LEAVE,       /* closes its end of the control socket, and lives on */
};

#define FAKE_X_MASK 0x1fffff
#define FAKE_SCALE 200u /* percent, of its frames */

struct fake_order {
	uint32_t verb; /* enum fake_verb */
	uint32_t argument;
};

#endif
