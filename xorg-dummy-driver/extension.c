#include "xorg-dummy-driver/extension.h"

#include "xorg-dummy-driver/driver.h"

#include <dix.h>
#include <extension.h>
#include <extnsionst.h>
#include <windowstr.h>

#include "xorg-dummy-driver/buffer.h"
#include "xorg-dummy-driver/describe.h"
#include "xorg-dummy-driver/hold.h"
#include "xorg-dummy-driver/inject.h"
#include "xorg-dummy-driver/pixmap.h"

#include <fcntl.h>
#include <unistd.h>

/* The request as it lies in the client's buffer; its length is checked first. */
#define AS(type, client) ((const struct type *)(client)->requestBuffer)

static bool
has_length(ClientPtr client, size_t bytes)
{
	return client->req_len == bytes / 4;
}

static int
bad_value(ClientPtr client, uint32_t value)
{
	client->errorValue = value;
	return BadValue;
}

static int
query_version(ClientPtr client)
{
	struct driver *driver = driver_first();

	if (!has_length(client, sizeof(struct paravent_x_query_version_request))) {
		return BadLength;
	}
	struct paravent_x_query_version_reply reply = {
	    .response_type = X_Reply,
	    .pages = (uint8_t)pool_kind(driver->pool),
	    .sequence = (uint16_t)client->sequence,
	    .major = PARAVENT_X_MAJOR,
	    .minor = PARAVENT_X_MINOR,
	};
	MakeClientGrabImpervious(client);
	WriteToClient(client, sizeof(reply), &reply);
	return Success;
}

/* --- buffers --------------------------------------------------------------------- */

/* The buffer of a window that is redirected itself, else NULL and why in *status. */
static struct buffer *
buffer_of(WindowPtr window, enum paravent_x_status *status)
{
	ScreenPtr screen = window->drawable.pScreen;

	*status = PARAVENT_X_NOT_REDIRECTED;
	if (!driver_of(screen) || window->redirectDraw == RedirectDrawNone) {
		return NULL;
	}
	PixmapPtr pixmap = screen->GetWindowPixmap(window);
	if (pixmap == screen->GetScreenPixmap(screen)) {
		return NULL;
	}
	struct buffer *buffer = pixmap_share(window, pixmap);
	*status = buffer ? PARAVENT_X_OK : PARAVENT_X_NOT_SHARED;
	return buffer;
}

/*
 * A descriptor of its own for the reply: it is sent later, when the client may already
 * have released the buffer.
 */
static bool
send_descriptor(ClientPtr client, const struct slab *slab)
{
	int fd = fcntl(slab->fd, F_DUPFD_CLOEXEC, 0);

	if (fd < 0) {
		return false;
	}
	if (WriteFdToClient(client, fd, TRUE) < 0) {
		close(fd);
		return false;
	}
	return true;
}

static int
send_buffer(ClientPtr client, WindowPtr window, struct buffer *buffer)
{
	const struct slab *slab = buffer->slab;
	struct paravent_x_get_buffer_reply reply = {
	    .response_type = X_Reply,
	    .descriptors = slab->fd >= 0,
	    .sequence = (uint16_t)client->sequence,
	    .length = slab->refs ? (uint32_t)slab->pages : 0,
	    .width = buffer->width,
	    .height = buffer->height,
	    .status = PARAVENT_X_OK,
	    .depth = buffer->depth,
	    .border = (uint16_t)window->borderWidth,
	    .refs = slab->refs ? (uint32_t)slab->pages : 0,
	    .slab = slab->id,
	    .slab_pages = (uint32_t)slab->pages,
	};

	if (!hold_add(client, buffer)) {
		return BadAlloc;
	}
	reply.buffer = buffer->id;
	if (slab->fd >= 0 && !send_descriptor(client, slab)) {
		if (!hold_remove(client, buffer->id)) {
			bug("a hold just added is missing");
		}
		return BadAlloc;
	}
	WriteToClient(client, sizeof(reply), &reply);
	if (slab->refs) {
		WriteToClient(
		    client, (int)(slab->pages * sizeof(*slab->refs)), slab->refs);
	}
	return Success;
}

static int
get_buffer(ClientPtr client)
{
	enum paravent_x_status status;
	WindowPtr window;

	if (!has_length(client, sizeof(struct paravent_x_get_buffer_request))) {
		return BadLength;
	}
	uint32_t id = AS(paravent_x_get_buffer_request, client)->window;
	int error = dixLookupWindow(&window, id, client, DixReadAccess);
	if (error != Success) {
		return error;
	}
	struct buffer *buffer = buffer_of(window, &status);
	if (buffer) {
		return send_buffer(client, window, buffer);
	}
	struct paravent_x_get_buffer_reply reply = {
	    .response_type = X_Reply,
	    .sequence = (uint16_t)client->sequence,
	    .status = (uint8_t)status,
	};
	WriteToClient(client, sizeof(reply), &reply);
	return Success;
}

static int
release_buffer(ClientPtr client)
{
	if (!has_length(client, sizeof(struct paravent_x_release_buffer_request))) {
		return BadLength;
	}
	uint32_t id = AS(paravent_x_release_buffer_request, client)->buffer;
	return hold_remove(client, id) ? Success : bad_value(client, id);
}

/* --- input ----------------------------------------------------------------------- */

static int
inject(ClientPtr client)
{
	const struct paravent_x_inject_request *request =
	    AS(paravent_x_inject_request, client);
	size_t head = sizeof(*request);

	if (client->req_len < head / 4) {
		return BadLength;
	}
	const struct paravent_x_event *events =
	    (const struct paravent_x_event *)(request + 1);
	size_t room = (size_t)client->req_len * 4 - head;
	if (room % sizeof(*events) != 0 || room / sizeof(*events) != request->count) {
		return BadLength;
	}
	for (uint32_t i = 0; i < request->count; i++) {
		if (inject_event(driver_first(), &events[i]) != Success) {
			return bad_value(client, events[i].type);
		}
	}
	return Success;
}

/* --- dispatch -------------------------------------------------------------------- */

static int
extension_dispatch(ClientPtr client)
{
	static int (*const run[])(ClientPtr) = {
	    [PARAVENT_X_QUERY_VERSION] = query_version,
	    [PARAVENT_X_GET_BUFFER] = get_buffer,
	    [PARAVENT_X_RELEASE_BUFFER] = release_buffer,
	    [PARAVENT_X_INJECT] = inject,
	    [PARAVENT_X_DESCRIBE_WINDOW] = describe_window,
	};
	const xReq *request = client->requestBuffer;

	if (!client->local || request->data >= ARRAY_LEN(run)) {
		return BadRequest;
	}
	return run[request->data](client);
}

/* A client of the other byte order is not on this machine. */
static int
extension_dispatch_swapped(ClientPtr client)
{
	(void)client;
	return BadRequest;
}

void
extension_init(void)
{
	if (!driver_first() || !hold_init()) {
		return;
	}
	AddExtension(PARAVENT_X_NAME, 0, 0, extension_dispatch,
	    extension_dispatch_swapped, NULL, StandardMinorOpcode);
}
