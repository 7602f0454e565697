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

/* Positions are clamped so that no frame's far corner leaves X's 16-bit numbers. */
#define ADMIT_LEAST_POSITION (-16384)
#define ADMIT_MOST_POSITION 16383

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

MUST_USE const char *admit_version(struct guest_u32 version, uint32_t *minor);
MUST_USE const char *admit_create(
    const struct guest_create *in, struct window_place *out);
MUST_USE const char *admit_configure(
    const struct guest_configure *in, struct window_place *out);
MUST_USE const char *admit_map(const struct guest_map *in, struct window_map *out);
MUST_USE const char *admit_flags(
    const struct guest_window_flags *in, struct window_flags *out);
MUST_USE const char *admit_hints(
    const struct guest_window_hints *in, struct window_hints *out);

/* --- admit_buffer.c ----------------------------------------------------------------- */

struct buffer_dump {
	uint32_t width, height; /* px, 1×1 .. WIRE_MAX_WIDTH × WIRE_MAX_HEIGHT */
	uint32_t pages;         /* that hold width * height * 4 bytes */
	bool has_fd;            /* a descriptor beside the message, else references */
};

MUST_USE const char *admit_dump(
    const struct guest_window_dump *in, bool fds_allowed, struct buffer_dump *out);

/* Copies the references of an admitted dump: out has room for its pages. */
void admit_refs(const struct guest_window_dump *in, uint32_t pages, uint32_t *out);

/* Clipped to the largest window; may be empty. */
struct rect admit_damage(const struct guest_shmimage *in);

/* Copies the first len bytes, which are there, to out. */
void admit_clipboard(const struct guest_clipboard_data *in, size_t len, void *out);

/* --- admit_look.c ------------------------------------------------------------------- */

#define ADMIT_NO_GLYPH UINT32_MAX

struct window_class {
	struct shown_text instance, class;
};

MUST_USE const char *admit_cursor(const struct guest_cursor *in, uint32_t *glyph);
/* ascii: other characters become '_'. */
void admit_title(const struct guest_wmname *in, bool ascii, struct shown_text *out);
void admit_class(const struct guest_wmclass *in, bool ascii, struct window_class *out);

#endif
