/*
 * paravent-guest: shows one domain's windows.  Started by paravent-daemon, which says on
 * descriptor CONTROL_FD what to do.
 */
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/base/scale.h"
#include "common/paint/measure.h"
#include "common/x/resolution.h"
#include "config.h"
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "gui-daemon/guest/sandbox.h"
#include "gui-daemon/guest/session.h"
#include "gui-daemon/token.h"

#include <errno.h>
#include <ev.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What main opens, in this order. */
struct opened {
	struct transport *transport;
	struct grants *grants;
	struct x *x;
	const _Atomic uint32_t *token; /* borrowed; NULL: keys need none */
};

static bool
is_text(const char *text, size_t size)
{
	return memchr(text, '\0', size) != NULL;
}

static const char *
check_setup(const struct control_setup *setup)
{
	if (!is_text(setup->name, sizeof(setup->name)) ||
	    !is_text(setup->mark.label, sizeof(setup->mark.label)) ||
	    !is_text(setup->socket, sizeof(setup->socket)) ||
	    !is_text(setup->display, sizeof(setup->display)) ||
	    !is_text(setup->authority, sizeof(setup->authority))) {
		return "a text of the setup has no end";
	}
	if (setup->mark.pattern >= MARK_N_PATTERNS) {
		return "unknown pattern";
	}
	if (setup->mark.frame_width < MARK_FRAME_MIN ||
	    setup->mark.frame_width > MARK_FRAME_MAX) {
		return "frame width out of range";
	}
	if (!family_is_sane_or_none(setup->mark.font, sizeof(setup->mark.font)) ||
	    setup->mark.letters > MEASURE_LETTERS_MAX || !scale_is_sane(setup->scale)) {
		return "font or scale out of range";
	}
	if (!domain_policy_is_sane(&setup->policy)) {
		return "policy out of range";
	}
	if (chord_equals(setup->chords.copy, setup->chords.paste)) {
		return "one chord for two things";
	}
	return NULL;
}

/* NULL, or why there is no setup.  *token is the memory beside it, NULL where none is. */
static const char *
receive_setup(struct control_setup *out, const _Atomic uint32_t **token)
{
	struct control_record record;
	ssize_t len;
	int fd;

	do {
		fd = -1;
		len = control_receive(CONTROL_FD, &record, &fd);
	} while (len < 0 && errno == EINTR);
	bool has_token = fd >= 0;
	*token = has_token ? token_map(&fd) : NULL;
	if (has_token && !*token) {
		return "the focus token cannot be mapped";
	}
	if (len != sizeof(record) || record.type != CONTROL_SETUP) {
		return "no setup on descriptor 3: paravent-daemon starts this program";
	}
	*out = record.setup;
	return check_setup(out);
}

#ifdef WITH_XEN
static bool
open_xen(const struct control_setup *setup, struct opened *out)
{
	out->transport = vchan_connect(setup->domain, WIRE_PORT);
	if (!out->transport) {
		return false;
	}
	out->grants = grants_open(setup->domain);
	return out->grants;
}

static void
close_xen(struct opened *opened)
{
	grants_close(opened->grants);
}
#else
static bool
open_xen(const struct control_setup *setup, struct opened *out)
{
	(void)setup;
	(void)out;
	errno = ENOSYS;
	return false;
}

static void
close_xen(struct opened *opened)
{
	(void)opened;
}
#endif

static bool
open_channel(const struct control_setup *setup, struct opened *out)
{
	if (setup->xen) {
		return open_xen(setup, out);
	}
	out->transport = local_connect(setup->socket);
	return out->transport;
}

/* An agent that does not listen (any more) is no trouble, and would fill the log. */
static enum worker_exit
no_channel(int error)
{
	if (error == ECONNREFUSED || error == ENOENT) {
		log_debug("no agent listens");
		return WORKER_ENDED;
	}
	log_warn("no channel to the agent: %s", strerror(error));
	return WORKER_FAILED;
}

/* Channel, root, X; false with the status to end with. */
static bool
open_all(const struct control_setup *setup, struct opened *out, enum worker_exit *status)
{
	const char *why;

	if (!open_channel(setup, out)) {
		*status = no_channel(errno);
		return false;
	}
	*status = WORKER_CANNOT_START;
	why = sandbox_drop_root(setup->user, setup->group);
	if (why) {
		log_error("%s", why);
		return false;
	}
	*status = WORKER_FAILED;
	if (setup->authority[0] && setenv("XAUTHORITY", setup->authority, 1) < 0) {
		log_error("out of memory");
		return false;
	}
	out->x = x_open(setup->display, &why);
	if (!out->x) {
		log_error("display \"%s\": %s", setup->display, why);
		return false;
	}
	return true;
}

/* The first guest byte is read in here, after the sandbox is closed. */
static enum worker_exit
run(const struct control_setup *setup, struct session *session)
{
	const char *why = sandbox_enter(setup->xen);

	if (why) {
		log_error("%s", why);
		return WORKER_CANNOT_START;
	}
	return session_run(session);
}

static enum worker_exit
serve(const struct control_setup *setup, struct opened *opened)
{
	/* The sandbox knows this backend's calls, and no other that $LIBEV_FLAGS names.
	 */
	struct ev_loop *loop = ev_loop_new(EVBACKEND_EPOLL | EVFLAG_NOENV);
	enum worker_exit status = WORKER_FAILED;
	struct session session;

	if (!loop) {
		log_error("no event loop");
		return WORKER_FAILED;
	}
	struct transport *transport = opened->transport;
	opened->transport = NULL;
	if (session_init(&session, loop, transport, opened->x, opened->grants, setup,
	        opened->token)) {
		status = run(setup, &session);
		session_finish(&session);
	}
	ev_loop_destroy(loop);
	return status;
}

/* Fixed from now on: no frame changes its size under a window. */
static void
choose_scale(struct control_setup *setup, struct x *x)
{
	if (setup->scale == SCALE_AUTO) {
		setup->scale = resolution_scale(x);
	}
}

int
main(void)
{
	struct control_setup setup;
	struct opened opened = {0};
	char name[DOMAIN_NAME_BYTES + sizeof("paravent-guest[]")];

	log_open("paravent-guest", LOG_INFO);
	ev_set_allocator(memory_or_end);
	signal(SIGPIPE, SIG_IGN); /* libxcb writes to a server that may have gone */
	const char *why = receive_setup(&setup, &opened.token);
	if (why) {
		log_error("%s", why);
		return WORKER_CANNOT_START;
	}
	snprintf(name, sizeof(name), "paravent-guest[%s]", setup.name);
	log_open(name, setup.verbose ? LOG_DEBUG : LOG_INFO);
	enum worker_exit status;
	if (open_all(&setup, &opened, &status)) {
		choose_scale(&setup, opened.x);
		status = serve(&setup, &opened);
	}
	x_close(opened.x);
	transport_destroy(opened.transport);
	close_xen(&opened);
	return (int)status;
}
