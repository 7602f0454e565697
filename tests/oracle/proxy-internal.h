/*
 * What the proxy's files share: the memory between it and the test, and its process.
 */
#ifndef ORACLE_PROXY_INTERNAL_H
#define ORACLE_PROXY_INTERNAL_H

#include "protocol/transport/transport.h"
#include "tests/oracle/proxy.h"

#include <ev.h>
#include <stdatomic.h>
#include <xcb/xcb.h>

#define PROXY_LIVE_MAX 16 /* connections at once */

/* Written by the test, read by the proxy; and the other way round. */
struct proxy_shared {
	struct proxy_order order;
	_Atomic bool armed, obeyed;
	_Atomic uint32_t clients, pictures, judged, bad;
	_Atomic uint32_t requests[PROXY_CLIENTS_MAX];
	_Atomic bool gone[PROXY_CLIENTS_MAX];
	char why[PROXY_WHY_BYTES];
};

/* Room for one connection's screenshots, which the server writes into. */
struct proxy_shot {
	uint32_t segment;
	uint32_t *pixels; /* owned mapping */
	bool is_taken;
};

struct proxy_link;

/* The proxy's own process. */
struct proxy_house {
	struct ev_loop *loop;
	struct proxy_shared *shared;
	struct proxy_plan plan;
	char server[108]; /* path of the server's socket */
	int listener;
	xcb_connection_t *x; /* owned; its own */
	xcb_window_t root;
	uint32_t width, height; /* px */
	uint8_t shm_opcode;
	struct proxy_shot shots[PROXY_LIVE_MAX];
	uint32_t *last;           /* owned: the picture before */
	struct proxy_link *links; /* owned list */
	ev_io accepting, answers;
	ev_signal released;
};

/* --- proxy_house.c ------------------------------------------------------------------ */

/* Serves until it is killed. */
_Noreturn void proxy_house_run(
    const struct proxy_plan *plan, struct proxy_shared *shared, int listener);

/* Has the picture in shot judged as the state after a request. */
void proxy_house_judge(
    struct proxy_house *house, const struct proxy_shot *shot, struct proxy_moment moment);

/* --- proxy_link.c ------------------------------------------------------------------- */

/* A new client: takes the transport.  What cannot be served is closed. */
void proxy_link_open(struct proxy_house *house, struct transport *client);

/* An answer came on the house's own connection. */
void proxy_links_answered(struct proxy_house *house);

/* Whoever is held goes on. */
void proxy_links_release(struct proxy_house *house);

#endif
