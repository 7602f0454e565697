#include "gui-agent/x_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <xcb/randr.h>

#define DOTS_PER_INCH 96.0
#define REFRESH 60u /* a second; nothing is scanned out */

/* What a resize is about; replies are owned. */
struct change {
	uint32_t width, height; /* px */
	xcb_randr_get_screen_resources_current_reply_t *resources;
	xcb_randr_output_t output;
	xcb_randr_crtc_t crtc;
	xcb_randr_mode_t mode;
};

static bool
find_output(struct x *x, struct change *c)
{
	c->resources = xcb_randr_get_screen_resources_current_reply(x->connection,
	    xcb_randr_get_screen_resources_current(x->connection, x->root), NULL);
	if (!c->resources || c->resources->num_outputs < 1 ||
	    c->resources->num_crtcs < 1) {
		return false;
	}
	c->output = xcb_randr_get_screen_resources_current_outputs(c->resources)[0];
	c->crtc = xcb_randr_get_screen_resources_current_crtcs(c->resources)[0];
	return true;
}

static xcb_randr_mode_t
find_mode(const struct change *c)
{
	const xcb_randr_mode_info_t *modes =
	    xcb_randr_get_screen_resources_current_modes(c->resources);
	int count = xcb_randr_get_screen_resources_current_modes_length(c->resources);

	for (int i = 0; i < count; i++) {
		if (modes[i].width == c->width && modes[i].height == c->height) {
			return modes[i].id;
		}
	}
	return XCB_NONE;
}

static xcb_randr_mode_t
create_mode(struct x *x, const struct change *c)
{
	char name[32];
	int len = snprintf(name, sizeof(name), "%ux%u", c->width, c->height);
	const xcb_randr_mode_info_t info = {
	    .width = (uint16_t)c->width,
	    .height = (uint16_t)c->height,
	    .dot_clock = c->width * c->height * REFRESH,
	    .hsync_start = (uint16_t)c->width,
	    .hsync_end = (uint16_t)c->width,
	    .htotal = (uint16_t)c->width,
	    .vsync_start = (uint16_t)c->height,
	    .vsync_end = (uint16_t)c->height,
	    .vtotal = (uint16_t)c->height,
	    .name_len = (uint16_t)len,
	};
	xcb_randr_create_mode_reply_t *reply = xcb_randr_create_mode_reply(x->connection,
	    xcb_randr_create_mode(x->connection, x->root, info, (uint32_t)len, name),
	    NULL);
	xcb_randr_mode_t mode = reply ? reply->mode : XCB_NONE;

	free(reply);
	return mode;
}

static bool
set_crtc(struct x *x, const struct change *c, xcb_randr_mode_t mode)
{
	xcb_randr_set_crtc_config_cookie_t cookie = xcb_randr_set_crtc_config(
	    x->connection, c->crtc, XCB_CURRENT_TIME, c->resources->config_timestamp, 0,
	    0, mode, XCB_RANDR_ROTATION_ROTATE_0, mode != XCB_NONE ? 1 : 0, &c->output);
	xcb_randr_set_crtc_config_reply_t *reply =
	    xcb_randr_set_crtc_config_reply(x->connection, cookie, NULL);
	bool done = reply && reply->status == XCB_RANDR_SET_CONFIG_SUCCESS;

	free(reply);
	return done;
}

static uint32_t
millimetres(uint32_t px)
{
	return (uint32_t)(px * 25.4 / DOTS_PER_INCH + 0.5);
}

static const char *
apply(struct x *x, const struct change *c)
{
	/* A screen must be as large as what its outputs show: first none. */
	if (!set_crtc(x, c, XCB_NONE)) {
		return "RandR: the output cannot be switched off";
	}
	xcb_randr_set_screen_size(x->connection, x->root, (uint16_t)c->width,
	    (uint16_t)c->height, millimetres(c->width), millimetres(c->height));
	if (!set_crtc(x, c, c->mode)) {
		return "RandR: the output refuses the mode";
	}
	return NULL;
}

static const char *
change(struct x *x, struct change *c)
{
	if (!find_output(x, c)) {
		return "RandR: no output";
	}
	c->mode = find_mode(c);
	if (c->mode == XCB_NONE) {
		c->mode = create_mode(x, c);
		if (c->mode == XCB_NONE) {
			return "RandR: no mode of that size";
		}
		xcb_randr_add_output_mode(x->connection, c->output, c->mode);
	}
	xcb_grab_server(x->connection);
	const char *why = apply(x, c);
	xcb_ungrab_server(x->connection);
	return why;
}

const char *
x_screen_resize(struct x *x, uint32_t width, uint32_t height)
{
	struct change c = {.width = width, .height = height};

	if (width == x->width && height == x->height) {
		return NULL;
	}
	const char *why = change(x, &c);
	free(c.resources);
	return why;
}
