/*
 * Input on its way to the guest: which of it may go, in which order, and what must
 * follow. One message for each event, but for motion, of which only the last of a turn
 * goes. Knows no X connection; never logs what is typed.
 */
#ifndef GUEST_INPUT_OUT_H
#define GUEST_INPUT_OUT_H

#include "gui-daemon/guest/keys.h"
#include "gui-daemon/guest/policy.h"
#include "gui-daemon/guest/x_input.h"

struct link;

struct input_out {
	struct link *link;                  /* borrowed */
	const struct domain_policy *policy; /* borrowed */
	bool has_focus;                     /* a window of this domain has the keyboard */
	uint32_t focus;                     /* which, by the guest's id */
	bool awaits_keymap;                 /* FOCUS in follows the keymap */
	uint8_t focus_detail;
	struct keys swallowed; /* held, and not the guest's: neither are their repeats */
	struct keys keys;      /* that the guest believes to be down */
	struct keys left;      /* it did until the focus left */
	uint8_t modifiers[X_INPUT_KEYS]; /* of each keycode, the bits of X's state */
	uint32_t buttons;                /* held: bit n is button n */
	uint32_t buttons_window;         /* where the first of them was pressed */
	bool has_motion;                 /* motion waits */
	uint32_t motion_window;
	int32_t motion_x, motion_y;
	uint32_t motion_state;
};

void input_out_init(
    struct input_out *in, struct link *link, const struct domain_policy *policy);

/* An event on window id, with x and y relative to its content. */
void input_out_take(struct input_out *in, uint32_t id, const struct x_input_event *event);

/* Window id has the focus, and the key was up until now: a press is no repeat. */
bool input_out_is_fresh(const struct input_out *in, uint32_t id, uint8_t code);

/* A press of the key is not the guest's, nor what it repeats, until it is released. */
void input_out_swallow(struct input_out *in, uint8_t code);

/* Keys are not the guest's from now on: those that it holds are released to it. */
void input_out_let_go(struct input_out *in);

/* Nor are buttons. */
void input_out_let_go_buttons(struct input_out *in);

/* A keymap, which X sends without a window, after a focus or a grab. */
void input_out_keymap(struct input_out *in, const uint8_t keys[32]);

/* The window is unmapped or gone: lets go of what is held in it. */
void input_out_forget(struct input_out *in, uint32_t id);

/* Modifiers that were held when the focus left are not the guest's when it comes back. */
void input_out_forget_held(struct input_out *in);

/* Sends what has waited for the end of the turn. */
void input_out_settle(struct input_out *in);

/*
 * Takes out where the pointer is outside of a content of this size (px), which is not its
 * domain's business: of a key (0, 0) stays, of leaving the nearest place inside.  While a
 * button is held, motion is the domain's wherever it goes.
 */
void input_out_hide_outside(struct x_input_event *event, uint32_t width, uint32_t height);

#endif
