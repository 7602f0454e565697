#include "gui-daemon/guest/admit.h"

#define CURSOR_FONT 0x100u /* a glyph of the X cursor font is this plus its number */
#define CURSOR_END 0x19au

const char *
admit_cursor(const struct guest_cursor *in, uint32_t *glyph)
{
	uint32_t cursor;

	if (guest_u32_in(in->cursor, 0, 0, &cursor)) {
		*glyph = ADMIT_NO_GLYPH;
		return NULL;
	}
	if (!guest_u32_in(in->cursor, CURSOR_FONT, CURSOR_END - 1, &cursor)) {
		return "unknown cursor";
	}
	*glyph = cursor - CURSOR_FONT;
	return NULL;
}

/*@ requires guest_text_is_there(in);
    assigns \nothing;
    ensures text_is_shown(\result);
*/
static struct shown_text
admit_text(struct guest_text in, bool ascii)
{
	struct shown_text text = text_admit(in);

	return ascii ? text_as_ascii(&text) : text;
}

void
admit_title(const struct guest_wmname *in, bool ascii, struct shown_text *out)
{
	*out = admit_text(in->title, ascii);
}

void
admit_class(const struct guest_wmclass *in, bool ascii, struct window_class *out)
{
	out->instance = admit_text(in->res_name, ascii);
	out->class = admit_text(in->res_class, ascii);
}
