/*
 * A daemon for a test: takes what the agent tells and keeps a record of it, sends what
 * the test wants.  Decides nothing.
 */
#ifndef TEST_AGENT_DAEMON_H
#define TEST_AGENT_DAEMON_H

#include "protocol/transport/link.h"

struct message {
	uint32_t type, window;
	uint8_t *body; /* owned */
	size_t len;
	int fd; /* owned; -1 for none */
};

struct daemon {
	struct ev_loop *loop; /* owned */
	struct link *link;    /* owned */
	bool greeted;         /* the agent's version has come */
	bool has_ended;
	bool acks;                /* dumps and ends are acknowledged at once */
	struct message *messages; /* owned, in the order of arrival */
	size_t count, size;
	size_t seen; /* daemon_await() looks from here on */
};

/* Connects and greets as a daemon of protocol 1.minor with a width x height screen. */
MUST_USE bool daemon_start(struct daemon *daemon, const char *socket, uint32_t minor,
    uint32_t width, uint32_t height);
void daemon_stop(struct daemon *daemon);

/* Sends; see SEND below. */
void daemon_send(
    struct daemon *daemon, uint32_t type, uint32_t window, const void *body, size_t len);

#define SEND(daemon, NAME, name, window, ...)                                         \
	do {                                                                          \
		uint8_t send_body[512];                                               \
		size_t send_len = wire_encode_##name(                                 \
		    send_body, sizeof(send_body), &(struct msg_##name){__VA_ARGS__}); \
		daemon_send((daemon), MSG_##NAME, (window), send_body, send_len);     \
	} while (0)

/*
 * The first message of that type and window after the last one awaited; waits for it.
 * NULL when it does not come.  Borrowed until the next call.
 */
const struct message *daemon_await(struct daemon *daemon, uint32_t type, uint32_t window);

/* Reads on until done() says so, or patience ends (false). */
MUST_USE bool daemon_until(
    struct daemon *daemon, bool (*done)(const struct daemon *, void *), void *data);

/* How many messages of that type and window there are from index on. */
size_t daemon_count(
    const struct daemon *daemon, uint32_t type, uint32_t window, size_t from);

/* Index of the first such message from index on; SIZE_MAX when there is none. */
size_t daemon_find(
    const struct daemon *daemon, uint32_t type, uint32_t window, size_t from);

/* Word i of a message's body. */
uint32_t word_of(const struct message *message, size_t i);

#endif
