/*
 * What is said in the model, and what the daemon does when it hears it.
 * For keys-model.c and keys-model-daemon.c only.
 */
#ifndef TEST_DAEMON_KEYS_MODEL_INTERNAL_H
#define TEST_DAEMON_KEYS_MODEL_INTERNAL_H

#include "tests/daemon/keys-model.h"

/* What is under way from one to another, oldest first. */
enum kind {
	X_FOCUS_COMES = 1, /* to a worker */
	X_FOCUS_GOES,
	X_KEY,    /* number: who was on the strip */
	X_ANSWER, /* number: that of the question */
	X_SEEN,   /* to the strip: 1, its label can be seen; 0 */
	ASK,      /* to X; number comes back */
	DRAW,     /* to X; number: the domain's label */
	WANTED,   /* to the daemon: 1, or 0 */
	GRANTED,  /* to a worker */
	TAKEN,
	HELLO, /* of the strip */
	SHOWN,
	COVERED,
	WELCOME, /* to the strip */
	LABEL,   /* number: the serial; domain */
};

void model_put(
    struct model_queue *queue, enum kind kind, uint32_t number, uint32_t domain);
struct model_said model_take(struct model_queue *queue);

void model_daemon_hears_worker(unsigned d);
void model_daemon_hears_strip(void);
void model_daemon_hears_of_death(void);

#endif
