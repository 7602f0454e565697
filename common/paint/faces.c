#include "common/paint/faces.h"

#include "common/paint/font.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <stdio.h>
#include <stdlib.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#define HAN 0x2e80u /* from here on scripts whose hinting costs more than it shows */
#define KNOWN 256u  /* characters whose font is remembered */
#define NO_FONT UINT32_MAX
#define WIDEST 12 /* a picture's size, and its way from its place, in letters */

/* A font that is open. */
struct face {
	FT_Face face; /* owned; NULL: this place is free */
	uint32_t font;
	uint64_t used; /* when last */
};

/* Which font has a character, as was found, and how wide it was there. */
struct known {
	uint32_t character; /* 0: none yet */
	uint32_t font;      /* or NO_FONT */
	uint32_t px;        /* of letters that were measured; 0: none yet */
	bool is_bold;       /* likewise */
	uint32_t advance, reach;
};

struct faces {
	char family[FAMILY_BYTES];
	FT_Library library;            /* owned; NULL before the first character */
	FcFontSet *all;                /* owned; likewise */
	FcPattern *list[FACES_LISTED]; /* of all */
	uint32_t n_listed;
	bool is_tried; /* to list */
	struct face open[FACES_OPEN];
	struct known known[KNOWN];
	uint32_t budget; /* fonts that may still be opened for this text */
	uint64_t now;
};

struct faces *
faces_create(const char *family)
{
	struct faces *faces = calloc(1, sizeof(*faces));

	if (faces) {
		snprintf(faces->family, sizeof(faces->family), "%s",
		    family && family[0] ? family : FONT_DEFAULT);
		faces_begin_text(faces);
	}
	return faces;
}

void
faces_destroy(struct faces *faces)
{
	if (!faces) {
		return;
	}
	faces_rest(faces);
	FT_Done_FreeType(faces->library);
	if (faces->all) {
		FcFontSetDestroy(faces->all);
	}
	free(faces);
}

void
faces_begin_text(struct faces *faces)
{
	faces->budget = FACES_OPEN;
}

void
faces_rest(struct faces *faces)
{
	for (size_t i = 0; i < FACES_OPEN; i++) {
		FT_Done_Face(faces->open[i].face); /* NULL is fine */
		faces->open[i] = (struct face){.face = NULL};
	}
}

size_t
faces_open_count(const struct faces *faces)
{
	size_t count = 0;

	for (size_t i = 0; i < FACES_OPEN; i++) {
		count += faces->open[i].face != NULL;
	}
	return count;
}

/* --- the list ---------------------------------------------------------------------- */

/* In the order that the desktop's configuration and language give them; NULL: none. */
static FcFontSet *
sort_fonts(const char *family)
{
	FcPattern *wanted = FcPatternCreate();
	FcFontSet *all = NULL;
	FcResult result;

	if (wanted && FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family) &&
	    FcConfigSubstitute(NULL, wanted, FcMatchPattern)) {
		FcDefaultSubstitute(wanted);
		all = FcFontSort(NULL, wanted, FcFalse, NULL, &result);
	}
	if (wanted) {
		FcPatternDestroy(wanted);
	}
	return all;
}

static bool
is_true(const FcPattern *font, const char *property)
{
	FcBool value;

	return FcPatternGetBool(font, property, 0, &value) == FcResultMatch && value;
}

/* Outlines of one weight: no pictures, no colours, nothing to be varied. */
static bool
is_plain(const FcPattern *font)
{
	return is_true(font, FC_SCALABLE) && is_true(font, FC_OUTLINE) &&
	    !is_true(font, FC_COLOR) && !is_true(font, FC_VARIABLE);
}

/* Those that have characters which none before them has. */
static void
list_fonts(struct faces *faces)
{
	FcCharSet *seen = FcCharSetCreate();

	for (int i = 0; seen && i < faces->all->nfont; i++) {
		FcPattern *font = faces->all->fonts[i];
		FcCharSet *has;
		FcBool adds = FcFalse;

		if (faces->n_listed < FACES_LISTED && is_plain(font) &&
		    FcPatternGetCharSet(font, FC_CHARSET, 0, &has) == FcResultMatch &&
		    FcCharSetMerge(seen, has, &adds) && adds) {
			faces->list[faces->n_listed++] = font;
		}
	}
	if (seen) {
		FcCharSetDestroy(seen);
	}
}

static void
list_once(struct faces *faces)
{
	if (faces->is_tried) {
		return;
	}
	faces->is_tried = true;
	if (FT_Init_FreeType(&faces->library) != 0) {
		faces->library = NULL;
		return;
	}
	faces->all = sort_fonts(faces->family);
	if (faces->all) {
		list_fonts(faces);
	}
}

static uint32_t
look_through(const struct faces *faces, uint32_t character)
{
	for (uint32_t i = 0; i < faces->n_listed; i++) {
		FcCharSet *has;

		if (FcPatternGetCharSet(faces->list[i], FC_CHARSET, 0, &has) ==
		        FcResultMatch &&
		    FcCharSetHasChar(has, character)) {
			return i;
		}
	}
	return NO_FONT;
}

static struct known *
know(struct faces *faces, uint32_t character)
{
	struct known *known = &faces->known[character % KNOWN];

	if (known->character != character) {
		*known = (struct known){
		    .character = character,
		    .font = look_through(faces, character),
		};
	}
	return known;
}

/* --- open fonts -------------------------------------------------------------------- */

static struct face *
find_open(struct faces *faces, uint32_t font)
{
	for (size_t i = 0; i < FACES_OPEN; i++) {
		if (faces->open[i].face && faces->open[i].font == font) {
			return &faces->open[i];
		}
	}
	return NULL;
}

/* A free place, else that of the one whose last use is longest ago. */
static struct face *
place_for_one(struct faces *faces)
{
	struct face *oldest = &faces->open[0];

	for (size_t i = 0; i < FACES_OPEN; i++) {
		if (faces->open[i].used < oldest->used) {
			oldest = &faces->open[i];
		}
	}
	FT_Done_Face(oldest->face);
	*oldest = (struct face){.face = NULL};
	return oldest;
}

static struct face *
open_font(struct faces *faces, uint32_t font)
{
	FcPattern *pattern = faces->list[font];
	FcChar8 *file;
	int index;

	if (faces->budget == 0 ||
	    FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch ||
	    FcPatternGetInteger(pattern, FC_INDEX, 0, &index) != FcResultMatch) {
		return NULL;
	}
	faces->budget--;
	struct face *place = place_for_one(faces);
	if (FT_New_Face(faces->library, (const char *)file, index, &place->face) != 0) {
		place->face = NULL;
		return NULL;
	}
	place->font = font;
	return place;
}

static FT_Face
face_for(struct faces *faces, uint32_t character)
{
	uint32_t font = know(faces, character)->font;

	if (font == NO_FONT) {
		return NULL;
	}
	struct face *face = find_open(faces, font);
	if (!face) {
		face = open_font(faces, font);
	}
	if (!face) {
		return NULL;
	}
	face->used = ++faces->now;
	return face->face;
}

/* --- pictures ---------------------------------------------------------------------- */

/* Whether its outline, in 1/64 px, is near the pen: fonts know letters of any size. */
static bool
is_near(FT_GlyphSlot glyph, uint32_t px)
{
	FT_BBox box;
	FT_Pos most = 64 * WIDEST * (FT_Pos)px;

	if (glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
		return false;
	}
	FT_Outline_Get_CBox(&glyph->outline, &box);
	return box.xMin >= -most / WIDEST && box.xMax <= most &&
	    box.yMin >= -most / WIDEST && box.yMax <= 2 * most / WIDEST &&
	    glyph->advance.x >= 0 && glyph->advance.x <= most;
}

static bool
load(FT_Face face, uint32_t character, uint32_t px, bool is_bold)
{
	FT_UInt index = FT_Get_Char_Index(face, character);
	FT_GlyphSlot glyph = face->glyph;
	FT_Int32 hints = character < HAN ? FT_LOAD_TARGET_LIGHT : FT_LOAD_NO_HINTING;

	if (index == 0 || FT_Set_Pixel_Sizes(face, 0, px) != 0 ||
	    FT_Load_Glyph(face, index, FT_LOAD_NO_BITMAP | hints) != 0 ||
	    !is_near(glyph, px)) {
		return false;
	}
	if (is_bold && !(face->style_flags & FT_STYLE_FLAG_BOLD)) {
		FT_Outline_EmboldenXY(&glyph->outline, 64 * (FT_Pos)px / 20, 0);
	}
	return true;
}

static bool
draw(FT_GlyphSlot glyph)
{
	return FT_Render_Glyph(glyph, FT_RENDER_MODE_NORMAL) == 0 &&
	    glyph->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY && glyph->bitmap.pitch >= 0;
}

/* Its outline; NULL when there is none to be shown. */
static FT_GlyphSlot
outline_of(struct faces *faces, uint32_t character, uint32_t px, bool is_bold)
{
	list_once(faces);
	if (!faces->library || px == 0 || px > FACES_PX_MOST) {
		return NULL;
	}
	FT_Face face = face_for(faces, character);
	return face && load(face, character, px, is_bold) ? face->glyph : NULL;
}

static uint32_t
advance_of(FT_GlyphSlot glyph)
{
	return (uint32_t)((glyph->advance.x + 32) / 64);
}

/* To its right edge, or to the next one if that is further. */
static uint32_t
reach_of(FT_GlyphSlot glyph)
{
	FT_BBox box;
	uint32_t advance = advance_of(glyph);

	FT_Outline_Get_CBox(&glyph->outline, &box);
	FT_Pos right = (box.xMax + 63) / 64;
	return right > (FT_Pos)advance ? (uint32_t)right : advance;
}

bool
faces_measure(struct faces *faces, uint32_t character, uint32_t px, bool is_bold,
    uint32_t *advance, uint32_t *reach)
{
	const struct known *known = &faces->known[character % KNOWN];

	if (known->character != character || known->px != px ||
	    known->is_bold != is_bold) {
		FT_GlyphSlot glyph = outline_of(faces, character, px, is_bold);
		if (!glyph) {
			return false;
		}
		struct known *now = know(faces, character);
		now->px = px;
		now->is_bold = is_bold;
		now->advance = advance_of(glyph);
		now->reach = reach_of(glyph);
	}
	*advance = known->advance;
	*reach = known->reach;
	return true;
}

bool
faces_draw(struct faces *faces, uint32_t character, uint32_t px, bool is_bold,
    struct faces_glyph *out)
{
	FT_GlyphSlot glyph = outline_of(faces, character, px, is_bold);

	if (!glyph || !draw(glyph)) {
		return false;
	}
	*out = (struct faces_glyph){
	    .left = glyph->bitmap_left,
	    .top = glyph->bitmap_top,
	    .width = glyph->bitmap.width,
	    .height = glyph->bitmap.rows,
	    .cover = glyph->bitmap.buffer,
	    .stride = (size_t)glyph->bitmap.pitch,
	};
	return true;
}

#if !defined(__has_feature)
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
/* fontconfig loses a few patterns for each font that it looks up (seen in 2.14). */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif
