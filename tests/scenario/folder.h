/*
 * Folders and files of a test: made, looked into, removed with all that is in them.
 */
#ifndef SCENARIO_FOLDER_H
#define SCENARIO_FOLDER_H

#include "common/base/base.h"

#include <sys/types.h>

/* A new private folder below $TMPDIR or /tmp; its path goes to out.  False with errno. */
MUST_USE bool folder_create(char *out, size_t size);

/* Removes it and everything in it; false when something stays. */
bool folder_remove(const char *path);

/*
 * Starts a process that removes the folder when this one ends, however that happens.
 * -1 with errno.  The caller ends it with folder_unguard() before its own clean end.
 */
MUST_USE pid_t folder_guard(const char *path);
void folder_unguard(pid_t guard);

/* The first name in it that begins with prefix and ends with suffix; false when none. */
MUST_USE bool folder_find(
    const char *path, const char *prefix, const char *suffix, char *out, size_t size);

/* In one step: who reads or runs the file meanwhile has the old one or the new. */
MUST_USE bool file_write(const char *path, const char *text, unsigned mode);

/* The whole of a file, NUL-terminated, owned by the caller; NULL when it cannot be read.
 */
char *file_read(const char *path);

/* Bytes in a file; -1 when there is none. */
int64_t file_size(const char *path);

#endif
