/* The desktop's keys: which are modifiers and chords, and whether they are the guest's.
 */
#include "common/base/log.h"
#include "gui-daemon/guest/desktop-internal.h"

static void
on_modifiers(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	if (reply) {
		x_input_modifiers(reply, desktop->input.modifiers);
	}
}

static void
on_keyboard(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	for (unsigned i = 0; i < CHORD_N && reply; i++) {
		x_input_keys(desktop->x, reply, desktop->chords.chord[i].keysym,
		    desktop->chords.keys[i].down);
	}
}

void
desktop_look_at_keyboard(struct desktop *desktop)
{
	x_loop_await(desktop->watch, x_input_ask_modifiers(desktop->x), on_modifiers, 0);
	x_loop_await(desktop->watch, x_input_ask_keys(desktop->x), on_keyboard, 0);
}

/* --- keys -------------------------------------------------------------------------- */

/* At the end of a turn, so that focus going from window to window is no change. */
void
desktop_want_keys(struct desktop *desktop)
{
	bool wants = desktop->input.has_focus;

	if (desktop->token.word && desktop->token.wants != wants) {
		desktop->token.wants = wants;
		log_debug("keys: %s", wants ? "wanted" : "not wanted");
		desktop->wants_keys(desktop->data, wants);
		if (wants && key_token_holds(&desktop->token)) {
			log_debug("keys: granted, without a label");
		}
	}
}

static void
on_answered(void *data, uint32_t grant, const void *reply)
{
	struct desktop *desktop = data;

	(void)reply;
	key_token_answered(&desktop->token, grant);
	if (key_token_holds(&desktop->token)) {
		log_debug("keys: granted");
	}
}

/* Keys that X sent before this answer were typed before the label was shown. */
void
desktop_grant_keys(struct desktop *desktop, uint32_t grant)
{
	key_token_granted(&desktop->token, grant);
	x_loop_await(desktop->watch, x_input_ask_focus(desktop->x), on_answered, grant);
}

void
desktop_take_keys(struct desktop *desktop, uint32_t why)
{
	log_debug("keys: taken: %u", why);
	key_token_taken(&desktop->token);
	input_out_let_go(&desktop->input);
}

/* --- whose the focus is ------------------------------------------------------------ */

/* X had it that the focus went to another client's window: a domain's, or dom0's. */
static void
on_focus_left(void *data, uint32_t key, const void *reply)
{
	struct desktop *desktop = data;

	(void)key;
	if (reply && x_input_is_focus_foreign(desktop->x, reply)) {
		input_out_forget_held(&desktop->input);
	}
}

void
desktop_follow_focus(
    struct desktop *desktop, struct window *window, enum x_input_kind kind)
{
	if (kind == X_FOCUS_OUT) {
		x_loop_await(
		    desktop->watch, x_input_ask_focus(desktop->x), on_focus_left, 0);
	} else if (kind == X_FOCUS_IN) {
		desktop_pay_attention(desktop, window);
	}
}

/* --- no input --------------------------------------------------------------------- */

static void
let_go(struct desktop *desktop)
{
	input_out_let_go(&desktop->input);
	input_out_let_go_buttons(&desktop->input);
}

void
desktop_pause(struct desktop *desktop, bool pause)
{
	desktop->is_paused = pause;
	if (pause) {
		let_go(desktop);
	}
}

void
desktop_lock(struct desktop *desktop, bool is_locked)
{
	log_debug("the screen is %s", is_locked ? "locked" : "unlocked");
	if (is_locked) {
		let_go(desktop);
	}
	present_lock(&desktop->present, is_locked);
}

/* X tells nobody that the pointer has left a window that is no more. */
void
desktop_forget(struct desktop *desktop, uint32_t id)
{
	input_out_forget(&desktop->input, id);
	if (desktop->pointer_in == id) {
		desktop->has_pointer = false;
	}
}
