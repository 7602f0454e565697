/*
 * One worker on a small screen behind the proxy, for a test that is its guest and the
 * person: the oracle sees the screen after each of the worker's requests.
 */
#ifndef ORACLE_PROBE_H
#define ORACLE_PROBE_H

#include "tests/daemon/worker-rig.h"
#include "tests/oracle/label_judge.h"
#include "tests/oracle/plate_judge.h"
#include "tests/oracle/proxy.h"
#include "tests/scenario/tap.h"
#include "tests/wm/fake_desk.h"

#define PROBE_TAG 21u
#define PROBE_SENTINEL 0xffffu /* a window that tells how far the worker is */
#define PROBE_PATIENCE_MS 60000
#define PROBE_DECORATION 0x808080u /* all that openbox draws */
#define PROBE_BARE 0x704070u       /* the root's, under paravent-wm */

enum probe_manager {
	PROBE_UNMANAGED,
	PROBE_OPENBOX,  /* through the proxy too */
	PROBE_PARAVENT, /* likewise; a stand-in desk tells it whose windows are whose */
};

struct probe_options {
	enum probe_manager manager;
	const char *program;  /* the worker, in the build tree; NULL: paravent-guest */
	bool frames_only;     /* windows without a label are not accused */
	uint32_t least_frame; /* px that each frame must have; 0: RIG_FRAME */
	const char *saved; /* the first bad picture goes here, in the build tree; NULL */
};

/* Of the last picture; shared with the proxy. */
struct probe_last {
	_Atomic bool is_bad;
	_Atomic size_t cover;      /* px of the domain's (I5), */
	_Atomic size_t most_cover; /* and the most in any picture so far */
	_Atomic uint32_t manager;  /* PROBE_PARAVENT's number at the proxy */
	_Atomic int64_t tray;      /* likewise, of a client that icons outlive; -1 */
	char why[PROXY_WHY_BYTES];
};

struct probe {
	struct tap *tap;            /* borrowed */
	struct rig *rig;            /* owned */
	struct proxy *proxy;        /* owned */
	struct oracle *oracle;      /* owned */
	struct label_judge *labels; /* owned */
	struct plate_judge *plates; /* owned; NULL but under PROBE_PARAVENT */
	/*
	 * A window manager whose frames have no background shows, while it moves them,
	 * what lay there before; so with one only what stays counts.
	 */
	bool is_managed;
	bool is_paravent; /* our own manager: each moment counts, its labels apart */
	bool frames_only;
	/* Of PROBE_PARAVENT: */
	struct fake_desk desk;
	struct control_x_client x_client; /* the worker's */
	uint32_t manager;                 /* its number at the proxy */
	struct probe_last *last;          /* shared */
	uint32_t client;                  /* the worker's number at the proxy */
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

/* --- probe_manager.c: its window manager ------------------------------------------- */

/* For probe.c: starts the one that is wanted; tells it of a new worker. */
void probe_open_manager(struct probe *probe);
MUST_USE bool probe_tell_manager(struct probe *probe);

/*
 * PROBE_PARAVENT's: starts it, and tells it whose the worker's windows are.  False when
 * it ends before it manages.  The one before has ended.
 */
MUST_USE bool probe_start_manager(struct probe *probe);

/* What it has logged, as a diagnostic. */
void probe_tell_manager_log(const struct probe *probe);

/* Waits for it, killed or not; its status as of waitpid(). */
int probe_await_manager(struct probe *probe);

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
