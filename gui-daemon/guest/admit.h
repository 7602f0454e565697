/*
 * The door in the trusted boundary: a guest's values in, plain and bounded values out.
 * The only files outside protocol/wire/ that unwrap guest values.
 * Pure: no X, no state, no policy that a person could want to change.
 *
 * Each function returns NULL and fills *out, or returns why the session must end and
 * leaves *out alone.
 */
#ifndef GUEST_ADMIT_H
#define GUEST_ADMIT_H

#include "common/base/rect.h"
#include "protocol/wire/messages.h"
#include "protocol/wire/text.h"

/*
 * Positions are clamped so that no frame's far corner leaves X's 16-bit numbers: the
 * widest content, our frame and label at the largest scale (168 px, measure_frame()), and
 * a little of the manager's.
 */
#define ADMIT_LEAST_POSITION (-16384)
#define ADMIT_MOST_POSITION 16127

/* --- admit_window.c ----------------------------------------------------------------- */

struct window_place {
	struct rect content; /* px, 1×1 .. WIRE_MAX_WIDTH × WIRE_MAX_HEIGHT */
	bool was_clamped;    /* it is not what the guest said */
	bool override_redirect;
};

struct window_map {
	uint32_t transient_for; /* 0: none; may name no window */
	bool override_redirect;
};

struct window_flags {
	uint32_t set, unset; /* enum win_flag */
};

struct window_hints {
	bool has_position, has_user_position, has_min, has_max, has_inc, has_base;
	uint32_t min_width, min_height, max_width, max_height; /* px, 1.. */
	uint32_t width_inc, height_inc;                        /* px, 1.. */
	uint32_t base_width, base_height;                      /* px, 0.. */
};

/*@ predicate place_is_admitted(struct window_place p) =
        ADMIT_LEAST_POSITION <= p.content.x <= ADMIT_MOST_POSITION &&
        ADMIT_LEAST_POSITION <= p.content.y <= ADMIT_MOST_POSITION &&
        1 <= p.content.width <= WIRE_MAX_WIDTH &&
        1 <= p.content.height <= WIRE_MAX_HEIGHT;

    predicate hints_are_admitted(struct window_hints h) =
        1 <= h.min_width <= WIRE_MAX_WIDTH && 1 <= h.min_height <= WIRE_MAX_HEIGHT &&
        1 <= h.max_width <= WIRE_MAX_WIDTH && 1 <= h.max_height <= WIRE_MAX_HEIGHT &&
        (h.has_min ==> h.min_width <= h.max_width && h.min_height <= h.max_height) &&
        1 <= h.width_inc <= WIRE_MAX_WIDTH && 1 <= h.height_inc <= WIRE_MAX_HEIGHT &&
        h.base_width <= WIRE_MAX_WIDTH && h.base_height <= WIRE_MAX_HEIGHT;
*/

/*@ requires \valid(minor);
    assigns *minor;
    ensures \result == \null ==> *minor <= WIRE_MINOR &&
        said_u32(version) / 65536 == WIRE_MAJOR;
    ensures \result != \null ==> *minor == \old(*minor);
*/
MUST_USE const char *admit_version(struct guest_u32 version, uint32_t *minor);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    assigns *out;
    ensures \result == \null ==> place_is_admitted(*out);
    ensures out->was_clamped <==> out->content.x != said_i32(in->x) ||
        out->content.y != said_i32(in->y) || out->content.width != said_u32(in->width) ||
        out->content.height != said_u32(in->height);
*/
MUST_USE const char *admit_create(
    const struct guest_create *in, struct window_place *out);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    assigns *out;
    ensures \result == \null ==> place_is_admitted(*out) && !out->override_redirect;
    ensures out->was_clamped <==> out->content.x != said_i32(in->x) ||
        out->content.y != said_i32(in->y) || out->content.width != said_u32(in->width) ||
        out->content.height != said_u32(in->height);
*/
MUST_USE const char *admit_configure(
    const struct guest_configure *in, struct window_place *out);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    assigns *out;
    ensures \result == \null ==> (out->override_redirect == 0 || out->override_redirect ==
   1);
*/
MUST_USE const char *admit_map(const struct guest_map *in, struct window_map *out);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    assigns *out;
    ensures \result == \null ==> 0 <= out->set <= 7 && 0 <= out->unset <= 7;
*/
MUST_USE const char *admit_flags(
    const struct guest_window_flags *in, struct window_flags *out);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    assigns *out;
    ensures \result == \null ==> hints_are_admitted(*out);
*/
MUST_USE const char *admit_hints(
    const struct guest_window_hints *in, struct window_hints *out);

/* --- admit_buffer.c ----------------------------------------------------------------- */

struct buffer_dump {
	uint32_t width, height; /* px, 1×1 .. WIRE_MAX_WIDTH × WIRE_MAX_HEIGHT */
	uint32_t pages;         /* that hold width * height * 4 bytes */
	bool has_fd;            /* a descriptor beside the message, else references */
};

/*@ predicate dump_is_admitted(struct buffer_dump d) =
        1 <= d.width <= WIRE_MAX_WIDTH && 1 <= d.height <= WIRE_MAX_HEIGHT &&
        d.width * d.height * 4 <= d.pages * 4096 < d.width * d.height * 4 + 4096 &&
        d.pages <= WIRE_MAX_REFS;
*/

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    requires guest_words_are_there(in->refs);
    requires \separated(out, words_of(in->refs) + (0 .. 4 * said_words(in->refs) - 1));
    requires fds_allowed == 0 || fds_allowed == 1;
    assigns *out;
    ensures \result == \null ==> dump_is_admitted(*out);
    ensures \result == \null ==> (out->has_fd <==> fds_allowed);
    ensures \result == \null ==>
        said_words(in->refs) == (out->has_fd ? 1 : out->pages);
    ensures \result != \null ==> *out == \old(*out);
*/
MUST_USE const char *admit_dump(
    const struct guest_window_dump *in, bool fds_allowed, struct buffer_dump *out);

/* Copies the references of an admitted dump: out has room for its pages. */
/*@ requires \valid_read(in) && guest_words_are_there(in->refs);
    requires pages <= said_words(in->refs) && \valid(out + (0 .. pages - 1));
    requires \separated(out + (0 .. pages - 1), in,
        words_of(in->refs) + (0 .. 4 * said_words(in->refs) - 1));
    assigns out[0 .. pages - 1];
*/
void admit_refs(const struct guest_window_dump *in, uint32_t pages, uint32_t *out);

/* Clipped to the largest window; may be empty. */
/*@ requires \valid_read(in);
    assigns \nothing;
    ensures 0 <= \result.x && 0 <= \result.y;
    ensures \result.x + \result.width <= WIRE_MAX_WIDTH;
    ensures \result.y + \result.height <= WIRE_MAX_HEIGHT;
*/
struct rect admit_damage(const struct guest_shmimage *in);

/* Copies the first len bytes, which are there, to out. */
/*@ requires \valid_read(in) && guest_bytes_are_there(in->content);
    requires len <= said_bytes(in->content) && \valid((uint8_t *)out + (0 .. len - 1));
    requires \separated((uint8_t *)out + (0 .. len - 1),
        bytes_of(in->content) + (0 .. len - 1));
    assigns ((uint8_t *)out)[0 .. len - 1];
*/
void admit_clipboard(const struct guest_clipboard_data *in, size_t len, void *out);

/* --- admit_look.c ------------------------------------------------------------------- */

#define ADMIT_NO_GLYPH UINT32_MAX

struct window_class {
	struct shown_text instance, class;
};

/*@ requires \valid_read(in) && \valid(glyph) && \separated(in, glyph);
    assigns *glyph;
    ensures \result == \null ==> *glyph == ADMIT_NO_GLYPH || *glyph < 0x9a;
    ensures \result != \null ==> *glyph == \old(*glyph);
*/
MUST_USE const char *admit_cursor(const struct guest_cursor *in, uint32_t *glyph);
/* ascii: other characters become '_'. */
/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    requires guest_text_is_there(in->title);
    assigns *out;
    ensures text_is_shown(*out);
*/
void admit_title(const struct guest_wmname *in, bool ascii, struct shown_text *out);

/*@ requires \valid_read(in) && \valid(out) && \separated(in, out);
    requires guest_text_is_there(in->res_name) && guest_text_is_there(in->res_class);
    requires \separated(out, text_of(in->res_class) + (0 .. said_room(in->res_class) -
   1)); assigns *out; ensures text_is_shown(out->instance) && text_is_shown(out->class);
*/
void admit_class(const struct guest_wmclass *in, bool ascii, struct window_class *out);

#endif
