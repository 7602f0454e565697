/*
 * A private folder with what an Xorg of our own needs, and how to call it.
 * Starts nothing.
 */
#ifndef AGENT_XORG_H
#define AGENT_XORG_H

#include "gui-agent/options.h"

#define XORG_ARGS_MAX 24

struct xorg {
	char folder[96];     /* mode 700 */
	char config[128];    /* xorg.conf in it */
	char authority[128]; /* Xauthority in it */
	char log[128];       /* Xorg.log in it */
	char display_fd[16];
	char *argv[XORG_ARGS_MAX]; /* borrowed from here and from the options */
};

/*
 * Makes the folder in $XDG_RUNTIME_DIR, else /tmp, with a configuration and a random
 * cookie that is good for any display.  NULL, or why not; xorg_finish() either way.
 */
MUST_USE const char *xorg_prepare(struct xorg *xorg, const struct options *options);

/* Fills argv: Xorg shall write the number of its display to display_fd. */
void xorg_arguments(struct xorg *xorg, const struct options *options, int display_fd);

/* Removes the folder and what is in it. */
void xorg_finish(const struct xorg *xorg);

#endif
