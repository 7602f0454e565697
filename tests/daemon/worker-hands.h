/*
 * A person's hands on a worker's two windows, and what its guest is told of them.
 * Knows nothing of window managers.
 */
#ifndef TESTS_WORKER_HANDS_H
#define TESTS_WORKER_HANDS_H

#include "tests/daemon/worker-rig.h"

/* X keycodes of Xvfb's keyboard. */
#define KEY_A 38
#define KEY_B 56
#define KEY_SHIFT 50

/* X events' types, as the guest is told them. */
#define PRESS 2
#define RELEASE 3
#define BUTTON_PRESS 4
#define BUTTON_RELEASE 5
#define FOCUS_IN 9
#define FOCUS_OUT 10

/* Where the contents of windows 1 and 2, "one" and "two", are; px on the root. */
static const struct rect hands_first = {100, 120, 300, 200};
static const struct rect hands_second = {600, 120, 300, 200};

/* A new worker, those two windows, pointer away, focus nowhere; nothing unread.  The
 * first one's top-level window. */
xcb_window_t hands_begin(struct rig *rig);

void hands_show(
    struct rig *rig, uint32_t id, struct rect r, const char *title, bool popup);

/* Of its type and window, beginning with word0; diagnoses otherwise.  m: NULL is none. */
bool hands_got(
    const struct rig_message *m, uint32_t type, uint32_t window, uint32_t word0);
bool hands_got_key(
    const struct rig_message *m, uint32_t window, uint32_t what, uint32_t code);

/* Whether nothing comes, for a while. */
bool hands_got_nothing(struct rig *rig);

/* Focuses window 1, whose top-level window is outer; whether the guest is told of the
 * keymap, and then of the focus. */
MUST_USE bool hands_focus(struct rig *rig, xcb_window_t outer);

/* Presses and releases the first button there. */
void hands_click(struct rig *rig, int32_t x, int32_t y);

#endif
