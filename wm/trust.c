#include "wm/trust.h"

bool
trust_may_focus(
    enum trust_who who, trust_owner owner, bool any_focused, trust_owner focused)
{
	if (who != TRUST_WINDOW) {
		return true;
	}
	/* Nobody works in anything: even then a domain waits for the person, for keys
	 * that are on their way were meant for what just went. */
	return any_focused ? owner == focused : owner == TRUST_DOM0;
}

bool
trust_may_raise(
    enum trust_who who, trust_owner owner, bool any_focused, trust_owner focused)
{
	return trust_may_focus(who, owner, any_focused, focused);
}

enum trust_answer
trust_fullscreen(enum trust_who who, trust_owner owner, enum trust_fullscreen policy)
{
	if (who != TRUST_WINDOW || owner == TRUST_DOM0) {
		return TRUST_YES;
	}
	return policy == TRUST_FULLSCREEN_ALLOW ? TRUST_YES
	    : policy == TRUST_FULLSCREEN_ASK    ? TRUST_ATTENTION
	                                        : TRUST_NO;
}

static bool
is_storm(struct trust_account *account, const struct trust_limits *limits, int64_t now_ms)
{
	int64_t age = now_ms - account->window_started_ms;

	/* A clock that was set back starts anew. */
	if (age < 0 || age >= TRUST_STORM_MS) {
		account->window_started_ms = now_ms;
		account->windows = 0;
	}
	if (account->windows < limits->new_windows) {
		account->windows++;
		return false;
	}
	return true;
}

bool
trust_may_cover(const struct trust_limits *limits, trust_owner owner, uint64_t covered_px,
    uint64_t own_px, uint64_t area_px)
{
	/* A domain's first window is what the person started it for. */
	return owner == TRUST_DOM0 || covered_px == 0 ||
	    (covered_px + own_px) * 100 <= area_px * (uint64_t)limits->cover_share;
}

enum trust_answer
trust_new_window(struct trust_account *account, const struct trust_limits *limits,
    trust_owner owner, uint64_t covered_px, uint64_t own_px, uint64_t area_px,
    int64_t now_ms)
{
	if (owner == TRUST_DOM0) {
		return TRUST_YES;
	}
	if (is_storm(account, limits, now_ms)) {
		return TRUST_NO;
	}
	return trust_may_cover(limits, owner, covered_px, own_px, area_px)
	    ? TRUST_YES
	    : TRUST_ATTENTION;
}
