#include "wm/owner.h"

#include "common/desk/client.h"

#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AWAIT_S 5.0    /* a daemon that is there answers, if late */
#define OWNERS_MAX 256 /* domains with a worker at a time; more are not marked by us */

struct owners {
	struct desk_client *desk; /* owned */
	struct owner_listener listener;
	bool is_complete;
	uint8_t texture[MARK_TEXTURE_BYTES];
	struct owner at[OWNERS_MAX];
	size_t count;
};

/* --- what the daemon says ---------------------------------------------------------- */

static struct owner *
find_or_add(struct owners *owners, trust_owner id)
{
	struct owner *owner = owners_of(owners, id);

	if (!owner && owners->count < OWNERS_MAX) {
		owner = &owners->at[owners->count++];
		*owner = (struct owner){.id = id};
	}
	return owner;
}

static bool
means_the_same(const struct desk_domain *a, const struct owner *b)
{
	return a->colour == b->colour && a->pattern == b->pattern &&
	    a->frame_width == b->frame_width && a->label_height == b->label_height &&
	    a->x_base == b->x_base && strncmp(a->label, b->label, sizeof(b->label)) == 0;
}

static void
on_domain(void *data, const struct desk_domain *domain, const struct desk_domain *before)
{
	struct owners *owners = data;
	struct owner *owner = find_or_add(owners, domain->id);

	(void)before;
	if (!owner || means_the_same(domain, owner)) {
		return;
	}
	owner->colour = domain->colour;
	owner->pattern = domain->pattern;
	owner->frame_width = domain->frame_width;
	owner->label_height = domain->label_height;
	owner->x_base = domain->x_base;
	snprintf(owner->label, sizeof(owner->label), "%s", domain->label);
	owners->listener.changed(owners->listener.data);
}

static void
on_gone(void *data, const struct desk_domain *domain)
{
	struct owners *owners = data;
	struct owner *owner = owners_of(owners, domain->id);

	if (owner) {
		*owner = owners->at[--owners->count];
	}
}

/* Before COMPLETE, which has all frames dressed anew. */
static void
on_welcome(void *data, const struct desk_welcome *welcome)
{
	struct owners *owners = data;

	_Static_assert(MARK_TEXTURE_BYTES == DESK_TEXTURE_BYTES, "the same secret");
	memcpy(owners->texture, welcome->texture, sizeof(owners->texture));
}

static void
on_complete(void *data)
{
	struct owners *owners = data;

	owners->is_complete = true;
	owners->listener.changed(owners->listener.data);
}

static void
on_lost(void *data)
{
	struct owners *owners = data;

	owners->is_complete = false;
	owners->listener.changed(owners->listener.data);
}

/* --- life and questions ------------------------------------------------------------ */

struct owners *
owners_create(
    struct ev_loop *loop, const char *desk_path, const struct owner_listener *listener)
{
	struct owners *owners = calloc(1, sizeof(*owners));

	if (!owners) {
		return NULL;
	}
	const struct desk_listener desk = {
	    .welcome = on_welcome,
	    .complete = on_complete,
	    .domain = on_domain,
	    .gone = on_gone,
	    .lost = on_lost,
	    .data = owners,
	};
	owners->listener = *listener;
	owners->desk = desk_client_create(loop, desk_path, DESK_MANAGER, &desk);
	if (!owners->desk) {
		free(owners);
		return NULL;
	}
	return owners;
}

void
owners_destroy(struct owners *owners)
{
	if (owners) {
		desk_client_destroy(owners->desk);
		free(owners);
	}
}

static void
on_late(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)loop;
	(void)events;
	*(bool *)timer->data = true;
}

void
owners_await(struct owners *owners, struct ev_loop *loop)
{
	bool is_late = false;
	ev_timer timer;

	ev_now_update(loop); /* it has not run yet */
	ev_timer_init(&timer, on_late, AWAIT_S, 0.);
	timer.data = &is_late;
	ev_timer_start(loop, &timer);
	do { /* it connects in the first turn */
		ev_run(loop, EVRUN_ONCE);
	} while (
	    !is_late && !owners->is_complete && desk_client_is_connected(owners->desk));
	ev_timer_stop(loop, &timer);
}

void
owners_catch_up(struct owners *owners)
{
	desk_client_catch_up(owners->desk);
}

struct owner *
owners_of(struct owners *owners, trust_owner id)
{
	for (size_t i = 0; id != TRUST_DOM0 && i < owners->count; i++) {
		if (owners->at[i].id == id) {
			return &owners->at[i];
		}
	}
	return NULL;
}

struct owner *
owners_find(struct owners *owners, uint32_t window)
{
	const struct desk_domain *domain = desk_client_owner_of(owners->desk, window);

	return domain ? owners_of(owners, domain->id) : NULL;
}

bool
owners_are_known(const struct owners *owners)
{
	return owners->is_complete;
}

const uint8_t *
owners_texture(const struct owners *owners)
{
	return owners->texture;
}
