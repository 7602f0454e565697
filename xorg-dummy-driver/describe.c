#include <xorg-server.h>

#include "xorg-dummy-driver/describe.h"

#include "common/base/base.h"
#include "protocol/xext/paravent-x.h"

#include <dix.h>
#include <propertyst.h>
#include <stdlib.h>
#include <string.h>
#include <windowstr.h>

/* The server writes each piece to the socket at once: the answer is one. */
struct answer {
	uint8_t *bytes; /* owned; NULL: only counted */
	size_t len;
};

static void
append(struct answer *answer, const void *bytes, size_t len)
{
	if (answer->bytes) {
		memcpy(answer->bytes + answer->len, bytes, len);
		memset(answer->bytes + answer->len + len, 0, -len & 3);
	}
	answer->len += (len + 3) & ~(size_t)3;
}

/* No more than longs * 4 bytes, and only whole items of its format. */
static void
append_property(struct answer *answer, ClientPtr client, WindowPtr window,
    const struct paravent_x_wanted *wanted)
{
	struct paravent_x_property head = {0};
	PropertyPtr property;
	size_t bytes = 0;

	if (dixLookupProperty(&property, window, wanted->atom, client, DixReadAccess) ==
	    Success) {
		size_t item = property->format / 8u;

		bytes = (size_t)property->size * item;
		bytes = bytes < wanted->longs * 4u ? bytes : wanted->longs * 4u;
		head = (struct paravent_x_property){
		    .type = property->type,
		    .format = property->format,
		    .count = (uint32_t)(bytes / item),
		};
	}
	append(answer, &head, sizeof(head));
	if (bytes > 0) {
		append(answer, property->data, bytes);
	}
}

static void
append_all(struct answer *answer, ClientPtr client, WindowPtr window,
    const struct paravent_x_describe_window_request *request)
{
	const struct paravent_x_wanted *wanted =
	    (const struct paravent_x_wanted *)(request + 1);
	struct paravent_x_describe_window_reply reply = {
	    .response_type = X_Reply,
	    .window_class = (uint8_t)window->drawable.class,
	    .sequence = (uint16_t)client->sequence,
	    .count = request->count,
	};

	append(answer, &reply, sizeof(reply));
	for (uint32_t i = 0; i < request->count; i++) {
		append_property(answer, client, window, &wanted[i]);
	}
}

static bool
is_well_formed(ClientPtr client)
{
	const struct paravent_x_describe_window_request *request = client->requestBuffer;
	size_t bytes = (size_t)client->req_len * 4;

	if (bytes < sizeof(*request) || request->count > PARAVENT_X_WANTED_MAX ||
	    bytes !=
	        sizeof(*request) + request->count * sizeof(struct paravent_x_wanted)) {
		return false;
	}
	const struct paravent_x_wanted *wanted =
	    (const struct paravent_x_wanted *)(request + 1);
	for (uint32_t i = 0; i < request->count; i++) {
		if (wanted[i].longs > PARAVENT_X_LONGS_MAX) {
			return false;
		}
	}
	return true;
}

int
describe_window(ClientPtr client)
{
	const struct paravent_x_describe_window_request *request = client->requestBuffer;
	struct answer answer = {.bytes = NULL};
	WindowPtr window;

	if (!is_well_formed(client)) {
		return BadLength;
	}
	int error = dixLookupWindow(&window, request->window, client, DixReadAccess);
	if (error != Success) {
		return error;
	}
	append_all(&answer, client, window, request);
	answer.bytes = malloc(answer.len);
	if (!answer.bytes) {
		return BadAlloc;
	}
	answer.len = 0;
	append_all(&answer, client, window, request);
	struct paravent_x_describe_window_reply *reply = (void *)answer.bytes;
	reply->length = (uint32_t)((answer.len - sizeof(*reply)) / 4);
	WriteToClient(client, (int)answer.len, answer.bytes);
	free(answer.bytes);
	return Success;
}
