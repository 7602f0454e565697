#include "gui-daemon/guest/admit.h"

#include "common/base/memfd.h"

enum dump_type {
	DUMP_GRANTS = 0,
	DUMP_FD = 1,
};

/*@ requires 1 <= width <= WIRE_MAX_WIDTH && 1 <= height <= WIRE_MAX_HEIGHT;
    assigns \nothing;
    ensures width * height * 4 <= \result * 4096 < width * height * 4 + 4096;
    ensures \result <= WIRE_MAX_REFS;
*/
static uint32_t
pages_of(uint32_t width, uint32_t height)
{
	uint64_t bytes = (uint64_t)width * height * 4;

	//@ assert width * height <= WIRE_MAX_WIDTH * WIRE_MAX_HEIGHT;
	return (uint32_t)((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
}

const char *
admit_dump(const struct guest_window_dump *in, bool fds_allowed, struct buffer_dump *out)
{
	struct buffer_dump dump = {.has_fd = fds_allowed};
	uint32_t type, bpp;

	if (!guest_u32_in(in->type, DUMP_GRANTS, DUMP_FD, &type)) {
		return "dump of an unknown type";
	}
	if ((type == DUMP_FD) != fds_allowed) {
		return "dump of a type that this channel does not carry";
	}
	if (!guest_u32_in(in->width, 1, WIRE_MAX_WIDTH, &dump.width)) {
		return "dump's width out of range";
	}
	if (!guest_u32_in(in->height, 1, WIRE_MAX_HEIGHT, &dump.height)) {
		return "dump's height out of range";
	}
	if (!guest_u32_in(in->bpp, 24, 32, &bpp) || (bpp != 24 && bpp != 32)) {
		return "dump's depth is neither 24 nor 32";
	}
	dump.pages = pages_of(dump.width, dump.height);
	//@ assert dump_is_admitted(dump);
	if (guest_words_count(in->refs) != (dump.has_fd ? 1 : dump.pages)) {
		return "dump's references do not fit its size";
	}
	if (dump.has_fd) {
		uint32_t zero;

		if (!guest_u32_in(guest_words_at(in->refs, 0), 0, 0, &zero)) {
			return "dump's descriptor has an offset";
		}
	}
	*out = dump;
	return NULL;
}

void
admit_refs(const struct guest_window_dump *in, uint32_t pages, uint32_t *out)
{
	/* Any number is legal: the hypervisor knows whether it names a grant to us. */
	/*@ loop invariant 0 <= i <= pages;
	    loop assigns i, out[0 .. pages - 1];
	    loop variant pages - i;
	*/
	for (uint32_t i = 0; i < pages; i++) {
		out[i] = guest_u32_as_key(guest_words_at(in->refs, i));
	}
}

struct rect
admit_damage(const struct guest_shmimage *in)
{
	static const struct rect largest = {0, 0, WIRE_MAX_WIDTH, WIRE_MAX_HEIGHT};
	struct rect r = {
	    .x = guest_i32_clamp(in->x, INT32_MIN, INT32_MAX),
	    .y = guest_i32_clamp(in->y, INT32_MIN, INT32_MAX),
	    .width = guest_u32_clamp(in->width, 0, UINT32_MAX),
	    .height = guest_u32_clamp(in->height, 0, UINT32_MAX),
	};

	return rect_intersect(r, largest);
}

void
admit_clipboard(const struct guest_clipboard_data *in, size_t len, void *out)
{
	guest_bytes_copy(in->content, len, out);
}
