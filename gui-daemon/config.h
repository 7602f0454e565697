/*
 * paravent.conf: how each domain is marked, and what it may do.
 * Reads a file and answers; starts nothing, and never exits.
 */
#ifndef DAEMON_CONFIG_H
#define DAEMON_CONFIG_H

#include "common/base/log.h"
#include "gui-daemon/control.h"

struct config;

/* Where a file's errors, warnings and notes go: one line each, with file, line and key.
 */
struct config_listener {
	void (*say)(void *data, enum log_level level, const char *text);
	void *data; /* borrowed for the call */
};

/*
 * Reads the file at path and tells every error in it, not the first alone.  NULL when
 * there was one (each told as LOG_ERROR).  Where there is no such file: an error if
 * must_exist, else the built-in defaults.
 */
MUST_USE struct config *config_load(
    const char *path, bool must_exist, const struct config_listener *listener);
void config_destroy(struct config *config); /* NULL is fine */

/*
 * The mark of the domain called name, which domain_name_is_valid().  One that has no
 * section gets the marks of [default] and is labelled "unknown: NAME".
 */
struct domain_mark config_mark_of(const struct config *config, const char *name);

/*
 * What it may do.  Where it has no section: the limits of [default], and no right that
 * paravent.conf(5) gives beyond them, whatever [default] says.
 */
struct domain_policy config_policy_of(const struct config *config, const char *name);

/*
 * May anything that is copied there be pasted elsewhere; into this other domain?  Not
 * where one of them has no section.
 */
bool config_may_copy(const struct config *config, const char *from);
bool config_may_paste(const struct config *config, const char *from, const char *to);

/* Of all domains. */
struct chords config_chords(const struct config *config);
uint32_t config_scale(const struct config *config); /* may be SCALE_AUTO */

/* [default]'s, of texts that are no domain's; "": the usual.  Borrowed. */
const char *config_font(const struct config *config);

#endif
