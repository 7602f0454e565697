/*
 * What a domain may have and do: verdicts over plain values.
 * Pure: no X, no wire, no windows; policy is data.
 */
#ifndef GUEST_POLICY_H
#define GUEST_POLICY_H

#include "gui-daemon/guest/insets.h"

enum policy_hover {
	HOVER_FOCUSED, /* pointer motion only while the domain has the focus (P8) */
	HOVER_ALWAYS,
};

struct policy {
	uint32_t max_windows;
	uint64_t max_pages; /* of all buffers together */
	enum policy_hover hover;
};

struct policy policy_default(void);

bool policy_may_create(const struct policy *policy, uint32_t windows);

/* May pages more be shown when held are already? */
bool policy_may_hold(const struct policy *policy, uint64_t held, uint64_t pages);

/* Does the pointer's motion go to the guest? */
bool policy_may_hover(
    const struct policy *policy, bool domain_has_focus, bool button_held);

/*
 * Where the content of an override-redirect window may be: moved, and if it must be cut,
 * so that its whole frame lies within screen (P10).  Never less than 1×1.
 */
struct rect policy_place_popup(
    struct rect content, struct insets frame, struct rect screen);

/* The font cursor to show for a glyph that a guest asked for; POLICY_NO_GLYPH: default.
 */
#define POLICY_NO_GLYPH UINT32_MAX
uint32_t policy_cursor(uint32_t glyph);

#endif
