/*
 * A set of domains as paravent.conf names it: `all`, `none`, `all but NAME ...`, or
 * `NAME ...`.  Pure.
 */
#ifndef DAEMON_DOMAIN_SET_H
#define DAEMON_DOMAIN_SET_H

#include "common/base/base.h"

#define DOMAIN_SET_BYTES 192 /* with NUL: a line of paravent.conf */

struct domain_set {
	bool is_all_but;              /* all that are not named, else those that are */
	char names[DOMAIN_SET_BYTES]; /* one blank between two; "" for none */
};

#define DOMAIN_SET_RULE "all, none, all but NAME ..., or NAME ..."

/* NULL, or what is wrong; *out is left alone then. */
MUST_USE const char *domain_set_read(const char *text, struct domain_set *out);

struct domain_set domain_set_all(void);
bool domain_set_has(const struct domain_set *set, const char *name);
bool domain_set_is_empty(const struct domain_set *set);

/* The name at *at, moving it behind; false at the end.  *at begins as set->names. */
bool domain_set_next(const char **at, char *out, size_t size);

#endif
