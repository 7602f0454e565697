/*
 * An agent without a guest: shows windows in a domain, and notes which keys it is given.
 * Judges nothing.
 */
#ifndef TEST_STRIP_AGENT_H
#define TEST_STRIP_AGENT_H

#include "common/base/rect.h"
#include "protocol/transport/transport.h"
#include "protocol/wire/frame.h"

#define AGENT_WINDOW 0x100 /* the first; further ones follow */
#define AGENT_PATH_BYTES 100
#define AGENT_MOST_KEYS 65536

struct agent {
	const char *name;                 /* borrowed; the domain's */
	char path[AGENT_PATH_BYTES];      /* of its socket */
	int listener;                     /* owned */
	struct transport *channel;        /* owned */
	struct frames *frames;            /* owned */
	uint8_t pressed[AGENT_MOST_KEYS]; /* keycodes, in order */
	size_t n_pressed;
	unsigned n_drained; /* stage_drain() has been called so often */
	uint8_t down[32];   /* as X has it: pressed and not yet released */
};

/* Offers the domain in the folder of sockets, and shakes hands with its worker. */
MUST_USE bool agent_open(
    struct agent *agent, const char *folder, const char *name, int64_t deadline);
void agent_close(struct agent *agent);

/* Shows window AGENT_WINDOW + i at r, with that title. */
void agent_show(struct agent *agent, uint32_t i, struct rect r, const char *title);

/* Likewise, as an override-redirect window: menus are such. */
void agent_pop_up(struct agent *agent, uint32_t i, struct rect r);

/* Asks for another place; destroys it. */
void agent_move(struct agent *agent, uint32_t i, struct rect r);
void agent_destroy(struct agent *agent, uint32_t i);

/* Sets or takes away WIN_FLAG bits (messages.def, WINDOW_FLAGS). */
void agent_set_flags(struct agent *agent, uint32_t i, uint32_t set, uint32_t unset);

/* Takes what has come, waiting at most ms for the first of it.  False when the worker has
 * gone. */
bool agent_pump(struct agent *agent, int ms);

/* As if no key had been pressed yet: before there is no more room for them. */
void agent_forget_keys(struct agent *agent);

/* Was the key pressed in it, after the first n_pressed of then? */
bool agent_was_given(const struct agent *agent, size_t from, uint8_t code);

/* Is any key down? */
bool agent_holds_keys(const struct agent *agent);

/* Takes what comes until none is down; false at the deadline (clock_ms()). */
MUST_USE bool agent_await_released(struct agent *agent, int64_t deadline);

#endif
