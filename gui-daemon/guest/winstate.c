#include "gui-daemon/guest/winstate.h"

#define NO WIN_N_STATES /* not legal there: ends the session */

/* clang-format off */
static const enum win_state next[WIN_N_STATES][WIN_N_EVENTS] = {
    /*                WIN_MAP     WIN_UNMAP     WIN_DOCK    WIN_DESTROY */
    [WIN_CREATED]  = {WIN_MAPPED, WIN_CREATED,  WIN_DOCKED, WIN_DYING},
    [WIN_MAPPED]   = {WIN_MAPPED, WIN_UNMAPPED, NO,         WIN_DYING},
    [WIN_UNMAPPED] = {WIN_MAPPED, WIN_UNMAPPED, WIN_DOCKED, WIN_DYING},
    [WIN_DOCKED]   = {WIN_DOCKED, WIN_DOCKED,   WIN_DOCKED, WIN_DYING},
    [WIN_DYING]    = {NO,         NO,           NO,         NO},
};
/* clang-format on */

static const char *const names[] = {
    [WIN_CREATED] = "created",
    [WIN_MAPPED] = "mapped",
    [WIN_UNMAPPED] = "unmapped",
    [WIN_DOCKED] = "docked",
    [WIN_DYING] = "dying",
};

const char *
winstate_name(enum win_state state)
{
	return names[state];
}

struct winstate
winstate_new(bool override_redirect)
{
	return (struct winstate){
	    .state = WIN_CREATED,
	    .override_redirect = override_redirect,
	};
}

bool
winstate_is_mapped(const struct winstate *s)
{
	return s->state == WIN_MAPPED;
}

bool
winstate_is_docked(const struct winstate *s)
{
	return s->state == WIN_DOCKED;
}

const char *
winstate_take(struct winstate *s, enum win_event event, bool *changed)
{
	enum win_state to = next[s->state][event];

	/*@ assert s->state == WIN_CREATED ==>
	        to == WIN_MAPPED || to == WIN_CREATED || to == WIN_DOCKED || to ==
	   WIN_DYING;
	*/
	//@ assert WIN_CREATED <= to <= NO;

	if (to == NO) {
		return event == WIN_DOCK ? "dock of a mapped window"
		                         : "message for a destroyed window";
	}
	*changed = to != s->state;
	s->state = to;
	if (to == WIN_DOCKED) {
		s->override_redirect = false;
		s->flags = 0;
	}
	return NULL;
}

const char *
winstate_map(struct winstate *s, bool override_redirect, bool *changed)
{
	const char *why = winstate_take(s, WIN_MAP, changed);

	/* Only the step from not mapped to mapped may bring another mode. */
	if (!why && *changed) {
		s->override_redirect = override_redirect;
		s->flags = override_redirect ? 0 : s->flags;
	}
	return why;
}

const char *
winstate_set_flags(struct winstate *s, uint32_t set, uint32_t unset)
{
	if (set & unset) {
		return "flags both set and unset";
	}
	if (s->state == WIN_DYING) {
		return "message for a destroyed window";
	}
	if (s->state == WIN_DOCKED || s->override_redirect) {
		return NULL;
	}
	if (s->state == WIN_MAPPED) {
		s->flags = (s->flags | set) & ~(unset & WIN_FULLSCREEN);
	} else {
		s->flags = set;
	}
	return NULL;
}

uint32_t
winstate_told_flags(struct winstate *s, uint32_t flags)
{
	uint32_t changed = s->flags ^ flags;

	s->flags = flags;
	return changed;
}
