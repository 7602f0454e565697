#include "xorg-dummy-driver/hold.h"

#include <dixstruct.h>
#include <resource.h>

#include "xorg-dummy-driver/buffer.h"

#include <stdlib.h>

struct hold {
	XID resource;
	struct buffer *buffer; /* counted */
};

/* Xorg hands out types and forgets them with each generation. */
static RESTYPE hold_type;
static uint32_t last_buffer_id;

static int
hold_destroy(void *data, XID id)
{
	struct hold *hold = data;

	(void)id;
	buffer_unref(hold->buffer);
	free(hold);
	return Success;
}

bool
hold_init(void)
{
	hold_type = CreateNewResourceType(hold_destroy, "ParaventHold");
	return hold_type != 0;
}

static void
give_id(struct buffer *buffer)
{
	if (buffer->id == 0) {
		if (++last_buffer_id == 0) {
			last_buffer_id = 1;
		}
		buffer->id = last_buffer_id;
	}
}

bool
hold_add(ClientPtr client, struct buffer *buffer)
{
	struct hold *hold = calloc(1, sizeof(*hold));

	if (!hold) {
		return false;
	}
	give_id(buffer);
	buffer_ref(buffer);
	hold->buffer = buffer;
	hold->resource = FakeClientID(client->index);
	/* On failure it has called hold_destroy(). */
	return AddResource(hold->resource, hold_type, hold);
}

static Bool
is_hold_of(void *value, XID id, void *wanted)
{
	const struct hold *hold = value;

	(void)id;
	return hold->buffer->id == *(const uint32_t *)wanted;
}

bool
hold_remove(ClientPtr client, uint32_t buffer)
{
	struct hold *hold =
	    LookupClientResourceComplex(client, hold_type, is_hold_of, &buffer);

	if (!hold) {
		return false;
	}
	FreeResource(hold->resource, RT_NONE);
	return true;
}
