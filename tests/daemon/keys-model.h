/*
 * Daemon, strip, two workers, X and a person, as far as the token of the keys goes: what
 * is under way between them, and the steps in which it goes on.  The verdicts are the
 * real ones (supervisor_keys.c, keys_gate.c, token.c, key_token.c); who carries them is
 * modelled here.
 * One model at a time: the daemon's own structures stand beside the state.
 */
#ifndef TEST_DAEMON_KEYS_MODEL_H
#define TEST_DAEMON_KEYS_MODEL_H

#include "common/base/base.h"

#define MODEL_DOMAINS 2u
#define MODEL_QUEUE 14u
#define MODEL_NOBODY 0u /* domains are 1.. */

struct model_said {
	uint8_t kind, number, domain; /* enum kind */
};

struct model_queue {
	uint8_t count;
	struct model_said at[MODEL_QUEUE];
};

enum model_strip {
	STRIP_NONE,
	STRIP_RUNS,
	STRIP_DEAD, /* of which the daemon has not heard */
};

struct model_worker {
	uint32_t word, last;    /* of its token */
	uint32_t granted, held; /* struct key_token */
	bool has_told, has_focus;
	bool wants_keys, has_keys; /* as the daemon has it: struct domain */
	struct model_queue from_x, to_x, from_daemon, to_daemon;
};

/* All that there is; padding is always 0. */
struct model {
	/* The world, and what may still happen in it. */
	uint8_t focus, on_screen, is_covered;
	uint8_t focuses, keys, covers, deaths;
	/* The strip. */
	uint8_t strip; /* enum model_strip */
	uint8_t is_seen, was_covered, serial, label;
	struct model_queue from_x, to_x, from_daemon, to_daemon;
	/* The gate. */
	bool has_strip, gate_covered, has_asked, is_shown;
	uint32_t gate_serial, asked, holder;
	uint8_t count, wants[MODEL_DOMAINS];
	struct model_worker workers[MODEL_DOMAINS];
};

/* What may happen next; for each domain, where that many follow. */
enum model_step {
	STEP_WORKER_X,
	STEP_WORKER_DAEMON = STEP_WORKER_X + MODEL_DOMAINS,
	STEP_WORKER_SETTLES = STEP_WORKER_DAEMON + MODEL_DOMAINS,
	STEP_X_WORKER = STEP_WORKER_SETTLES + MODEL_DOMAINS,
	STEP_DAEMON_WORKER = STEP_X_WORKER + MODEL_DOMAINS,
	STEP_X_STRIP = STEP_DAEMON_WORKER + MODEL_DOMAINS,
	STEP_STRIP_X,
	STEP_STRIP_DAEMON,
	STEP_DAEMON_STRIP,
	STEP_DAEMON_DEATH,
	STEP_STRIP_STARTS,
	MODEL_STEPS_INSIDE, /* what follows need not happen */
	STEP_KEY = MODEL_STEPS_INSIDE,
	STEP_COVER,
	STEP_DEATH,
	STEP_FOCUS,
	MODEL_STEPS = STEP_FOCUS + MODEL_DOMAINS + 1,
};

/* Where it stands; written by whoever explores. */
extern struct model model;

/* What went wrong in a step; NULL: nothing.  Keys that a domain was given. */
extern const char *model_wrong;
extern unsigned model_delivered;

/* The daemon as it starts. */
void model_begin(void);

/* Takes one step; false when it cannot be taken now. */
bool model_go_on(unsigned step);

/* Nothing is under way: judges that who has the focus gets keys, and nobody else. */
void model_judge_quiet(void);

#endif
