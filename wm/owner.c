#include "wm/owner.h"

#include <stdlib.h>

struct owners {
	struct owner_listener listener;
};

struct owners *
owners_create(struct ev_loop *loop, const struct owner_listener *listener)
{
	struct owners *owners = calloc(1, sizeof(*owners));

	(void)loop;
	if (owners) {
		owners->listener = *listener;
	}
	return owners;
}

void
owners_destroy(struct owners *owners)
{
	free(owners);
}

struct owner *
owners_find(struct owners *owners, uint32_t window)
{
	(void)owners;
	(void)window;
	return NULL;
}

struct owner *
owners_of(struct owners *owners, trust_owner id)
{
	(void)owners;
	(void)id;
	return NULL;
}

bool
owners_are_known(const struct owners *owners)
{
	(void)owners;
	return false;
}
