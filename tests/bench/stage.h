/*
 * Where the loads play: a desktop, on it a domain; either a whole one of its own, over
 * the local transport, or one under Xen, which somebody else has set up.
 */
#ifndef BENCH_STAGE_H
#define BENCH_STAGE_H

#include "tests/scenario/fixture.h"

#define STAGE_DOMAIN "work" /* of the local transport */
#define STAGE_WIDTH 4096u   /* px of the desktop */
#define STAGE_HEIGHT 2304u
#define STAGE_PORT 6010 /* of the vchan to the program in a domain */

/* What stands already, in dom0; the desktop is $DISPLAY. */
struct stage_lab {
	uint32_t domain; /* its id; 0: no lab */
	pid_t xserver, daemon;
};

struct stage {
	struct stage_lab lab;
	struct fixture fixture; /* all of it over the local transport; in the lab only the
	                           directory, the display, the crew and the desk */
};

/* False, with diagnostics, when it cannot be had; then stage_close() is still due. */
MUST_USE bool stage_open(struct stage *stage, const struct stage_lab *lab);
MUST_USE bool stage_close(struct stage *stage, const struct tap *tap);

bool stage_is_lab(const struct stage *stage);

/* How long something may take that works at all. */
int64_t stage_deadline(void);

pid_t stage_xserver(const struct stage *stage);
pid_t stage_daemon(const struct stage *stage);
pid_t stage_worker(const struct stage *stage);

#endif
