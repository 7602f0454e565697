/*
 * The clipboard between workers: their records to the broker, its answers to them, its
 * events to the log; policy from paravent.conf.
 * Decides nothing itself.
 */
#ifndef DAEMON_CLIPBOARD_H
#define DAEMON_CLIPBOARD_H

#include "gui-daemon/broker.h"

struct config;
struct worker;
struct clipboard;

/*
 * NULL when out of memory.  config is borrowed until clipboard_reload() or the end; the
 * owner is told what came of each chord, after the log.
 */
MUST_USE struct clipboard *clipboard_create(
    const struct config *config, const struct broker_owner *owner);
void clipboard_destroy(struct clipboard *clipboard); /* NULL is fine */
void clipboard_reload(struct clipboard *clipboard, const struct config *config);

/*
 * A worker of the domain said record, with fd (or -1, borrowed) beside it.  A chord
 * counts only from the domain that has_keys.
 */
void clipboard_take(struct clipboard *clipboard, struct broker_peer *peer,
    struct worker *worker, bool has_keys, const struct control_record *record, int fd);

/* The domain has no worker any more. */
void clipboard_forget(struct clipboard *clipboard, const struct broker_peer *peer);

#endif
