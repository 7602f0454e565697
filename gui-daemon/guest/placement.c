#include "gui-daemon/guest/placement.h"

struct placement
placement_new(struct rect content, bool was_clamped)
{
	return (struct placement){
	    .asked = content,
	    .actual = content,
	    .told = content,
	    .is_stale = was_clamped,
	};
}

struct rect
placement_wanted(const struct placement *p)
{
	return p->has_wish ? p->actual : p->asked;
}

static enum placement_action
tell(struct placement *p, int64_t now_ms)
{
	p->told = p->actual;
	p->told_ms = now_ms;
	p->is_stale = false;
	p->is_outstanding = true;
	p->has_wish = false;
	return PLACEMENT_TELL;
}

/* Tells the guest when it believes something else, unless an answer is awaited. */
static enum placement_action
tell_if_wrong(struct placement *p, int64_t now_ms)
{
	if (!p->is_shown || p->is_asking || p->is_outstanding) {
		return PLACEMENT_NOTHING;
	}
	if (rect_equals(p->told, p->actual) && !p->is_stale) {
		return PLACEMENT_NOTHING;
	}
	return tell(p, now_ms);
}

static enum placement_action
ask(struct placement *p, int64_t now_ms)
{
	p->told = p->asked;
	if (!p->is_shown) {
		p->actual = p->asked;
		return PLACEMENT_ASK;
	}
	p->is_asking = !rect_equals(p->asked, p->actual);
	p->asked_ms = now_ms;
	return p->is_asking ? PLACEMENT_ASK : tell_if_wrong(p, now_ms);
}

/* A disagreement: true while it is worth telling the guest. */
static bool
may_argue(struct placement *p, int64_t now_ms)
{
	if (now_ms - p->told_ms > PLACEMENT_ROUNDS_MS) {
		p->rounds = 0;
	}
	if (p->rounds >= PLACEMENT_MAX_ROUNDS) {
		return false;
	}
	p->rounds++;
	return true;
}

/* It was never asked of the desktop: what the guest wants is what it has. */
static void
give_up_wish(struct placement *p)
{
	p->asked = p->has_wish ? p->actual : p->asked;
	p->has_wish = false;
}

enum placement_action
placement_from_guest(
    struct placement *p, struct rect content, bool was_clamped, int64_t now_ms)
{
	if (p->is_outstanding && !was_clamped && rect_equals(content, p->told)) {
		p->is_outstanding = false;
		give_up_wish(p);
		return tell_if_wrong(p, now_ms);
	}
	p->asked = content;
	p->is_stale = was_clamped && may_argue(p, now_ms);
	if (p->is_outstanding) {
		/* It may have crossed ours: if no acknowledgement follows, it was meant.
		 */
		p->has_wish = true;
		return PLACEMENT_NOTHING;
	}
	return ask(p, now_ms);
}

enum placement_action
placement_overrule(struct placement *p, struct rect content, int64_t now_ms)
{
	p->is_outstanding = false;
	p->has_wish = false;
	p->is_stale = true;
	p->asked = content;
	return ask(p, now_ms);
}

void
placement_shown(struct placement *p, struct rect content)
{
	p->is_shown = true;
	p->is_asking = false;
	p->actual = content;
	p->rounds = 0;
}

void
placement_hidden(struct placement *p)
{
	p->is_shown = false;
	p->is_asking = false;
	p->is_outstanding = false;
	p->has_wish = false;
}

enum placement_action
placement_from_desktop(struct placement *p, struct rect content, int64_t now_ms)
{
	p->actual = content;
	if (p->is_asking && rect_equals(content, p->asked)) {
		p->is_asking = false;
		p->rounds = 0;
	}
	return tell_if_wrong(p, now_ms);
}

/* The desktop did not do as asked: the guest hears of it, but not for ever. */
static enum placement_action
give_up_asking(struct placement *p, int64_t now_ms)
{
	p->is_asking = false;
	return may_argue(p, now_ms) ? tell_if_wrong(p, now_ms) : PLACEMENT_NOTHING;
}

/* The guest did not acknowledge: its last wish, if it had one, counts as a request. */
static enum placement_action
give_up_waiting(struct placement *p, int64_t now_ms)
{
	p->is_outstanding = false;
	if (!may_argue(p, now_ms)) {
		give_up_wish(p);
		return PLACEMENT_NOTHING;
	}
	if (!p->has_wish) {
		return tell_if_wrong(p, now_ms);
	}
	p->has_wish = false;
	return ask(p, now_ms);
}

enum placement_action
placement_expire(struct placement *p, int64_t now_ms)
{
	if (placement_wait_ms(p, now_ms) != 0) {
		return PLACEMENT_NOTHING;
	}
	return p->is_asking ? give_up_asking(p, now_ms) : give_up_waiting(p, now_ms);
}

static int64_t
left_ms(int64_t since_ms, int64_t allowed_ms, int64_t now_ms)
{
	int64_t left = since_ms + allowed_ms - now_ms;

	return left > 0 ? left : 0;
}

int64_t
placement_wait_ms(const struct placement *p, int64_t now_ms)
{
	if (p->is_asking) {
		return left_ms(p->asked_ms, PLACEMENT_ASK_MS, now_ms);
	}
	if (p->is_outstanding) {
		return left_ms(p->told_ms, PLACEMENT_ANSWER_MS, now_ms);
	}
	return -1;
}

enum placement_action
placement_refuse(struct placement *p, struct rect content, int64_t now_ms)
{
	if (rect_equals(content, p->told)) {
		p->is_outstanding = false;
		return PLACEMENT_NOTHING;
	}
	if (p->is_outstanding) {
		return PLACEMENT_NOTHING; /* it is being told already */
	}
	p->told = p->actual;
	p->is_outstanding = true;
	p->told_ms = now_ms;
	return PLACEMENT_TELL;
}
