/*
 * Who gets what is typed: the focus token goes to a domain only while the strip shows
 * that domain's label (P3).  Verdicts only; a few calls for each change of focus, none
 * for a key.
 * Pure: knows no sockets and no clock.
 *
 * Taking the token back takes effect at once and waits for nobody, so that it always
 * comes before another label is asked for; a label is asked for by a serial, and only
 * the answer to the last one counts.
 */
#ifndef DAEMON_KEYS_GATE_H
#define DAEMON_KEYS_GATE_H

#include "common/base/base.h"

#define KEYS_GATE_MOST 128u /* domains that can want keys at once; more get none */

struct keys_gate_owner {
	/* The strip is to show this domain's label, 0 for none, and to say the serial. */
	void (*show)(void *data, uint32_t serial, uint32_t domain);
	/* The domain's keys flow; they do not. */
	void (*grant)(void *data, uint32_t domain);
	void (*revoke)(void *data, uint32_t domain);
	void *data; /* borrowed */
};

/* A domain one of whose windows has, or had, the keyboard. */
struct keys_gate_want {
	uint32_t domain;
	bool is_strict; /* without a strip it gets no keys */
};

struct keys_gate {
	struct keys_gate_owner owner;
	bool has_strip, is_covered;
	bool has_asked;  /* this strip was asked for a label: */
	uint32_t serial; /* the last one's */
	uint32_t asked;  /* its domain */
	bool is_shown;   /* it is on the screen */
	uint32_t holder; /* who has the token; 0: nobody */
	size_t count;
	struct keys_gate_want wants[KEYS_GATE_MOST]; /* the last one to ask is last */
};

void keys_gate_init(struct keys_gate *gate, const struct keys_gate_owner *owner);

/* A window of the domain got the keyboard; none of them has it, or the domain is gone. */
void keys_gate_want(struct keys_gate *gate, uint32_t domain, bool is_strict);
void keys_gate_unwant(struct keys_gate *gate, uint32_t domain);

/* A strip came or went; it can or cannot be seen; it shows the label of this serial. */
void keys_gate_strip(struct keys_gate *gate, bool has_strip);
void keys_gate_covered(struct keys_gate *gate, bool is_covered);
void keys_gate_shown(struct keys_gate *gate, uint32_t serial);

/* Who has asked last, and so has the keyboard as far as X goes; 0: no domain. */
uint32_t keys_gate_focus(const struct keys_gate *gate);

#endif
