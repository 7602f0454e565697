/*
 * One worker on a small screen behind the proxy, for a test that is its guest and the
 * person: the oracle sees the screen after each of the worker's requests.
 */
#ifndef ORACLE_PROBE_H
#define ORACLE_PROBE_H

#include "tests/daemon/worker-rig.h"
#include "tests/oracle/label_judge.h"
#include "tests/oracle/proxy.h"
#include "tests/scenario/tap.h"

#define PROBE_TAG 21u
#define PROBE_SENTINEL 0xffffu /* a window that tells how far the worker is */
#define PROBE_PATIENCE_MS 60000

struct probe_options {
	bool managed;        /* openbox, through the proxy too */
	const char *program; /* the worker, in the build tree; NULL: paravent-guest */
	bool frames_only;    /* windows without a label are not accused */
	const char *saved; /* the first bad picture goes here, in the build tree; NULL */
};

/* Of the last picture; shared with the proxy. */
struct probe_last {
	_Atomic bool is_bad;
	_Atomic size_t cover;      /* px of the domain's (I5), */
	_Atomic size_t most_cover; /* and the most in any picture so far */
	char why[PROXY_WHY_BYTES];
};

struct probe {
	struct tap *tap;            /* borrowed */
	struct rig *rig;            /* owned */
	struct proxy *proxy;        /* owned */
	struct oracle *oracle;      /* owned */
	struct label_judge *labels; /* owned */
	/*
	 * A window manager whose frames have no background shows, while it moves them,
	 * what lay there before; so with one only what stays counts.
	 */
	bool is_managed;
	bool frames_only;
	struct probe_last *last; /* shared */
	uint32_t client;         /* the worker's number at the proxy */
	uint32_t syncs;
	int patience_ms; /* for the worker to catch up */
	uint32_t random;
	bool is_there[PROBE_SENTINEL]; /* windows that the guest has, by id */
	char saved[600];
};

/* Exits with a TAP bail-out when it cannot be had. */
struct probe *probe_open(struct tap *tap, const struct probe_options *options);
void probe_close(struct probe *probe);

/* A new worker that has shaken hands; ends the one before. */
void probe_begin(struct probe *probe);

/* Likewise; false when it ends before it has. */
MUST_USE bool probe_try_begin(struct probe *probe);

/*
 * Waits until the worker has sent all it had to for what was told so far; false when it
 * is gone.  probe_sync() also says so.
 */
bool probe_catch_up(struct probe *probe);
MUST_USE bool probe_sync(struct probe *probe);

/* Takes what the worker says and answers as an agent does; waits ms for more. */
void probe_answer(struct probe *probe, int ms);

/* Ends the channel; the worker's exit status when all its windows are gone. */
int probe_end(struct probe *probe);

/* The next pseudo-random number below limit. */
uint32_t probe_roll(struct probe *probe, uint32_t limit);

/* Ids are below PROBE_SENTINEL. */
void probe_create(struct probe *probe, uint32_t id, struct rect r, bool popup);
void probe_destroy(struct probe *probe, uint32_t id);

/* A new painted buffer for the window. */
void probe_dump(struct probe *probe, uint32_t id, uint32_t width, uint32_t height);

/* Create, dump and map at once. */
void probe_show(struct probe *probe, uint32_t id, struct rect r, bool popup);

/* No bad picture since the last question; else tells of the first as a diagnostic. */
bool probe_is_clean(struct probe *probe);

/* The last picture is as it should be, or one soon follows that is. */
MUST_USE bool probe_settles(struct probe *probe);

/* Waits until the last picture has so many px of the domain's. */
MUST_USE bool probe_await_cover(struct probe *probe, size_t least, size_t most);

/* --- acts.c: what hostile guests do ------------------------------------------------ */

struct act {
	const char *name;
	void (*play)(struct probe *probe);
};

extern const struct act acts[];
extern const size_t n_acts;

/* The 500 popups alone. */
void act_popups(struct probe *probe);

/* A short life of three windows that takes each kind of request: for sweeps. */
void act_sweep(struct probe *probe);

#endif
