/*
 * What a window is, in one answer: its class and properties that the agent names.
 * Changes nothing.
 */
#ifndef DRIVER_DESCRIBE_H
#define DRIVER_DESCRIBE_H

/* The extension's request PARAVENT_X_DESCRIBE_WINDOW. */
struct _Client;
int describe_window(struct _Client *client);

#endif
