/*
 * A whole desktop for one test: X server, window manager, paravent-daemon, domains with
 * real programs; and the proof, at its end, that nothing of it is left.
 * Judges nothing that is on the screen.
 */
#ifndef SCENARIO_FIXTURE_H
#define SCENARIO_FIXTURE_H

#include "tests/scenario/crew.h"
#include "tests/scenario/desk.h"
#include "tests/scenario/tap.h"

#define FIXTURE_PATIENCE_MS 20000 /* for what should be quick */
#define FIXTURE_DOMAINS_MAX 8

enum fixture_wm {
	FIXTURE_NO_WM,
	FIXTURE_OPENBOX,
	FIXTURE_XFWM4,
	FIXTURE_I3,
	FIXTURE_PARAVENT, /* paravent-wm, which knows whose the windows are */
};

/* A section of paravent.conf. */
struct fixture_domain {
	const char *name;
	const char *label;
	uint32_t colour;     /* 0xRRGGBB */
	const char *pattern; /* mark_pattern_name() */
};

struct fixture_options {
	uint32_t width, height; /* px of the screen; 0: 1280x1024 */
	enum fixture_wm wm;
	const struct fixture_domain *domains; /* borrowed until fixture_close() */
	size_t n_domains;
	/* Further lines of each domain's section; NULL: no limits that a scenario would
	 * meet. */
	const char *const *policies;
	bool valgrind; /* daemon, workers and agents run in it; also by $SCENARIO_VALGRIND
	                */
	bool strip;    /* paravent-strip shows whose the keys are */
	bool repeats;  /* X repeats a key that is held, which a busy machine does for long
	                */
	/*
	 * Stands between all that is ours and the X server, whose display it is given:
	 * the display that they are told, borrowed, or NULL when there is none.
	 */
	const char *(*between)(void *data, const char *display);
	void *data; /* borrowed: its */
	bool quiet; /* nothing is logged that costs time; only one domain is served */
};

struct fixture {
	struct fixture_options options;
	char directory[96]; /* private; removed at the end */
	char display[32];   /* as ours are told */
	struct crew crew;
	struct desk desk;
	pid_t guard; /* of the directory; 0 for none */
	bool broken; /* something that belongs to the fixture failed */
};

/* The frame width, px, that the generated paravent.conf asks for. */
#define FIXTURE_FRAME 4u

/*
 * Starts X server, window manager and daemon; each is ready when it returns.  False,
 * with diagnostics, when one is not; then fixture_close() is still due.
 */
MUST_USE bool fixture_open(
    struct fixture *fixture, const struct fixture_options *options);

/*
 * Ends everything.  False, with diagnostics, when something had failed, ended badly,
 * was left behind, or a sanitizer or valgrind reported.  Shows all logs when that or
 * tap->failed is so.
 */
bool fixture_close(struct fixture *fixture, const struct tap *tap);

/* Starts an agent with its own X server and a program (NULL-terminated) in a domain. */
MUST_USE bool fixture_start(
    struct fixture *fixture, const char *domain, const char *const *program);

/* How many times as long all may take: under valgrind, or where Xen is emulated. */
int64_t fixture_slowness(const struct fixture *fixture);

/* FIXTURE_PATIENCE_MS from now, times that. */
int64_t fixture_deadline(const struct fixture *fixture);

/* The path of a domain's socket. */
void fixture_socket(
    const struct fixture *fixture, const char *domain, char *out, size_t size);

/* The process that shows a domain's windows; -1 when there is none. */
pid_t fixture_worker(const struct fixture *fixture, const char *domain);

/* The agent's process that starts the domain's X server, session and program. */
pid_t fixture_agent(const struct fixture *fixture, const char *domain);

/* The agent's process that speaks to X and to the worker; -1 when there is none. */
pid_t fixture_session(const struct fixture *fixture, const char *domain);
pid_t fixture_daemon(const struct fixture *fixture);
pid_t fixture_xserver(const struct fixture *fixture);

/* Whether what is tested was built with sanitizers. */
bool fixture_is_sanitized(void);

/* A file of the build tree. */
void fixture_built(char *out, size_t size, const char *name);

/*
 * Kills an agent (its end is then no failure), waits for it and for the programs that it
 * had started.
 */
MUST_USE bool fixture_kill_agent(struct fixture *fixture, const char *domain);
MUST_USE bool fixture_kill_daemon(struct fixture *fixture);

/* Kills the process that speaks to X and to the worker. */
MUST_USE bool fixture_kill_session(struct fixture *fixture, const char *domain);

/* The path of a new file that the domain's programs may write. */
void fixture_domain_path(
    const struct fixture *fixture, const char *name, char *out, size_t size);

/* What they wrote, owned by the caller; NULL when it cannot be read. */
char *fixture_read(struct fixture *fixture, const char *domain, const char *path);

/* Saves a screenshot in the build tree's folder of tests, for a person to look at. */
void fixture_save_picture(struct fixture *fixture, const char *name);

#endif
