/*
 * One client's way through the proxy.  A screenshot is a request of our own, put into the
 * client's stream behind the request that it is about: nobody else's can come between,
 * not even where a client has grabbed the server.  Its answer stays here, and the
 * client's sequence numbers are those that it would see without.
 */
#include "common/base/fd.h"
#include "protocol/transport/queue.h"
#include "tests/oracle/proxy-internal.h"
#include "tests/oracle/proxy_bytes.h"
#include "tests/oracle/proxy_wire.h"
#include "tests/unit/kill_one.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <xcb/shm.h>
#include <xcb/xcbext.h>

#define ATTACH_FD 6 /* minor opcode of MIT-SHM, with a descriptor */
#define GET_IMAGE 4 /* minor opcode of MIT-SHM */
#define GET_IMAGE_BYTES 32u
#define SEQUENCES 65536u

struct proxy_link {
	struct proxy_house *house; /* borrowed */
	struct proxy_link *next;   /* in the house's list */
	uint32_t number;
	pid_t pid;
	struct transport *client, *server; /* owned */
	ev_io client_io, server_io;
	struct proxy_bytes from_client, from_server;
	struct queue to_client, to_server;
	struct proxy_shot *shot; /* borrowed from the house */
	bool is_client_set_up, is_server_set_up;
	bool is_waiting;        /* for the answer to the screenshot's request */
	bool is_held;           /* nothing more passes */
	bool is_client_gone;    /* or killed */
	bool is_ending;         /* the server has been told that nothing more comes */
	bool is_over;           /* the server has closed its end */
	unsigned int last_look; /* sequence on the house's connection; 0 for none */
	uint8_t opcode;         /* of the last request */
	uint32_t client_count, server_count; /* requests passed, and those with ours */
	uint32_t failed; /* server_count of a request that shall fail; 0 for none */
	uint8_t failed_major, failed_minor;
	uint8_t error;
	uint16_t client_sequence[SEQUENCES]; /* by the server's */
};

static void step(struct proxy_link *link);

static void
queue_bytes(struct queue *queue, const uint8_t *bytes, size_t len, int fd)
{
	uint8_t *room = queue_reserve(queue, len);

	if (!room || (fd >= 0 && !queue_add_fd(queue, fd))) {
		bug("the proxy is out of memory or descriptors");
	}
	memcpy(room, bytes, len);
	queue_commit(queue, len);
}

/* --- life -------------------------------------------------------------------------- */

static void
watch(struct proxy_house *house, ev_io *io, struct transport *t, const struct queue *out,
    bool reads)
{
	int events = (reads ? EV_READ : 0) | (queue_len(out) > 0 ? EV_WRITE : 0);

	ev_io_stop(house->loop, io);
	if (events) {
		ev_io_set(io, transport_fd(t), events);
		ev_io_start(house->loop, io);
	}
}

/* Writes what waits; whose end is gone is noticed by reading. */
static void
flush(struct proxy_link *link)
{
	if (!link->is_over && !queue_flush(&link->to_server, link->server)) {
		queue_finish(&link->to_server);
	}
	if (!link->is_client_gone && !queue_flush(&link->to_client, link->client)) {
		queue_finish(&link->to_client);
	}
	watch(link->house, &link->server_io, link->server, &link->to_server,
	    !link->is_over);
	if (link->is_client_gone) {
		ev_io_stop(link->house->loop, &link->client_io);
	} else {
		watch(link->house, &link->client_io, link->client, &link->to_client,
		    !link->is_waiting && !link->is_held);
	}
}

static void
destroy(struct proxy_link *link)
{
	struct proxy_link **at = &link->house->links;

	while (*at != link) {
		at = &(*at)->next;
	}
	*at = link->next;
	ev_io_stop(link->house->loop, &link->client_io);
	ev_io_stop(link->house->loop, &link->server_io);
	transport_destroy(link->client);
	transport_destroy(link->server);
	queue_finish(&link->to_client);
	queue_finish(&link->to_server);
	free(link->from_client.data);
	free(link->from_server.data);
	if (link->shot) {
		link->shot->is_taken = false;
	}
	free(link);
}

/* The server has freed all that was the client's: how does the screen look now? */
static void
look_after_end(struct proxy_link *link)
{
	struct proxy_house *house = link->house;

	if (!house->plan.judge || !link->shot) {
		house->shared->gone[link->number] = true;
		destroy(link);
		return;
	}
	link->last_look = xcb_shm_get_image(house->x, house->root, 0, 0,
	    (uint16_t)house->width, (uint16_t)house->height, ~0u,
	    XCB_IMAGE_FORMAT_Z_PIXMAP, link->shot->segment, 0)
	                      .sequence;
	xcb_flush(house->x);
}

void
proxy_links_answered(struct proxy_house *house)
{
	struct proxy_link *next;

	for (struct proxy_link *link = house->links; link; link = next) {
		xcb_generic_error_t *error = NULL;
		void *reply = NULL;

		next = link->next;
		if (!link->last_look ||
		    !xcb_poll_for_reply(house->x, link->last_look, &reply, &error)) {
			continue;
		}
		if (reply) {
			proxy_house_judge(house, link->shot,
			    (struct proxy_moment){.client = link->number});
		}
		free(reply);
		free(error);
		house->shared->gone[link->number] = true;
		destroy(link);
	}
}

void
proxy_links_release(struct proxy_house *house)
{
	for (struct proxy_link *link = house->links; link; link = link->next) {
		if (link->is_held) {
			link->is_held = false;
			kill_one(link->pid, SIGCONT);
			step(link);
			flush(link);
		}
	}
}

/* --- from the client --------------------------------------------------------------- */

/* True when the test's order is about the request that was counted last. */
static bool
is_ordered(const struct proxy_link *link, enum proxy_verb verb)
{
	const struct proxy_shared *shared = link->house->shared;

	return shared->armed && !shared->obeyed && shared->order.verb == verb &&
	    shared->order.client == link->number &&
	    shared->order.request == link->client_count;
}

static void
note_passed(struct proxy_link *link)
{
	link->server_count++;
	link->client_sequence[link->server_count % SEQUENCES] =
	    (uint16_t)link->client_count;
}

/* Behind the last request; the picture of the whole screen. */
static void
ask_for_shot(struct proxy_link *link)
{
	const struct proxy_house *house = link->house;
	uint8_t request[GET_IMAGE_BYTES] = {house->shm_opcode, GET_IMAGE};

	x_wire_put16(request + 2, GET_IMAGE_BYTES / 4);
	x_wire_put32(request + 4, house->root);
	x_wire_put16(request + 12, (uint16_t)house->width);
	x_wire_put16(request + 14, (uint16_t)house->height);
	x_wire_put32(request + 16, ~0u);
	request[20] = XCB_IMAGE_FORMAT_Z_PIXMAP;
	x_wire_put32(request + 24, link->shot->segment);
	queue_bytes(&link->to_server, request, sizeof(request), -1);
	note_passed(link);
	link->is_waiting = true;
}

/* Makes it a request that the server refuses; its answer is rewritten. */
static void
spoil(struct proxy_link *link, uint8_t *request)
{
	link->failed = link->server_count + 1;
	link->failed_major = request[0];
	link->failed_minor = request[0] >= 128 ? request[1] : 0;
	link->error = link->house->shared->order.error;
	request[0] = X_NO_REQUEST;
	link->house->shared->obeyed = true;
}

static void
pass_request(struct proxy_link *link, uint8_t *request, size_t len)
{
	const struct proxy_house *house = link->house;
	bool has_fd = request[0] == house->shm_opcode && request[1] == ATTACH_FD;
	int fd = has_fd ? transport_take_fd(link->client) : -1;

	link->opcode = request[0];
	link->client_count++;
	if (is_ordered(link, PROXY_FAIL)) {
		spoil(link, request);
		fd_close(&fd);
	}
	queue_bytes(&link->to_server, request, len, fd);
	fd_close(&fd);
	note_passed(link);
	if (house->plan.judge || is_ordered(link, PROXY_KILL) ||
	    is_ordered(link, PROXY_HOLD)) {
		ask_for_shot(link);
	} else {
		house->shared->requests[link->number] = link->client_count;
	}
}

/* The next whole message of the client; false when there is none. */
static bool
pass_next(struct proxy_link *link)
{
	struct proxy_bytes *in = &link->from_client;
	uint8_t *message = in->data + in->head;
	size_t there = in->tail - in->head;
	size_t len = link->is_client_set_up ? x_wire_request(message, there)
	                                    : x_wire_client_setup(message, there);

	if (len == SIZE_MAX) {
		bug("client %u speaks no X that we know", link->number);
	}
	if (len == 0 || there < len) {
		return false;
	}
	if (link->is_client_set_up) {
		pass_request(link, message, len);
	} else {
		queue_bytes(&link->to_server, message, len, -1);
		link->is_client_set_up = true;
	}
	in->head += len;
	return true;
}

/* Lets pass what may. */
static void
step(struct proxy_link *link)
{
	while (!link->is_waiting && !link->is_held && pass_next(link)) {
	}
	if (link->is_client_gone && !link->is_waiting && !link->is_held &&
	    !link->is_ending) {
		link->is_ending = true;
		flush(link);
		shutdown(transport_fd(link->server), SHUT_WR);
	}
}

static void
on_client(struct ev_loop *loop, ev_io *io, int events)
{
	struct proxy_link *link = io->data;

	(void)loop;
	if ((events & EV_READ) && !proxy_bytes_read(&link->from_client, link->client)) {
		link->is_client_gone = true;
	}
	step(link);
	flush(link);
}

/* --- from the server --------------------------------------------------------------- */

static void
kill_client(struct proxy_link *link)
{
	kill_one(link->pid, SIGKILL);
	link->from_client.head = link->from_client.tail;
	link->is_client_gone = true;
	link->house->shared->obeyed = true;
}

static void
hold_client(struct proxy_link *link)
{
	kill_one(link->pid, SIGSTOP);
	link->is_held = true;
	link->house->shared->obeyed = true;
}

/* The picture after the last request is there, or the server cannot take it. */
static void
take_shot(struct proxy_link *link, bool is_there)
{
	struct proxy_house *house = link->house;

	link->is_waiting = false;
	if (is_there && house->plan.judge) {
		proxy_house_judge(house, link->shot,
		    (struct proxy_moment){.client = link->number,
		        .request = link->client_count,
		        .opcode = link->opcode});
	}
	house->shared->requests[link->number] = link->client_count;
	if (is_ordered(link, PROXY_KILL)) {
		kill_client(link);
	} else if (is_ordered(link, PROXY_HOLD)) {
		hold_client(link);
	}
	step(link);
}

static void
take_packet(struct proxy_link *link, uint8_t *packet, size_t len)
{
	uint16_t sequence = x_wire_get16(packet + 2);
	bool answers = packet[0] == X_REPLY || packet[0] == X_ERROR;

	if (link->is_waiting && answers && sequence == (uint16_t)link->server_count) {
		take_shot(link, packet[0] == X_REPLY);
		return;
	}
	if (link->failed && packet[0] == X_ERROR && sequence == (uint16_t)link->failed) {
		packet[1] = link->error;
		x_wire_put16(packet + 8, link->failed_minor);
		packet[10] = link->failed_major;
		link->failed = 0;
	}
	if (x_wire_kind(packet) != X_KEYMAP_NOTIFY) {
		x_wire_put16(packet + 2, link->client_sequence[sequence]);
	}
	queue_bytes(&link->to_client, packet, len, -1);
}

static bool
take_next(struct proxy_link *link)
{
	struct proxy_bytes *in = &link->from_server;
	uint8_t *message = in->data + in->head;
	size_t there = in->tail - in->head;
	size_t len = link->is_server_set_up ? x_wire_packet(message, there)
	                                    : x_wire_server_setup(message, there);

	if (len == 0 || there < len) {
		return false;
	}
	in->head += len;
	if (link->is_server_set_up) {
		take_packet(link, message, len);
	} else {
		queue_bytes(&link->to_client, message, len, -1);
		link->is_server_set_up = true;
	}
	return true;
}

static void
on_server(struct ev_loop *loop, ev_io *io, int events)
{
	struct proxy_link *link = io->data;

	(void)loop;
	if (events & EV_READ) {
		link->is_over = !proxy_bytes_read(&link->from_server, link->server);
		while (take_next(link)) {
		}
	}
	flush(link);
	if (link->is_over) {
		ev_io_stop(link->house->loop, &link->client_io);
		transport_destroy(link->client);
		link->client = NULL;
		link->is_client_gone = true;
		look_after_end(link);
	}
}

/* --- opening ----------------------------------------------------------------------- */

static pid_t
peer_of(const struct transport *t)
{
	struct ucred peer;
	socklen_t len = sizeof(peer);

	if (getsockopt(transport_fd(t), SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0) {
		bug("a client without a process");
	}
	return peer.pid;
}

static struct proxy_shot *
free_shot(struct proxy_house *house)
{
	for (size_t i = 0; i < PROXY_LIVE_MAX; i++) {
		if (!house->shots[i].is_taken) {
			house->shots[i].is_taken = true;
			return &house->shots[i];
		}
	}
	bug("more than %d clients at once", PROXY_LIVE_MAX);
}

void
proxy_link_open(struct proxy_house *house, struct transport *client)
{
	struct proxy_link *link = calloc(1, sizeof(*link));
	struct transport *server = local_connect(house->server);

	if (!link || !server || house->shared->clients == PROXY_CLIENTS_MAX) {
		transport_destroy(server);
		transport_destroy(client);
		free(link);
		return;
	}
	link->house = house;
	link->client = client;
	link->server = server;
	link->pid = peer_of(client);
	link->shot = free_shot(house);
	link->number = house->shared->clients++;
	link->next = house->links;
	house->links = link;
	ev_init(&link->client_io, on_client);
	ev_init(&link->server_io, on_server);
	link->client_io.data = link->server_io.data = link;
	flush(link);
}
