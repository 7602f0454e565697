/*
 * What a domain may be called: in paravent.conf, as NAME.sock, and in Xen.
 * Pure.
 */
#ifndef DAEMON_DOMAIN_NAME_H
#define DAEMON_DOMAIN_NAME_H

#include "common/base/base.h"

#define DOMAIN_NAME_MAX 32 /* bytes, without NUL */
#define DOMAIN_NAME_RULE \
	"up to 32 letters, digits, '.', '_' or '-', the first a letter or digit"

/* True for [A-Za-z0-9][A-Za-z0-9._-]{0,31}, whatever the locale. */
MUST_USE bool domain_name_is_valid(const char *name);

#endif
