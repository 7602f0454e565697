/*
 * Memory for a library that would abort without: libev.
 * Ours is asked for by malloc(), and does without.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#define MEMORY_FAILED 1 /* every program's status for: try again, it may help */

/*
 * As libev wants its allocator (ev_set_allocator()): like realloc(), and frees for a size
 * of 0.  Never NULL for more: says so in the log and ends the process with MEMORY_FAILED.
 */
void *memory_or_end(void *old, long size);

#endif
