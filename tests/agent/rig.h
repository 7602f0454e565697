/*
 * A guest and a daemon together, as most tests want them.
 */
#ifndef TEST_AGENT_RIG_H
#define TEST_AGENT_RIG_H

#include "tests/agent/client.h"
#include "tests/agent/daemon.h"
#include "tests/scenario/tap.h"

struct rig {
	struct tap tap;
	struct guest guest;
	struct daemon daemon;
};

/* Runs cases (NULL-terminated) in one guest; returns the exit status of the test. */
int rig_run(struct rig *rig, void (*const *cases)(struct rig *));

/* Likewise; the guest's windows have at most max_pages (0: no bound). */
int rig_run_limited(
    struct rig *rig, void (*const *cases)(struct rig *), unsigned max_pages);

/* Ends the daemon's connection and comes again. */
MUST_USE bool rig_reconnect(struct rig *rig);

/* A mapped window that the daemon has been told of, with its buffer. */
xcb_window_t rig_window(struct rig *rig, int16_t x, int16_t y, uint16_t width,
    uint16_t height, bool override_redirect);

/* Everything that the client did so far has been told. */
MUST_USE bool rig_settle(struct rig *rig);

/* The pixel at x, y of a dump, without its unused byte; UINT32_MAX when there is none. */
uint32_t rig_pixel(const struct message *dump, uint32_t x, uint32_t y);

#endif
