#include "gui-daemon/guest/admit.h"

#include "gui-daemon/guest/winstate.h"

/* ICCCM 4.1.2.3 */
enum hint_flag {
	HINT_US_POSITION = 1,
	HINT_P_POSITION = 4,
	HINT_P_MIN_SIZE = 16,
	HINT_P_MAX_SIZE = 32,
	HINT_P_RESIZE_INC = 64,
	HINT_P_BASE_SIZE = 256,
	HINT_ALL = 1 | 4 | 16 | 32 | 64 | 256,
};

const char *
admit_version(struct guest_u32 version, uint32_t *minor)
{
	uint32_t known;

	if (!guest_u32_in(
	        version, WIRE_MAJOR << 16, WIRE_MAJOR << 16 | UINT16_MAX, &known)) {
		return "protocol version is not 1.x";
	}
	known &= UINT16_MAX;
	*minor = known < WIRE_MINOR ? known : WIRE_MINOR;
	return NULL;
}

/*@ requires \valid(out);
    assigns out->content, out->was_clamped;
    ensures place_is_admitted(*out);
    ensures out->was_clamped <==> out->content.x != said_i32(x) ||
        out->content.y != said_i32(y) || out->content.width != said_u32(width) ||
        out->content.height != said_u32(height);
    ensures out->was_clamped == 0 || out->was_clamped == 1;
*/
static void
admit_place(struct guest_i32 x, struct guest_i32 y, struct guest_u32 width,
    struct guest_u32 height, struct window_place *out)
{
	struct rect r = {
	    .x = guest_i32_clamp(x, ADMIT_LEAST_POSITION, ADMIT_MOST_POSITION),
	    .y = guest_i32_clamp(y, ADMIT_LEAST_POSITION, ADMIT_MOST_POSITION),
	    .width = guest_u32_clamp(width, 1, WIRE_MAX_WIDTH),
	    .height = guest_u32_clamp(height, 1, WIRE_MAX_HEIGHT),
	};
	struct rect same;

	out->was_clamped = !guest_i32_in(x, r.x, r.x, &same.x) ||
	    !guest_i32_in(y, r.y, r.y, &same.y) ||
	    !guest_u32_in(width, r.width, r.width, &same.width) ||
	    !guest_u32_in(height, r.height, r.height, &same.height);
	out->content = r;
}

const char *
admit_create(const struct guest_create *in, struct window_place *out)
{
	admit_place(in->x, in->y, in->width, in->height, out);
	out->override_redirect = guest_u32_is_true(in->override_redirect);
	return NULL;
}

const char *
admit_configure(const struct guest_configure *in, struct window_place *out)
{
	admit_place(in->x, in->y, in->width, in->height, out);
	out->override_redirect = false; /* not for the guest to change here */
	return NULL;
}

const char *
admit_map(const struct guest_map *in, struct window_map *out)
{
	out->transient_for = guest_u32_as_key(in->transient_for);
	out->override_redirect = guest_u32_is_true(in->override_redirect);
	return NULL;
}

const char *
admit_flags(const struct guest_window_flags *in, struct window_flags *out)
{
	out->set = guest_u32_bits(in->set, WIN_ALL_FLAGS);
	out->unset = guest_u32_bits(in->unset, WIN_ALL_FLAGS);
	return NULL;
}

const char *
admit_hints(const struct guest_window_hints *in, struct window_hints *out)
{
	uint32_t flags = guest_u32_bits(in->flags, HINT_ALL);
	struct window_hints h = {
	    .has_user_position = flags & HINT_US_POSITION,
	    .has_position = flags & HINT_P_POSITION,
	    .has_min = flags & HINT_P_MIN_SIZE,
	    .has_max = flags & HINT_P_MAX_SIZE,
	    .has_inc = flags & HINT_P_RESIZE_INC,
	    .has_base = flags & HINT_P_BASE_SIZE,
	    .min_width = guest_u32_clamp(in->min_width, 1, WIRE_MAX_WIDTH),
	    .min_height = guest_u32_clamp(in->min_height, 1, WIRE_MAX_HEIGHT),
	    .width_inc = guest_u32_clamp(in->width_inc, 1, WIRE_MAX_WIDTH),
	    .height_inc = guest_u32_clamp(in->height_inc, 1, WIRE_MAX_HEIGHT),
	    .base_width = guest_u32_clamp(in->base_width, 0, WIRE_MAX_WIDTH),
	    .base_height = guest_u32_clamp(in->base_height, 0, WIRE_MAX_HEIGHT),
	};
	/* A window manager must never see a most below a least. */
	h.max_width =
	    guest_u32_clamp(in->max_width, h.has_min ? h.min_width : 1, WIRE_MAX_WIDTH);
	h.max_height = guest_u32_clamp(
	    in->max_height, h.has_min ? h.min_height : 1, WIRE_MAX_HEIGHT);
	*out = h;
	return NULL;
}
