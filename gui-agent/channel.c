#include "config.h"

#include "gui-agent/channel.h"

#include "common/base/fd.h"
#include "common/base/log.h"
#include "gui-agent/obey.h"
#include "gui-agent/options.h"
#include "gui-agent/x_focus.h"
#include "gui-agent/x_input.h"
#include "gui-agent/x_screen.h"
#include "gui-agent/x_stack.h"
#include "protocol/transport/link.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static void
take_version(struct channel *channel, const uint8_t *bytes)
{
	uint32_t version = wire_decode_version(bytes);
	uint32_t minor = version & 0xffff;

	if (version >> 16 != WIRE_MAJOR) {
		link_close(channel->link, "the daemon speaks another protocol");
		return;
	}
	channel->minor = minor < WIRE_MINOR ? minor : WIRE_MINOR;
	channel->phase = CHANNEL_XCONF;
}

static void
take_xconf(struct channel *channel, const uint8_t *bytes)
{
	struct wire_xconf xconf = wire_decode_xconf(bytes);

	if (xconf.width < 1 || xconf.width > WIRE_MAX_WIDTH || xconf.height < 1 ||
	    xconf.height > WIRE_MAX_HEIGHT) {
		link_close(channel->link, "the daemon's screen has no size of a screen");
		return;
	}
	const char *why = x_screen_resize(channel->tell.x, xconf.width, xconf.height);
	if (why) {
		log_warn("screen width=%u height=%u: %s", xconf.width, xconf.height, why);
	}
	log_info("daemon version=%u.%u screen=%ux%u", WIRE_MAJOR, channel->minor,
	    xconf.width, xconf.height);
	channel->phase = CHANNEL_RUNNING;
	tell_start(&channel->tell, channel->link, channel->minor);
}

/* One record of the handshake; false when it is not there yet, or there is none. */
static bool
greet(struct channel *channel)
{
	bool is_version = channel->phase == CHANNEL_VERSION;
	const uint8_t *bytes;

	if (channel->phase == CHANNEL_RUNNING) {
		return false;
	}
	bytes = link_take_raw(
	    channel->link, is_version ? WIRE_VERSION_BYTES : WIRE_XCONF_BYTES);
	if (!bytes) {
		return false;
	}
	if (is_version) {
		take_version(channel, bytes);
	} else {
		take_xconf(channel, bytes);
	}
	return true;
}

static void
on_readable(void *data)
{
	struct channel *channel = data;
	struct frame frame;

	while (greet(channel)) {
	}
	while (channel->phase == CHANNEL_RUNNING &&
	    link_next(channel->link, &frame) == FRAME_READY) {
		const char *why = obey(&channel->tell, &frame);
		if (why) {
			link_close(channel->link, why);
			return;
		}
	}
}

/* The guest is left as if the person had looked away. */
static void
on_ended(void *data, const char *why)
{
	struct channel *channel = data;
	struct x *x = channel->tell.x;

	log_info("the daemon has left: %s", why);
	channel->phase = CHANNEL_ENDED;
	tell_stop(&channel->tell);
	x_input_release_keys(x);
	x_input_release_buttons(x);
	x_focus_out(x, NULL);
	x_stack_point_away(x);
}

/* Takes the transport, also on failure. */
static bool
adopt(struct channel *channel, struct transport *transport)
{
	const struct link_owner owner = {
	    .readable = on_readable,
	    .ended = on_ended,
	    .data = channel,
	};
	uint8_t version[WIRE_VERSION_BYTES];

	channel->peer_fd = transport_fd(transport);
	channel->link = link_create(channel->loop, transport, FRAME_AT_AGENT, &owner);
	if (!channel->link) {
		log_error("out of memory for a daemon");
		return false;
	}
	wire_encode_version(version, WIRE_VERSION);
	link_send_raw(channel->link, version, sizeof(version));
	channel->phase = CHANNEL_VERSION;
	return true;
}

static void
clear_away(struct channel *channel)
{
	link_destroy(channel->link);
	channel->link = NULL;
	channel->phase = CHANNEL_OFFERED;
}

/* Whether the live daemon has ended though the loop has not come to tell us. */
static bool
has_hung_up(const struct channel *channel)
{
	struct pollfd peer = {.fd = channel->peer_fd, .events = POLLRDHUP};

	return poll(&peer, 1, 0) == 1 && (peer.revents & (POLLRDHUP | POLLHUP | POLLERR));
}

static void
on_connection(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct channel *channel = watcher->data;
	struct transport *transport = local_accept(channel->listener);

	(void)loop, (void)events;
	if (!transport) {
		return;
	}
	if (channel->link && channel->phase != CHANNEL_ENDED && has_hung_up(channel)) {
		on_ended(channel, "the other end is gone");
	}
	if (channel->phase == CHANNEL_ENDED) {
		clear_away(channel);
	}
	if (channel->link) {
		log_warn("a second daemon is refused while the first is there");
		transport_destroy(transport);
	} else {
		(void)adopt(channel, transport);
	}
}

static const char *
offer_local(struct channel *channel)
{
	channel->listener = local_listen(channel->options->local);
	if (channel->listener < 0) {
		log_error("socket %s: %s", channel->options->local, strerror(errno));
		return "cannot offer the socket";
	}
	ev_io_init(&channel->listener_ready, on_connection, channel->listener, EV_READ);
	channel->listener_ready.data = channel;
	ev_io_start(channel->loop, &channel->listener_ready);
	return NULL;
}

#ifdef WITH_XEN
static const char *
offer_xen(struct channel *channel)
{
	struct transport *transport = vchan_serve(channel->options->peer, WIRE_PORT);

	if (!transport) {
		return "cannot offer a vchan";
	}
	return adopt(channel, transport) ? NULL : "out of memory";
}
#else
static const char *
offer_xen(struct channel *channel)
{
	(void)channel;
	return "built without Xen";
}
#endif

const char *
channel_init(struct channel *channel, struct ev_loop *loop, const struct options *options,
    struct x *x)
{
	*channel = (struct channel){
	    .loop = loop,
	    .options = options,
	    .tell = {.x = x},
	    .listener = -1,
	};
	if (x->buffers_are_grants != options->xen) {
		return options->xen
		    ? "the driver's pages are no grants, as a vchan needs"
		    : "the driver's pages are grants, which no socket carries";
	}
	return options->xen ? offer_xen(channel) : offer_local(channel);
}

void
channel_settle(struct channel *channel)
{
	if (channel->phase != CHANNEL_ENDED) {
		return;
	}
	clear_away(channel);
	const char *why = channel->options->xen ? offer_xen(channel) : NULL;
	if (why) {
		log_error("%s", why);
	}
}

void
channel_finish(struct channel *channel)
{
	link_destroy(channel->link);
	channel->link = NULL;
	if (channel->listener >= 0) {
		ev_io_stop(channel->loop, &channel->listener_ready);
		fd_close(&channel->listener);
		unlink(channel->options->local);
	}
}
