#include "wm/theme.h"

#include "common/base/scale.h"
#include "common/paint/faces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xcb/xcb_cursor.h>

#define PUT_BYTES (128u << 10) /* of pixels in one request */

static const char *const cursor_names[CURSOR_N] = {
    [CURSOR_ARROW] = "left_ptr",
    [CURSOR_MOVE] = "fleur",
    [CURSOR_EDGE] = "top_side",
    [CURSOR_EDGE + 1] = "bottom_side",
    [CURSOR_EDGE + 2] = "left_side",
    [CURSOR_EDGE + 3] = "right_side",
    [CURSOR_EDGE + 4] = "top_left_corner",
    [CURSOR_EDGE + 5] = "top_right_corner",
    [CURSOR_EDGE + 6] = "bottom_left_corner",
    [CURSOR_EDGE + 7] = "bottom_right_corner",
};

static void
load_cursors(struct theme *theme)
{
	xcb_cursor_context_t *context;

	if (xcb_cursor_context_new(theme->x->xcb, theme->x->screen, &context) < 0) {
		return;
	}
	for (size_t i = 0; i < CURSOR_N; i++) {
		theme->cursors[i] = xcb_cursor_load_cursor(context, cursor_names[i]);
	}
	xcb_cursor_context_free(context);
}

void
theme_init(struct theme *theme, struct x *x, const struct theme_style *style)
{
	uint32_t none = 0;

	*theme =
	    (struct theme){.x = x, .style = *style, .faces = faces_create(style->font)};
	theme->bar_height = theme_px(theme, 2 * style->title_px);
	theme->border = theme_px(theme, 4);
	theme->gc = xcb_generate_id(x->xcb);
	xcb_create_gc(
	    x->xcb, theme->gc, x->screen->root, XCB_GC_GRAPHICS_EXPOSURES, &none);
	load_cursors(theme);
}

static void
free_pixmap(struct theme *theme, xcb_pixmap_t *pixmap)
{
	if (*pixmap) {
		xcb_free_pixmap(theme->x->xcb, *pixmap);
		*pixmap = XCB_NONE;
	}
}

static void
destroy_look(struct theme *theme, struct look *look)
{
	for (int active = 0; active < 2; active++) {
		free_pixmap(theme, &look->bar[active]);
		for (int b = 0; b < PAINT_N_BUTTONS; b++) {
			for (int p = 0; p < PAINT_N_PRESSES; p++) {
				free_pixmap(theme, &look->buttons[active][b][p]);
			}
		}
	}
	free(look);
}

void
theme_finish(struct theme *theme)
{
	while (theme->looks) {
		struct look *look = theme->looks;
		theme->looks = look->next;
		destroy_look(theme, look);
	}
	faces_destroy(theme->faces);
	for (size_t i = 0; i < CURSOR_N; i++) {
		if (theme->cursors[i]) {
			xcb_free_cursor(theme->x->xcb, theme->cursors[i]);
		}
	}
	if (theme->gc) {
		xcb_free_gc(theme->x->xcb, theme->gc);
	}
}

void
theme_set_texture(struct theme *theme, const uint8_t texture[MARK_TEXTURE_BYTES])
{
	memcpy(theme->texture, texture, sizeof(theme->texture));
}

uint32_t
theme_px(const struct theme *theme, uint32_t px)
{
	return scale_px(px, theme->style.scale);
}

/* --- pixels ------------------------------------------------------------------------ */

void
theme_put(struct theme *theme, xcb_drawable_t target, const struct mark_picture *p)
{
	uint32_t row = p->width * 4;
	uint32_t step = row > PUT_BYTES ? 1 : PUT_BYTES / row;

	for (uint32_t y = 0; y < p->height; y += step) {
		uint32_t rows = p->height - y < step ? p->height - y : step;
		xcb_put_image(theme->x->xcb, XCB_IMAGE_FORMAT_Z_PIXMAP, target, theme->gc,
		    (uint16_t)p->width, (uint16_t)rows, 0, (int16_t)y, 0,
		    theme->x->screen->root_depth, rows * row,
		    p->pixels + (size_t)y * row);
	}
}

xcb_pixmap_t
theme_upload(struct theme *theme, struct mark_picture *picture)
{
	xcb_pixmap_t pixmap = xcb_generate_id(theme->x->xcb);

	xcb_create_pixmap(theme->x->xcb, theme->x->screen->root_depth, pixmap,
	    theme->x->screen->root, (uint16_t)picture->width, (uint16_t)picture->height);
	theme_put(theme, pixmap, picture);
	mark_picture_finish(picture);
	return pixmap;
}

/* --- looks ------------------------------------------------------------------------- */

struct paint_look
theme_paint_look(const struct theme *theme, const struct look *look, bool is_active)
{
	return (struct paint_look){
	    .mark = {.label = look->label,
	        .colour = look->colour,
	        .pattern = (enum mark_pattern)look->pattern,
	        .texture = look->texture,
	        .zoom = scale_zoom(theme->style.scale)},
	    .font = {theme->style.font, theme->faces},
	    .has_mark = look->has_mark,
	    .is_dom0 = look->has_mark && look->owner == TRUST_DOM0,
	    .is_active = is_active,
	    .height = look->height,
	    .ring = look->frame_width,
	};
}

static bool
paint_buttons(struct theme *theme, struct look *look, bool active)
{
	struct paint_look paint = theme_paint_look(theme, look, active);
	struct mark_picture picture;

	for (int b = 0; b < PAINT_N_BUTTONS; b++) {
		for (int p = 0; p < PAINT_N_PRESSES; p++) {
			if (!paint_button(&paint, (enum paint_button)b,
			        (enum paint_press)p, &picture)) {
				return false;
			}
			look->buttons[active][b][p] = theme_upload(theme, &picture);
		}
	}
	return true;
}

static bool
paint_look_pixmaps(struct theme *theme, struct look *look)
{
	struct mark_picture picture;
	struct paint_look idle = theme_paint_look(theme, look, false);

	look->name_width = paint_name_width(&idle);
	for (int active = 0; active < 2; active++) {
		struct paint_look paint = theme_paint_look(theme, look, active);
		if (!paint_bar(&paint, &picture)) {
			return false;
		}
		look->bar[active] = theme_upload(theme, &picture);
		if (!paint_buttons(theme, look, active)) {
			return false;
		}
	}
	return true;
}

/* What the look is to be, without pixmaps. */
static struct look
plan_look(const struct theme *theme, const struct owner *owner, bool known)
{
	struct look look = {
	    .owner = owner ? owner->id : TRUST_DOM0,
	    .has_mark = owner || known,
	    .colour = owner ? owner->colour : theme->style.dom0_colour,
	    .pattern = owner ? owner->pattern : MARK_SOLID,
	    .frame_width = owner ? owner->frame_width : 0,
	    .height = theme->bar_height,
	};

	memcpy(look.texture, theme->texture, sizeof(look.texture));
	snprintf(look.label, sizeof(look.label), "%s",
	    owner ? owner->label : theme->style.dom0_label);
	return look;
}

static bool
is_same(const struct look *a, const struct look *b)
{
	return a->owner == b->owner && a->has_mark == b->has_mark &&
	    strcmp(a->label, b->label) == 0 && a->colour == b->colour &&
	    a->pattern == b->pattern && a->height == b->height &&
	    a->frame_width == b->frame_width &&
	    memcmp(a->texture, b->texture, sizeof(a->texture)) == 0;
}

const struct look *
theme_take_look(struct theme *theme, const struct owner *owner, bool known)
{
	struct look plan = plan_look(theme, owner, known);
	struct look *look = theme->looks;

	while (look && !is_same(look, &plan)) {
		look = look->next;
	}
	if (!look) {
		look = malloc(sizeof(*look));
		if (!look) {
			return NULL;
		}
		*look = plan;
		if (!paint_look_pixmaps(theme, look)) {
			destroy_look(theme, look);
			return NULL;
		}
		look->next = theme->looks;
		theme->looks = look;
	}
	look->users++;
	return look;
}

void
theme_drop_look(struct theme *theme, const struct look *look)
{
	struct look **at = &theme->looks;

	while (look && *at && *at != look) {
		at = &(*at)->next;
	}
	if (!look || !*at) {
		return;
	}
	struct look *found = *at;
	bool is_kept = found->owner == TRUST_DOM0 &&
	    memcmp(found->texture, theme->texture, sizeof(found->texture)) == 0;
	if (--found->users == 0 && !is_kept) {
		*at = found->next;
		destroy_look(theme, found);
	}
}
