/* Title bars as pixels: names, letters, and where plate and bar meet. */
#include "tests/unit/tap.h"
#include "wm/paint.h"

#include <string.h>

static const struct paint_look domain = {
    .mark = {.label = "work", .colour = 0x2b6cb0, .pattern = MARK_STRIPES},
    .has_mark = true,
    .height = PAINT_BAR,
    .ring = 4,
};

static uint32_t
pixel(const struct mark_picture *p, uint32_t x, uint32_t y)
{
	uint32_t value;

	memcpy(&value, p->pixels + 4 * ((size_t)y * p->width + x), sizeof(value));
	return value & 0xffffff;
}

static uint32_t
plate_width(const struct paint_look *look, const char *title, uint32_t room)
{
	struct mark_picture plate;
	bool is_cut;

	if (!paint_plate(look, title, room, &plate, &is_cut)) {
		return 0;
	}
	uint32_t width = plate.width;
	mark_picture_finish(&plate);
	return width;
}

static void
names(void)
{
	struct paint_look nobodys = domain;
	uint32_t name = paint_name_width(&domain);

	nobodys.has_mark = false;
	ok_named(name > 30 && name == plate_width(&domain, "", 500),
	    "without a title the plate is the name");
	ok_named(plate_width(&domain, "a title", 500) > name, "with one it is wider");
	ok_named(plate_width(&domain, "a title", 1) >= name, "P4: a name is never cut");
	ok_named(paint_name_width(&nobodys) == 0, "P4: what nobody knows has none");
}

static void
fonts(void)
{
	struct paint_look mono = domain;
	struct paint_look none = domain;

	mono.font.family = "DejaVu Sans Mono";
	none.font.family = "DejaVu Sans";
	ok_named(
	    plate_width(&mono, "iiiiiiii", 500) > plate_width(&domain, "iiiiiiii", 500),
	    "another font has other letters");
	ok_named(
	    plate_width(&none, "iiiiiiii", 500) == plate_width(&domain, "iiiiiiii", 500),
	    "the default is DejaVu Sans");
}

/* Of a window without the focus: whether its plate's ground goes on in the bar. */
static bool
is_seamless(const struct paint_look *look)
{
	struct mark_picture plate;
	struct mark_picture bar;
	bool is_cut;
	bool same = false;

	if (!paint_plate(look, "title", 500, &plate, &is_cut)) {
		return false;
	}
	if (paint_bar(look, &bar)) {
		same = pixel(&plate, plate.width - 1, 1) == pixel(&bar, 9, 1);
		mark_picture_finish(&bar);
	}
	mark_picture_finish(&plate);
	return same;
}

static void
seams(void)
{
	struct paint_look dom0 = domain;
	struct paint_look nobodys = domain;

	dom0.is_dom0 = true;
	nobodys.has_mark = false;
	ok_named(is_seamless(&dom0), "idle: dom0's plate and bar are one");
	ok_named(is_seamless(&nobodys), "idle: those of an unknown owner too");
	nobodys.is_active = true;
	ok_named(is_seamless(&nobodys), "active: likewise");
	ok_named(!is_seamless(&domain), "a domain's tile shows beside its plate");
}

int
main(void)
{
	names();
	fonts();
	seams();
	return done_testing();
}
