/*
 * The supervisor's domains.
 * For supervisor*.c only.
 */
#ifndef DAEMON_SUPERVISOR_INTERNAL_H
#define DAEMON_SUPERVISOR_INTERNAL_H

#include "gui-daemon/clipboard.h"
#include "gui-daemon/domains.h"
#include "gui-daemon/keys_gate.h"
#include "gui-daemon/restraint.h"
#include "gui-daemon/seat.h"
#include "gui-daemon/supervisor.h"

#include <ev.h>

enum domain_state {
	DOMAIN_HELD,     /* no worker: there is no seat */
	DOMAIN_WAITING,  /* no worker; the timer runs */
	DOMAIN_RUNNING,  /* a worker */
	DOMAIN_STOPPING, /* a worker that was asked to end */
};

struct domain {
	struct supervisor *supervisor; /* borrowed */
	struct domain *next;           /* owned */
	struct domain_ref ref;
	uint32_t id; /* for desk programs */
	enum domain_state state;
	bool is_ready;                    /* its worker's session runs */
	bool is_held_off, has_misbehaved; /* as the last worker ended */
	struct control_x_client x;        /* of its worker; 0 while unknown */
	struct control_x_client claim;    /* what it says, while another has it; else 0 */
	ev_timer claiming;                /* runs meanwhile */
	bool wants_keys, has_keys;        /* its worker */
	bool wants_attention;             /* likewise */
	bool is_limited;                  /* likewise: a quota has refused it something */
	bool is_paused;                   /* by the person */
	bool is_offered; /* the source has it; once not, freed when no worker runs */
	struct worker *worker;       /* owned; NULL while waiting */
	struct domain_mark shown;    /* the worker's */
	struct domain_policy policy; /* likewise */
	struct chords chords;        /* likewise */
	uint32_t scale;              /* likewise, as configured */
	struct broker_peer clip;
	struct restraint restraint;
	double started_s; /* on the monotonic clock */
	ev_timer again;
};

struct supervisor {
	struct ev_loop *loop; /* borrowed */
	struct supervisor_options options;
	struct config *config;       /* owned */
	struct clipboard *clipboard; /* owned */
	struct domain *domains;      /* owned */
	struct restraints absent;    /* domains */
	uint32_t last_id;
	struct keys_gate gate;
	bool is_locked;         /* the screen, as the strip said last */
	struct reserve reserve; /* likewise */
	double said_covered_s;  /* when the log was told that it is; 0: never */
	unsigned times_covered; /* since then */
	struct seat seat;
	bool has_seat;
	bool is_stopping;
	void (*stopped)(void *data);
	void *stopped_data; /* borrowed */
};

/* Tells desk programs what the domain is now; that it is no more. */
void supervisor_tell_desk(const struct domain *domain);

/* Desk programs learn how their own texts are to look. */
void supervisor_tell_style(const struct supervisor *supervisor);
void supervisor_withdraw_from_desk(const struct domain *domain);

/* What came of a chord; data is the supervisor. */
void supervisor_tell_clipboard(void *data, const struct broker_event *event);

/*
 * The worker says which X client it is: desk programs are told, then the worker that they
 * were.  Where another worker still is this client, its end is awaited.
 */
void supervisor_take_x_client(struct domain *domain, const struct control_x_client *x);

/* The worker has ended. */
void supervisor_drop_x_client(struct domain *domain);

/* A worker has ended, and desk programs know: others may be the X client that it was. */
void supervisor_settle_claims(struct supervisor *supervisor);

void supervisor_init_keys(struct supervisor *supervisor);

/* The worker says that one of its windows has the keyboard, or none; it has ended. */
void supervisor_want_keys(struct domain *domain, bool wants);
void supervisor_forget_keys(struct domain *domain);

/* A new worker's keys need no grant where there is no strip and none is required. */
void supervisor_start_keys(struct domain *domain);

/* The worker learns whether it is paused. */
void supervisor_tell_pause(const struct domain *domain);

/* The worker learns where the strip is. */
void supervisor_tell_reserve(const struct domain *domain);

/* Likewise, whether the screen is locked. */
void supervisor_tell_locked(const struct domain *domain);

#endif
