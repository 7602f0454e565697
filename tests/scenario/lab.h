/*
 * Domains that are guests of Xen: $SCENARIO_LAB names the program that reaches them, and
 * desktop and daemon stand already.  tests/xen/cases/reach.sh is that program.
 * Knows no X.
 *
 *   LAB configure FILE                the daemon's configuration
 *   LAB run DOMAIN PROGRAM [ARG]...   an agent with an X server and that program, until
 *                                     SIGTERM
 *   LAB kill DOMAIN WHAT              agent, or session; dom0 daemon
 *   LAB fetch DOMAIN FILE             copies it to $LAB_COPY
 */
#ifndef SCENARIO_LAB_H
#define SCENARIO_LAB_H

#include "tests/scenario/crew.h"

bool lab_is_used(void);

/* How many times as slow it is as this machine: $SCENARIO_SLOWNESS, 1 without. */
int64_t lab_slowness(void);

/* Waits until it is done; second may be NULL.  False when it failed. */
MUST_USE bool lab_do(const char *verb, const char *first, const char *second);

/* `run`, in the role of the domain.  program is NULL-terminated. */
MUST_USE bool lab_start(
    struct crew *crew, const char *domain, const char *const *program);

#endif
