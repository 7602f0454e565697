#include "gui-daemon/domains.h"

void
domain_source_destroy(struct domain_source *source)
{
	if (source) {
		source->destroy(source);
	}
}
