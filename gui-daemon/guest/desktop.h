/*
 * The desktop's side of a session: windows presented there, and what happens to them
 * there told to the guest.
 * Sees no guest message.
 */
#ifndef GUEST_DESKTOP_H
#define GUEST_DESKTOP_H

#include "common/x/loop.h"
#include "gui-daemon/guest/chords.h"
#include "gui-daemon/guest/input_out.h"
#include "gui-daemon/guest/key_token.h"
#include "gui-daemon/guest/present.h"

struct desktop {
	struct ev_loop *loop;    /* borrowed */
	struct x *x;             /* borrowed */
	struct windows *windows; /* borrowed */
	struct link *link;       /* borrowed */
	struct x_loop *watch;    /* owned */
	struct present present;
	struct input_out input;
	struct guard guard;
	uint32_t pointer_in; /* a window's id */
	bool has_pointer;    /* it is over that window's content */
	ev_timer patience;   /* runs while a window's placement awaits an answer */
	struct key_token token;
	bool wants_attention; /* as was told last, */
	ev_timer rest;        /* which is not told again while this runs */
	bool is_paused;       /* by the person: no input */
	struct chord_keys chords;
	/* The person pressed one in a window of the domain, which has the focus. */
	void (*chord)(void *data, enum chord_kind kind, uint32_t window);
	/* A window of it got the keyboard, or none has it any more. */
	void (*wants_keys)(void *data, bool wants);
	/* One of its windows asks for attention, or none does any more. */
	void (*attention)(void *data, bool wants);
	/* No window of it has the focus; called again and again. */
	void (*unfocused)(void *data);
	/* The screen has another size. */
	void (*resized)(void *data);
	void (*ended)(void *data, const char *why);
	void *data; /* borrowed */
};

/*
 * Fills *desktop, whose address must not change until desktop_finish().  ended is called
 * from the loop when X is of no more use.  False with *why.
 */
MUST_USE bool desktop_init(struct desktop *desktop, const struct mark *mark,
    const struct measure *frame, const struct domain_policy *policy, const char **why);
void desktop_finish(struct desktop *desktop);

/* Carries out what placement.h says. */
void desktop_act(
    struct desktop *desktop, struct window *window, enum placement_action action);

/* The window is unmapped or gone: neither focus nor pointer is in it any more. */
void desktop_forget(struct desktop *desktop, uint32_t id);

/* The daemon's words about keys: a grant of the token, and its end. */
void desktop_grant_keys(struct desktop *desktop, uint32_t grant);
void desktop_take_keys(struct desktop *desktop, uint32_t why);

/* No input at all, until it goes on; when the screen is locked, nothing new is shown. */
void desktop_pause(struct desktop *desktop, bool pause);
void desktop_lock(struct desktop *desktop, bool is_locked);

int64_t desktop_now_ms(const struct desktop *desktop);

#endif
