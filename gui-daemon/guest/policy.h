/*
 * What a domain may have and do: verdicts over plain values.
 * Pure: no X, no wire, no windows; policy is data.
 */
#ifndef GUEST_POLICY_H
#define GUEST_POLICY_H

#include "common/base/insets.h"
#include "gui-daemon/domain_policy.h"

/*
 * Windows beyond the domain's are known, so that its agent need not be told, but never
 * shown; this many of them.  One more ends the session.
 */
#define POLICY_MOST_REFUSED 16384

#define POLICY_MOST_ICONS 8 /* in the tray at a time; others wait */

bool policy_may_create(const struct domain_policy *policy, uint32_t windows);

/* Which of the flags (enum win_flag) that a guest wants set it gets. */
uint32_t policy_flags(const struct domain_policy *policy, uint32_t wanted);

/* May pages more be shown when held are already? */
bool policy_may_hold(const struct domain_policy *policy, uint64_t held, uint64_t pages);

/* Does the pointer's motion go to the guest? */
bool policy_may_hover(
    const struct domain_policy *policy, bool domain_has_focus, bool button_held);

/*
 * Where the content of an override-redirect window may be: moved, and if it must be cut,
 * so that its whole frame lies within screen (P10).  Never less than 1×1.
 */
struct rect policy_place_popup(
    struct rect content, struct insets frame, struct rect screen);

/* Px² that the frame of one more popup may have when those of others have taken. */
uint64_t policy_popup_room(
    const struct domain_policy *policy, struct rect screen, uint64_t taken);

/* Px² of the popup with its frame. */
uint64_t policy_popup_area(struct rect content, struct insets frame);

/* Cuts content so that it fits into room; never less than 1×1. */
struct rect policy_cut_popup(struct rect content, struct insets frame, uint64_t room);

/*
 * Where the content of a managed window that states its position may be: moved down
 * until its whole frame and the manager's title bar can be seen.  Half of that bar may be
 * hidden: a window that was maximised comes back without the border that it had lost.
 */
struct rect policy_place_managed(struct rect content, struct insets frame,
    struct insets decoration, struct rect screen);

/* The font cursor to show for a glyph that a guest asked for; POLICY_NO_GLYPH: default.
 */
#define POLICY_NO_GLYPH UINT32_MAX
uint32_t policy_cursor(const struct domain_policy *policy, uint32_t glyph);

#endif
