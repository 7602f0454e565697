#include "wm/settings.h"

#include "common/base/scale.h"
#include "common/x/resolution.h"
#include "wm/grabs.h"
#include "wm/wm.h"
#include "wm/workspace.h"

#include <stdio.h>

static void
say(void *data, enum log_level level, const char *text)
{
	(void)data;
	if (level >= LOG_ERROR) {
		log_error("%s", text);
	} else {
		log_info("%s", text);
	}
}

static const struct config_listener to_log = {.say = say};

bool
settings_load(struct wm *wm)
{
	return config_load(wm->config_path, wm->config_must_exist, &to_log, &wm->config);
}

/* percent: what the configuration says, else what the resources on the root say. */
static uint32_t
choose_scale(struct wm *wm)
{
	return wm->config.scale != SCALE_AUTO ? wm->config.scale
	                                      : resolution_scale(wm->x);
}

void
settings_dress(struct wm *wm)
{
	struct theme_style style = {
	    .scale = choose_scale(wm),
	    .title_px = wm->config.title_px,
	    .dom0_colour = wm->config.dom0_colour,
	};

	snprintf(style.dom0_label, sizeof(style.dom0_label), "%s", wm->config.dom0_label);
	snprintf(style.font, sizeof(style.font), "%s", wm->config.font);
	theme_init(&wm->theme, wm->x, &style);
	theme_set_texture(&wm->theme, owners_texture(wm->owners));
	xcb_change_window_attributes(
	    wm->x->xcb, wm->root, XCB_CW_CURSOR, &wm->theme.cursors[CURSOR_ARROW]);
}

/* Every frame is dressed anew. */
static void
dress_anew(struct wm *wm)
{
	for (struct client *c = wm->first; c; c = c->next) {
		theme_drop_look(&wm->theme, c->frame.look);
		c->frame.look = NULL;
		c->frame.has_plate = false;
		client_touch(c, DIRT_ALL);
	}
	theme_finish(&wm->theme);
	settings_dress(wm);
}

void
settings_rescale(struct wm *wm)
{
	if (choose_scale(wm) != wm->theme.style.scale) {
		log_info("scale: %u %%", choose_scale(wm));
		dress_anew(wm);
	}
}

void
settings_reload(struct wm *wm)
{
	struct config config;

	if (!config_load(wm->config_path, wm->config_must_exist, &to_log, &config)) {
		log_warn("the configuration stays as it was");
		return;
	}
	wm->config = config;
	workspace_set_count(wm, config.workspaces);
	grabs_take_keys(wm);
	dress_anew(wm);
	log_info("configuration read again");
}
