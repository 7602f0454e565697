/*
 * paravent-wm.conf: how the window manager looks and behaves, and what keys do.
 * Reads a file and answers; never exits, draws nothing.
 */
#ifndef WM_CONFIG_H
#define WM_CONFIG_H

#include "common/base/family.h"
#include "common/base/log.h"
#include "wm/action.h"
#include "wm/chord.h"
#include "wm/trust.h"

#define CONFIG_BINDINGS_MAX 160
#define CONFIG_ARGUMENT_BYTES 128
#define CONFIG_WORKSPACES_MAX 16
#define CONFIG_NAME_BYTES 32

struct config_binding {
	struct chord chord;
	enum action action;
	char argument[CONFIG_ARGUMENT_BYTES]; /* a number or a command, or "" */
};

struct config {
	uint32_t scale;    /* percent, SCALE_AUTO: from the display's resolution */
	uint32_t title_px; /* px at 100 % */
	char font[FAMILY_BYTES];
	uint32_t dom0_colour;
	char dom0_label[CONFIG_NAME_BYTES];
	uint32_t live_move;   /* 1: windows follow, 0: an outline does */
	uint32_t live_resize; /* the same; 2: dom0's own follow */
	uint32_t snap_px;     /* 0: edges do not attract */
	uint32_t edge_tiling; /* 1: dragging to a side tiles */
	uint32_t workspaces;
	uint32_t fullscreen; /* enum trust_fullscreen */
	struct trust_limits limits;
	struct config_binding bindings[CONFIG_BINDINGS_MAX];
	size_t n_bindings;
};

/* Where errors go, one line each. */
struct config_listener {
	void (*say)(void *data, enum log_level level, const char *text);
	void *data; /* borrowed for the call */
};

void config_defaults(struct config *out);

/*
 * Reads the file at path over the defaults and tells every error in it.  False when
 * there was any.  Where there is no such file: an error if must_exist, else the defaults.
 */
MUST_USE bool config_load(const char *path, bool must_exist,
    const struct config_listener *listener, struct config *out);

#endif
