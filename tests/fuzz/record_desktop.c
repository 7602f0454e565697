/* The connection's loop, and what a desktop says through it. */
#include "common/x/loop.h"
#include "gui-daemon/guest/x_events.h"
#include "tests/fuzz/record-internal.h"

static struct x_loop_owner owner;

struct x_loop *
x_loop_create(struct ev_loop *loop, struct x *x, const struct x_loop_owner *o)
{
	static int nothing;

	(void)loop;
	(void)x;
	owner = *o;
	return (struct x_loop *)(void *)&nothing;
}

void
x_loop_destroy(struct x_loop *watch)
{
	(void)watch;
}

/* Nobody answers: which a server may do as well. */
bool
x_loop_await(struct x_loop *watch, unsigned int sequence,
    void (*taken)(void *data, uint32_t key, const void *reply), uint32_t key)
{
	(void)watch;
	(void)sequence;
	(void)taken;
	(void)key;
	return false;
}

void
record_settle(void)
{
	owner.settle(owner.data);
}

void
record_say(const struct record_said *said)
{
	if (record_get()->n_frames > 0) {
		owner.event(owner.data, (const void *)said);
		record_settle();
	}
}

static void
say_input(const struct record_said *said, const struct x_events_owner *to,
    const struct record_frame *frame)
{
	struct x_input_event e = {
	    .kind = (enum x_input_kind)(said->a & 15) % (X_KEYMAP + 1),
	    .x = (int16_t)said->b, /* as X's events hold them */
	    .y = (int16_t)said->c,
	    .state = (uint32_t)said->d & 0x1fff,
	    .code = said->code,
	};

	if (e.kind == X_KEYMAP) {
		memset(e.keys, said->code, sizeof(e.keys));
	} else {
		bool by_frame = e.kind == X_KEY_PRESS || e.kind == X_KEY_RELEASE ||
		    e.kind == X_FOCUS_IN || e.kind == X_FOCUS_OUT;
		e.window = by_frame ? frame->outer : frame->content;
	}
	to->input(to->data, &e);
}

/* A window manager's sizes are any that X knows. */
static void
say_configured(const struct record_said *said, const struct x_events_owner *to,
    const struct record_frame *frame)
{
	struct rect where = {(int16_t)said->a, (int16_t)said->b,
	    1 + ((uint32_t)said->c & 0x7fff), 1 + ((uint32_t)said->d & 0x7fff)};

	to->configured(to->data, frame->outer, where, said->code & 1);
}

/* A tray maps an icon by itself; other frames are mapped when the worker asks for it. */
static void
say_mapped(const struct x_events_owner *to, const struct record_frame *frame)
{
	if (frame->is_mapped || frame->kind == X_FRAME_ICON) {
		to->mapped(to->data, frame->outer);
	}
}

/* Only as often as it was asked for. */
static void
say_shown(const struct x_events_owner *to, struct record_frame *frame)
{
	if (frame->fences > 0) {
		frame->fences--;
		to->shown(to->data, frame->content, frame->segment);
	}
}

void
x_events_take(struct x_desk *d, uint8_t shm_completion, const struct x_events_owner *to,
    const xcb_generic_event_t *event)
{
	const struct record_said *said = (const void *)event;
	struct record *record = record_get();
	struct record_frame *frame = &record->frames[said->frame % record->n_frames];

	(void)d;
	(void)shm_completion;
	switch (said->event) {
	case RECORD_INPUT:
		say_input(said, to, frame);
		break;
	case RECORD_CONFIGURED:
		say_configured(said, to, frame);
		break;
	case RECORD_MAPPED:
		say_mapped(to, frame);
		break;
	case RECORD_VISIBLE:
		to->visible(to->data, frame->content, said->code % 3);
		break;
	case RECORD_REPARENTED:
		to->reparented(to->data, frame->outer, said->code & 1);
		break;
	case RECORD_CLOSE:
		to->asked_to_close(to->data, frame->outer);
		break;
	case RECORD_EXPOSED:
		to->exposed(to->data, frame->content,
		    (struct rect){(int16_t)said->a, (int16_t)said->b,
		        (uint32_t)said->c & 0xffff, (uint32_t)said->d & 0xffff},
		    said->code);
		break;
	case RECORD_SHOWN:
		say_shown(to, frame);
		break;
	case RECORD_N_EVENTS:
		break;
	}
}
