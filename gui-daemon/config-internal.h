/*
 * Sections of paravent.conf as they were read.
 * For config.c and config_read.c only.
 */
#ifndef DAEMON_CONFIG_INTERNAL_H
#define DAEMON_CONFIG_INTERNAL_H

#include "gui-daemon/config.h"
#include "gui-daemon/config_value.h"
#include "gui-daemon/domain_name.h"

#include <stdio.h>

#define CONFIG_DEFAULT "default" /* the section that the others start from */

struct config_section {
	char name[DOMAIN_NAME_MAX + 1];
	unsigned line;                   /* of its [NAME] */
	unsigned given[KEY_N_KEYS];      /* line of each key, 0 where it is not given */
	struct domain_settings settings; /* fields of the keys given */
};

struct config_sections {
	struct config_section *at; /* owned */
	size_t count;
	struct config_globals globals;
	unsigned globals_given[GLOBAL_N_KEYS]; /* line of each, 0 where it is not given */
};

/* The section called name, or NULL. */
struct config_section *config_sections_find(
    const struct config_sections *sections, const char *name);

/*
 * Reads every section of file, called name in messages, into *out (the caller frees
 * out->at, also on failure); the globals that it gives into out->globals, which holds
 * the others already.  False when there was any error; all have been told.
 */
MUST_USE bool config_read(FILE *file, const char *name,
    const struct config_listener *listener, struct config_sections *out);

/* Formats one line for the listener. */
PRINTF_LIKE(3, 4)
void config_say(const struct config_listener *listener, enum log_level level,
    const char *format, ...);

#endif
