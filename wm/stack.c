#include "wm/stack.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 16 /* dialogs of dialogs; a circle of them ends here */

struct sorting {
	const struct stack_item *items;
	size_t count;
	struct stack_item *out;
	size_t n_out;
	bool *is_out;
};

static size_t
index_of(const struct stack_item *items, size_t count, uint32_t id)
{
	for (size_t i = 0; id && i < count; i++) {
		if (items[i].id == id) {
			return i;
		}
	}
	return count;
}

/* A dialog is in its parent's layer, when that is the higher one. */
static enum layer
layer_of(const struct sorting *s, size_t i)
{
	enum layer layer = s->items[i].layer;

	for (int depth = 0; depth < DEEPEST; depth++) {
		i = index_of(s->items, s->count, s->items[i].above);
		if (i == s->count) {
			break;
		}
		if (s->items[i].layer > layer && s->items[i].layer < LAYER_STRIP) {
			layer = s->items[i].layer;
		}
	}
	return layer;
}

/* Puts one out, and then what belongs to it. */
static void
emit(struct sorting *s, size_t i, enum layer layer, int depth)
{
	if (s->is_out[i] || layer_of(s, i) != layer) {
		return;
	}
	s->is_out[i] = true;
	s->out[s->n_out++] = s->items[i];
	for (size_t j = 0; j < s->count && depth < DEEPEST; j++) {
		if (s->items[j].above && s->items[j].above == s->items[i].id) {
			emit(s, j, layer, depth + 1);
		}
	}
}

static bool
waits_for_parent(const struct sorting *s, size_t i, enum layer layer)
{
	size_t parent = index_of(s->items, s->count, s->items[i].above);

	return parent != s->count && parent != i && layer_of(s, parent) == layer &&
	    !s->is_out[parent];
}

static void
sort_layer(struct sorting *s, enum layer layer)
{
	for (size_t i = 0; i < s->count; i++) {
		if (layer_of(s, i) == layer && !waits_for_parent(s, i, layer)) {
			emit(s, i, layer, 0);
		}
	}
	/* Those in a circle wait for each other. */
	for (size_t i = 0; i < s->count; i++) {
		emit(s, i, layer, 0);
	}
}

bool
stack_sort(struct stack_item *items, size_t count)
{
	struct sorting s = {
	    .items = items,
	    .count = count,
	    .out = calloc(count + 1, sizeof(*s.out)),
	    .is_out = calloc(count + 1, sizeof(*s.is_out)),
	};
	bool ok = s.out && s.is_out;

	if (ok) {
		for (int layer = 0; layer < LAYER_N; layer++) {
			sort_layer(&s, (enum layer)layer);
		}
		memcpy(items, s.out, count * sizeof(*items));
	}
	free(s.out);
	free(s.is_out);
	return ok;
}
