#include "common/base/memory.h"

#include "common/base/log.h"

#include <stdlib.h>
#include <unistd.h>

void *
memory_or_end(void *old, long size)
{
	if (size <= 0) {
		free(old);
		return NULL;
	}
	void *memory = realloc(old, (size_t)size);
	if (!memory) {
		log_error("out of memory for the event loop");
		_exit(MEMORY_FAILED); /* what exit() runs may need some */
	}
	return memory;
}
