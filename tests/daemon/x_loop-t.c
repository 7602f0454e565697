/* Replies that nobody waits for: each comes, in its place, however many there are. */
#include "common/x/loop.h"
#include "tests/daemon/worker-rig.h"
#include "tests/unit/tap.h"

#define QUESTIONS 3000u /* far more than a quiet program ever has under way */
#define TOLD_AT 2000u   /* the number of the question before which something happens */

struct heard {
	struct ev_loop *loop;
	unsigned answers, failures;
	uint32_t next; /* key that is due */
	bool is_in_order;
	uint32_t event_at; /* how many answers had come before the event */
	bool has_ended;
};

static void
on_event(void *data, const xcb_generic_event_t *event)
{
	struct heard *heard = data;

	if ((event->response_type & 0x7f) == XCB_PROPERTY_NOTIFY) {
		heard->event_at = heard->answers;
	}
}

static bool
on_error(void *data, const xcb_generic_error_t *error)
{
	(void)data;
	(void)error;
	return true;
}

static void
on_settle(void *data)
{
	(void)data;
}

static void
on_ended(void *data, const char *why)
{
	struct heard *heard = data;

	(void)why;
	heard->has_ended = true;
	ev_break(heard->loop, EVBREAK_ALL);
}

static void
on_answer(void *data, uint32_t key, const void *reply)
{
	struct heard *heard = data;

	heard->is_in_order = heard->is_in_order && key == heard->next;
	heard->next = key + 1;
	heard->failures += reply == NULL;
	if (++heard->answers == QUESTIONS) {
		ev_break(heard->loop, EVBREAK_ALL);
	}
}

static void
on_patience(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)timer;
	(void)events;
	ev_break(loop, EVBREAK_ALL);
}

/* As a program that did not run for a while, and has all of it to do in one turn. */
static unsigned
ask(struct x *x, struct x_loop *watch)
{
	const uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
	unsigned taken = 0;

	xcb_change_window_attributes(x->xcb, x->screen->root, XCB_CW_EVENT_MASK, &events);
	for (uint32_t i = 0; i < QUESTIONS; i++) {
		if (i == TOLD_AT) {
			xcb_delete_property(x->xcb, x->screen->root, XCB_ATOM_WM_NAME);
		}
		taken += x_loop_await(
		    watch, xcb_get_input_focus(x->xcb).sequence, on_answer, i);
	}
	return taken;
}

int
main(void)
{
	struct rig *rig = rig_create(false);
	struct ev_loop *loop = ev_default_loop(0);
	struct heard heard = {.loop = loop, .is_in_order = true};
	const struct x_loop_owner owner = {
	    on_event, on_error, on_settle, on_ended, &heard};
	const char *why = "";
	struct x *x = x_open(rig->display, &why);
	struct x_loop *watch = x ? x_loop_create(loop, x, &owner) : NULL;
	ev_timer patience;

	if (!watch) {
		rig_bail_out(why);
	}
	xcb_change_property(rig->x, XCB_PROP_MODE_REPLACE, x->screen->root,
	    XCB_ATOM_WM_NAME, XCB_ATOM_STRING, 8, 1, "x");
	rig_sync(rig);
	ok_named(ask(x, watch) == QUESTIONS, "each question is remembered");
	ev_timer_init(&patience, on_patience, RIG_PATIENCE_MS / 1000., 0.);
	ev_timer_start(loop, &patience);
	ev_run(loop, 0);
	ev_timer_stop(loop, &patience);
	ok_named(!heard.has_ended && heard.answers == QUESTIONS && heard.failures == 0,
	    "P3: no answer is lost, however many are under way");
	ok_named(heard.is_in_order, "they come in the order of the questions");
	ok_named(
	    heard.event_at == TOLD_AT, "and an event between those that it lay between");
	x_loop_destroy(watch);
	x_close(x);
	rig_destroy(rig);
	return done_testing();
}
