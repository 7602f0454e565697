/*
 * Stands between X clients and their server, in a process of its own, and lets one
 * request of a client through at a time: after each it has the picture of the screen
 * judged as that request left it, and at one it can kill, hold or fail the client.
 * Clients cannot tell it from the server.  Knows no window and no guest.
 */
#ifndef ORACLE_PROXY_H
#define ORACLE_PROXY_H

#include "tests/scenario/picture.h"

#include <sys/types.h>

#define PROXY_CLIENTS_MAX 4096 /* connections in a proxy's life */
#define PROXY_WHY_BYTES 512

/* A picture and what led to it. */
struct proxy_moment {
	const struct picture *picture; /* borrowed for the call */
	uint32_t client;               /* number of the connection, from 0 */
	uint32_t request; /* of that connection, from 1; 0: all its windows are gone */
	uint8_t opcode;   /* major */
	int64_t at_ms;    /* clock_ms() */
};

/*
 * Judges a picture, in the proxy's process: what the test changes after proxy_start() it
 * sees only in memory from proxy_share().  Not called for a picture that is as the one
 * before, except for request 0.  False with words in why when it is not as it should be.
 */
typedef bool proxy_judge(
    void *data, const struct proxy_moment *moment, char *why, size_t size);

struct proxy_plan {
	const char *display; /* of the server; borrowed for the call */
	proxy_judge *judge;  /* NULL: requests pass freely and no picture is taken */
	void *data;          /* the judge's; borrowed until proxy_finish() */
	const char *saved;   /* where the first bad picture goes (PNG); NULL: nowhere */
};

enum proxy_verb {
	PROXY_PASS,
	PROXY_KILL, /* SIGKILL once the request is executed; nothing after it passes */
	PROXY_HOLD, /* SIGSTOP then; nothing after it passes until proxy_release() */
	PROXY_FAIL, /* the server executes nothing and answers with an error */
};

/* What to do to one connection at one of its requests. */
struct proxy_order {
	enum proxy_verb verb;
	uint32_t client;  /* as in struct proxy_moment */
	uint32_t request; /* from 1 */
	uint8_t error;    /* of PROXY_FAIL: X error code, such as 11 BadAlloc */
};

struct proxy;

/* NULL, with a diagnostic, when it cannot be. */
MUST_USE struct proxy *proxy_start(const struct proxy_plan *plan);
void proxy_finish(struct proxy *proxy); /* NULL is fine */

/* ":NUMBER", for clients: as long as the proxy lives. */
const char *proxy_display(const struct proxy *proxy);
pid_t proxy_pid(const struct proxy *proxy);

/* Zeroed memory that this process and proxies started later share; never freed. */
void *proxy_share(size_t bytes);

/* Replaces the order before it; one at a time. */
void proxy_order(struct proxy *proxy, const struct proxy_order *order);
bool proxy_has_obeyed(const struct proxy *proxy); /* the last order */
void proxy_release(struct proxy *proxy);          /* who is held goes on */

/* --- what it has seen -------------------------------------------------------------- */

uint32_t proxy_clients(const struct proxy *proxy); /* so far */

/* Requests of that client that were executed. */
uint32_t proxy_requests(const struct proxy *proxy, uint32_t client);

/* The client is gone, its windows too, and the judge has seen the screen since. */
bool proxy_is_gone(const struct proxy *proxy, uint32_t client);

/* Waits for that; false after ms. */
MUST_USE bool proxy_await_gone(const struct proxy *proxy, uint32_t client, int ms);

uint32_t proxy_pictures(const struct proxy *proxy); /* taken */
uint32_t proxy_judged(const struct proxy *proxy);   /* of these, unlike the one before */
uint32_t proxy_bad(const struct proxy *proxy);      /* of these, not as it should be */

/* Of the first bad one: its request, and the judge's words.  Static; "" for none. */
const char *proxy_why(const struct proxy *proxy);

/* Forgets bad pictures: the next one is the first again. */
void proxy_forgive(struct proxy *proxy);

#endif
