/*
 * Workspaces, the desktop shown without windows, and going to a window wherever it is.
 * Changes what should be; makes no request.
 */
#ifndef WM_WORKSPACE_H
#define WM_WORKSPACE_H

#include "common/base/base.h"

struct wm;
struct client;

void workspace_go(struct wm *wm, uint32_t workspace);
void workspace_set_count(struct wm *wm, uint32_t count);
void workspace_show_desktop(struct wm *wm, bool show);

/* Shows a window and gives it the focus: from any workspace, minimised or not.  Trust
 * was consulted before. */
void workspace_activate(struct wm *wm, struct client *client);

#endif
