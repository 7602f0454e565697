/* How large things are drawn, and which names of fonts are taken. */
#include "common/base/family.h"
#include "common/base/scale.h"
#include "common/paint/measure.h"
#include "tests/unit/tap.h"

#include <stdlib.h>
#include <string.h>

static void
test_scales(void)
{
	static const struct {
		uint32_t dpi, scale;
	} cases[] = {
	    {0, 100},
	    {72, 100},
	    {96, 100},
	    {119, 100},
	    {120, 150},
	    {144, 150},
	    {168, 200},
	    {192, 200},
	    {240, 250},
	    {384, 400},
	    {9600, 400},
	    {UINT32_MAX, 400},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char name[48];

		snprintf(
		    name, sizeof(name), "%u dpi: %u %%", cases[i].dpi, cases[i].scale);
		ok_named(scale_of_dpi(cases[i].dpi) == cases[i].scale, name);
	}
	ok_named(scale_dpi_of(3840, 508) == 192 && scale_dpi_of(3840, 0) == 0,
	    "a monitor's px an inch; none where it tells no size");
	ok_named(scale_px(4, 100) == 4 && scale_px(3, 150) == 5 && scale_px(1, 50) == 1,
	    "px, rounded");
	ok_named(scale_zoom(50) == 1 && scale_zoom(199) == 1 && scale_zoom(200) == 2 &&
	        scale_zoom(250) == 2 && scale_zoom(400) == 4,
	    "patterns grow by whole px");
	ok_named(scale_is_sane(SCALE_AUTO) && scale_is_sane(50) && scale_is_sane(400) &&
	        !scale_is_sane(49) && !scale_is_sane(401),
	    "50 to 400 %, or as the display has it");
}

/* From an exact copy: nothing beside it is read. */
static uint32_t
find(const char *resources)
{
	size_t len = strlen(resources);
	char *copy = malloc(len > 0 ? len : 1);

	if (!copy) {
		abort();
	}
	memcpy(copy, resources, len);
	uint32_t dpi = scale_find_dpi(copy, len);
	free(copy);
	return dpi;
}

static void
test_resources(void)
{
	static const struct {
		const char *text;
		uint32_t dpi;
	} cases[] = {
	    {"", 0},
	    {"Xft.dpi:", 0},
	    {"Xft.dpi:\t192", 192},
	    {"Xft.dpi: 120.5\n", 120},
	    {"Xcursor.size: 24\nXft.dpi:  144\nXft.hinting: 1\n", 144},
	    {"old.Xft.dpi: 192\n*Xft.dpi: 192\n", 0},
	    {"Xft.dpi: many\nXft.dpi: 192\n", 0},
	    {"Xft.dpi: -192\n", 0},
	    {"Xft.dpi: 99999999999999999999\n", 9999},
	    {"! Xft.dpi: 192", 0},
	    {"\n\nXft.dpi: 96", 96},
	    {"Xft.dpi", 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char name[48];

		snprintf(name, sizeof(name), "resources %zu: %u dpi", i, cases[i].dpi);
		ok_named(find(cases[i].text) == cases[i].dpi, name);
	}
}

static void
test_families(void)
{
	char exact[FAMILY_BYTES];

	memset(exact, 'x', sizeof(exact));
	ok_named(!family_is_sane(exact, sizeof(exact)), "a name without an end");
	exact[FAMILY_BYTES - 1] = '\0';
	ok_named(family_is_sane(exact, sizeof(exact)), "one of 63 bytes");
	ok_named(family_is_sane("Noto Sans CJK JP", 17) && family_is_sane("Ünïcode", 10),
	    "words and letters of all scripts");
	ok_named(!family_is_sane("", 1) && family_is_sane_or_none("", 1),
	    "none is no name, but may stand for the default");
	ok_named(!family_is_sane("a,b", 4) && !family_is_sane("a:bold", 7) &&
	        !family_is_sane("a\\b", 4) && !family_is_sane("a\"", 3) &&
	        !family_is_sane("a\n", 3),
	    "nothing that fontconfig reads as something else");
}

static bool
is_measure(struct measure m, uint32_t width, uint32_t label, uint32_t zoom)
{
	return m.frame_width == width && m.label_height == label && m.zoom == zoom;
}

static void
test_measures(void)
{
	ok_named(is_measure(measure_frame(4, 0, 100), 4, 16, 1), "as ever");
	ok_named(is_measure(measure_frame(4, 0, 200), 8, 32, 2), "twice as large");
	ok_named(is_measure(measure_frame(4, 0, 150), 6, 24, 1), "half as large again");
	ok_named(is_measure(measure_frame(2, 0, 50), 2, 7, 1), "never thinner than 2 px");
	ok_named(is_measure(measure_frame(4, 12, 100), 4, 16, 1), "letters of 12 px");
	ok_named(is_measure(measure_frame(4, 20, 100), 4, 26, 1), "of 20 px");
	ok_named(is_measure(measure_frame(32, 8, 100), 32, 32, 1),
	    "a label is no thinner than the frame");
	ok_named(is_measure(measure_frame(32, 32, 400), 128, 168, 4), "the largest");
}

int
main(void)
{
	test_scales();
	test_resources();
	test_families();
	test_measures();
	return done_testing();
}
