/*
 * A desktop with paravent-daemon, paravent-strip and three domains, each with a window,
 * and the person's eyes and hands on it.
 */
#ifndef TEST_STRIP_STAGE_H
#define TEST_STRIP_STAGE_H

#include "tests/scenario/fixture.h"
#include "tests/strip/agent.h"

#define STAGE_DOMAINS 3u
#define STAGE_NOBODY STAGE_DOMAINS /* the strip shows no domain's label */

struct stage {
	struct fixture fixture;
	struct agent agents[STAGE_DOMAINS];
	xcb_window_t windows[STAGE_DOMAINS]; /* of the workers, which take the focus */
	struct member *strip;                /* NULL while none was started */
	const char *strip_display;           /* borrowed; NULL: the fixture's */
	bool keeps_strip;                    /* it is started with --keep */
};

extern const struct fixture_domain stage_domains[STAGE_DOMAINS];

/* False, with diagnostics; then stage_close() is still due. */
MUST_USE bool stage_open(struct stage *stage, enum fixture_wm wm, const char *policy);
bool stage_close(struct stage *stage, const struct tap *tap);

/* Starts the strip, and waits until it is on the screen. */
MUST_USE bool stage_start_strip(struct stage *stage);

/* Signals that process; nobody, when it was not found (-1). */
void stage_signal(pid_t pid, int signal);

/* kill -9, and waits until it is dead; its windows may still be there for a moment. */
void stage_kill_strip(struct stage *stage);

/* Of one that has ended, and was started last of all: as if it had never been. */
void stage_forget_strip(struct stage *stage);

/* Whose label is on the screen now: 0..STAGE_DOMAINS - 1, else STAGE_NOBODY. */
unsigned stage_label(struct stage *stage);

/* Focus as a person's click gives it; STAGE_NOBODY: to none of them.  Does not wait. */
void stage_focus(struct stage *stage, unsigned domain);

/* Asks the window manager for something about the domain's window, as a pager does. */
void stage_ask_manager(struct stage *stage, unsigned domain, const char *type, uint32_t a,
    uint32_t b, uint32_t c);

/* _NET_ACTIVE_WINDOW (EWMH), and waits until the strip shows that label. */
MUST_USE bool stage_activate(struct stage *stage, unsigned domain);

/* Waits until the strip shows that label. */
MUST_USE bool stage_await_label(struct stage *stage, unsigned domain);

/* Presses and releases a key, in one moment with the answer: whose label is shown. */
unsigned stage_type(struct stage *stage, uint8_t code);

/*
 * Gives the domain the focus and types keys that are typed for nothing else (keycodes 59
 * to 61 and 65) until its guest has one, so that all that was typed before has arrived
 * or never will.  False after the deadline.
 */
MUST_USE bool stage_drain(struct stage *stage, unsigned domain);

/*
 * Opens a stage with a strip, runs the tests (NULL-terminated) on it in turn, closes it.
 */
typedef void stage_test(struct tap *tap, struct stage *stage);
void stage_run(
    struct tap *tap, enum fixture_wm wm, const char *policy, stage_test *const *tests);

#endif
