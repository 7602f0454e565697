/*
 * Text in scripts that a family of letters lacks: measured and drawn with another font
 * where there is one, a box where there is none, and no more memory for more characters.
 */
#include "common/paint/faces.h"
#include "common/paint/font.h"
#include "common/paint/letters.h"
#include "tests/unit/tap.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 400
#define HEIGHT 32
#define PX 16
#define HAN 0x4e00u
#define HAN_END 0x9fa6u

#define ZHONG "\xe4\xb8\xad"
#define WEN "\xe6\x96\x87"
#define SHALOM "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"
#define ELLIPSIS "\xe2\x80\xa6"

/* Where a line is drawn, white on black. */
struct paper {
	cairo_surface_t *surface;
	cairo_t *cr;
};

static struct paper
paper_of(struct faces *faces, bool is_bold)
{
	struct paper p = {
	    cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT), NULL};
	struct font font = {.family = "DejaVu Sans", .faces = faces};

	p.cr = cairo_create(p.surface);
	font_select(p.cr, &font, PX, is_bold);
	return p;
}

static void
paper_finish(struct paper *p)
{
	cairo_destroy(p->cr);
	cairo_surface_destroy(p->surface);
}

static struct paper
drawn(struct faces *faces, bool is_bold, const char *text)
{
	struct paper p = paper_of(faces, is_bold);

	letters_put(p.cr, 4, 20, text);
	cairo_surface_flush(p.surface);
	return p;
}

static uint8_t
at(const struct paper *p, int x, int y)
{
	return cairo_image_surface_get_data(
	    p->surface)[y * cairo_image_surface_get_stride(p->surface) + x];
}

/* Columns from..to of a are those of b by columns further right. */
static bool
is_same(const struct paper *a, const struct paper *b, int from, int to, int by)
{
	for (int y = 0; y < HEIGHT; y++) {
		for (int x = from; x < to; x++) {
			if (at(a, x, y) != at(b, x + by, y)) {
				return false;
			}
		}
	}
	return true;
}

static unsigned
ink(const struct paper *p)
{
	unsigned sum = 0;

	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++) {
			sum += at(p, x, y);
		}
	}
	return sum;
}

static double
width_of(struct faces *faces, const char *text)
{
	struct paper p = paper_of(faces, false);
	double width = letters_width(p.cr, text);

	paper_finish(&p);
	return width;
}

/* --- the fonts there are ----------------------------------------------------------- */

/* The file of a family, or of a font with a character; false when there is none. */
static bool
find_file(const char *family, uint32_t character, char *out, size_t size)
{
	FcPattern *wanted = FcPatternCreate();
	FcCharSet *set = FcCharSetCreate();
	FcChar8 *file = NULL;
	FcCharSet *has = NULL;
	FcResult result;

	FcCharSetAddChar(set, character);
	FcPatternAddCharSet(wanted, FC_CHARSET, set);
	if (family) {
		FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
	}
	FcConfigSubstitute(NULL, wanted, FcMatchPattern);
	FcDefaultSubstitute(wanted);
	FcPattern *font = FcFontMatch(NULL, wanted, &result);
	bool found = font &&
	    FcPatternGetString(font, FC_FILE, 0, &file) == FcResultMatch &&
	    FcPatternGetCharSet(font, FC_CHARSET, 0, &has) == FcResultMatch &&
	    FcCharSetHasChar(has, character) &&
	    snprintf(out, size, "%s", (const char *)file) < (int)size;
	if (font) {
		FcPatternDestroy(font);
	}
	FcCharSetDestroy(set);
	FcPatternDestroy(wanted);
	return found;
}

/* From now on there are these fonts and no others; NULL: one less. */
static void
use_fonts(const char *first, const char *second)
{
	FcConfig *config = FcConfigCreate();

	FcConfigAppFontAddFile(config, (const FcChar8 *)first);
	if (second) {
		FcConfigAppFontAddFile(config, (const FcChar8 *)second);
	}
	FcConfigSetCurrent(config);
	FcConfigDestroy(config);
}

/* --- cases ------------------------------------------------------------------------- */

static void
test_without(void)
{
	struct faces *faces = faces_create(NULL);
	struct paper zhong = drawn(faces, false, ZHONG);
	struct paper wen = drawn(faces, false, WEN);
	struct paper none = drawn(NULL, false, WEN);
	struct faces_glyph glyph;

	ok_named(ink(&zhong) > 0 && is_same(&zhong, &wen, 0, WIDTH, 0),
	    "no font has them: each is the same box");
	ok_named(is_same(&none, &wen, 0, WIDTH, 0), "the family's own");
	ok(!faces_draw(faces, HAN, PX, false, &glyph) && faces_open_count(faces) == 0);
	paper_finish(&none);
	paper_finish(&wen);
	paper_finish(&zhong);
	faces_destroy(faces);
	faces_destroy(NULL);
}

static void
test_drawn(struct faces *faces)
{
	struct paper zhong = drawn(faces, false, ZHONG);
	struct paper wen = drawn(faces, false, WEN);
	struct paper box = drawn(NULL, false, ZHONG);
	struct paper bold = drawn(faces, true, ZHONG);
	struct paper both = drawn(faces, false, "a" ZHONG "b");
	struct paper own = drawn(faces, false, "a");

	ok_named(ink(&zhong) > 0 && !is_same(&zhong, &wen, 0, WIDTH, 0) &&
	        !is_same(&zhong, &box, 0, WIDTH, 0),
	    "characters of another font: glyphs, no boxes");
	ok_named(ink(&bold) > ink(&zhong), "bold is bolder");
	int wide = (int)width_of(faces, "a");
	ok_named(
	    is_same(&own, &both, 0, 4 + wide - 1, 0), "what comes before them stays");
	paper_finish(&own);
	paper_finish(&both);
	paper_finish(&bold);
	paper_finish(&box);
	paper_finish(&wen);
	paper_finish(&zhong);
	ok_named(faces_open_count(faces) == 0, "no font stays open");
}

static void
test_measured(struct faces *faces)
{
	double one = width_of(faces, ZHONG);
	double all = width_of(faces, "a" ZHONG WEN "b");
	double parts = width_of(faces, "a") + 2 * one + width_of(faces, "b");
	struct paper p = paper_of(faces, false);

	ok_named(one >= PX * 0.8 && one <= PX * 1.2, "as wide as high");
	ok_named(all >= parts - 4 && all <= parts + 4, "one right of the other");
	cairo_scale(p.cr, 3, 3);
	double zoomed = letters_width(p.cr, ZHONG WEN ZHONG);
	double plain = width_of(faces, ZHONG WEN ZHONG);
	ok_named(
	    zoomed >= plain - 3 && zoomed <= plain + 3, "likewise when cairo scales");
	paper_finish(&p);
	ok(width_of(faces, "") == 0);
}

static void
test_cut(struct faces *faces)
{
	static const char whole[] = ZHONG WEN ZHONG WEN ZHONG WEN ZHONG WEN;
	struct paper p = paper_of(faces, false);
	char text[64];
	bool good = true;

	for (int most = 0; most < 9 * PX; most++) {
		snprintf(text, sizeof(text), "%s", whole);
		bool cut = letters_fit(p.cr, text, sizeof(text), most);
		size_t len = strlen(text);
		good = good && letters_width(p.cr, text) <= most;
		good = good && cut == (strcmp(text, whole) != 0);
		good = good &&
		    (!cut || len == 0 ||
		        (len % 3 == 0 && strcmp(text + len - 3, ELLIPSIS) == 0 &&
		            strncmp(text, whole, len - 3) == 0));
	}
	ok_named(good, "cut at characters, with dots, at every width");
	char tight[sizeof(whole)];
	memcpy(tight, whole, sizeof(whole));
	ok_named(letters_fit(p.cr, tight, sizeof(tight), 7.5 * PX) &&
	        strlen(tight) < sizeof(tight),
	    "in a buffer that has room for no more");
	char blank[] = "a          b";
	ok_named(letters_fit(p.cr, blank, sizeof(blank), 3 * PX) &&
	        strcmp(blank, "a" ELLIPSIS) == 0,
	    "no blanks before the dots");
	paper_finish(&p);
}

/* What stands beside letters that are written leftwards stays where it is. */
static void
test_direction(struct faces *faces)
{
	struct paper all = drawn(faces, false, "abc " SHALOM " xyz");
	struct paper begin = drawn(faces, false, "abc ");
	struct paper end = drawn(faces, false, " xyz");
	int before = (int)width_of(faces, "abc ");
	int until = (int)width_of(faces, "abc " SHALOM);

	ok_named(is_same(&begin, &all, 0, 4 + before - 1, 0), "what comes first is left");
	ok_named(is_same(&end, &all, 6, 60, until), "what comes last is right");
	paper_finish(&end);
	paper_finish(&begin);
	paper_finish(&all);
}

static void
test_broken(struct faces *faces)
{
	struct paper p = paper_of(faces, false);

	ok(!letters_put(p.cr, 4, 20, "a\xff") && letters_width(p.cr, "a\xff") == 0);
	ok_named(letters_put(p.cr, 4, 20, "a" ZHONG), "and the next is drawn");
	paper_finish(&p);
}

/* --- memory ------------------------------------------------------------------------ */

static void
append(char *text, uint32_t c)
{
	size_t len = strlen(text);

	text[len] = (char)(0xe0 | c >> 12);
	text[len + 1] = (char)(0x80 | (c >> 6 & 0x3f));
	text[len + 2] = (char)(0x80 | (c & 0x3f));
	text[len + 3] = '\0';
}

/* Every step-th Han character, in titles as long as titles get. */
static void
draw_han(struct faces *faces, uint32_t step)
{
	for (uint32_t c = HAN; c < HAN_END;) {
		char text[256] = "";

		for (unsigned i = 0; i < 80 && c < HAN_END; i++, c += step) {
			append(text, c);
		}
		struct paper p = drawn(faces, false, text);
		paper_finish(&p);
	}
}

static void
test_bounded(struct faces *faces)
{
	draw_han(faces, 16);
	size_t before = mallinfo2().uordblks;
	draw_han(faces, 1);
	size_t after = mallinfo2().uordblks;

	printf("# %zu kB, then %zu kB\n", before / 1024, after / 1024);
	ok_named(after <= before + 64 * 1024 && before < 4 << 20,
	    "twenty thousand characters leave nothing behind");
}

int
main(void)
{
	char latin[512], han[512];

	if (!find_file("DejaVu Sans", 'a', latin, sizeof(latin)) ||
	    !find_file(NULL, HAN, han, sizeof(han))) {
		printf("1..0 # SKIP no font with Han characters\n");
		return 0;
	}
	use_fonts(latin, NULL);
	test_without();
	use_fonts(latin, han);
	struct faces *faces = faces_create(NULL);
	test_drawn(faces);
	test_measured(faces);
	test_cut(faces);
	test_direction(faces);
	test_broken(faces);
	test_bounded(faces);
	faces_destroy(faces);
	return done_testing();
}
