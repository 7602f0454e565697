#include "common/x/connection.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *const atom_names[] = {
#define ATOM(NAME, string) string,
#include "common/x/atoms.def"
};

static const char *
why_not_connected(int error)
{
	switch (error) {
	case XCB_CONN_CLOSED_PARSE_ERR:
		return "the display's name is malformed";
	case XCB_CONN_CLOSED_MEM_INSUFFICIENT:
		return "out of memory";
	case XCB_CONN_CLOSED_INVALID_SCREEN:
		return "the display has no such screen";
	default:
		return "no X server answers there, or it refuses us";
	}
}

static xcb_screen_t *
screen_at(xcb_connection_t *xcb, int number)
{
	xcb_screen_iterator_t i = xcb_setup_roots_iterator(xcb_get_setup(xcb));

	while (i.rem > 0 && number-- > 0) {
		xcb_screen_next(&i);
	}
	return i.rem > 0 ? i.data : NULL;
}

bool
x_intern(struct x *x, const char *const *names, size_t count, xcb_atom_t *out)
{
	xcb_intern_atom_cookie_t cookies[X_MOST_INTERNED];
	bool complete = true;

	if (count > X_MOST_INTERNED) {
		bug("more atoms than X_MOST_INTERNED");
	}
	for (size_t i = 0; i < count; i++) {
		cookies[i] =
		    xcb_intern_atom(x->xcb, 0, (uint16_t)strlen(names[i]), names[i]);
	}
	for (size_t i = 0; i < count; i++) {
		xcb_intern_atom_reply_t *reply =
		    xcb_intern_atom_reply(x->xcb, cookies[i], NULL);

		out[i] = reply ? reply->atom : (xcb_atom_t)XCB_ATOM_NONE;
		complete = complete && reply;
		free(reply);
	}
	return complete;
}

struct x *
x_open(const char *display, const char **why)
{
	struct x *x = calloc(1, sizeof(*x));
	int number = 0;

	if (!x) {
		*why = "out of memory";
		return NULL;
	}
	x->xcb = xcb_connect(display && display[0] ? display : NULL, &number);
	int error = xcb_connection_has_error(x->xcb);
	if (error) {
		*why = why_not_connected(error);
		goto fail;
	}
	x->screen = screen_at(x->xcb, number);
	if (!x->screen) {
		*why = why_not_connected(XCB_CONN_CLOSED_INVALID_SCREEN);
		goto fail;
	}
	if (!x_intern(x, atom_names, X_N_ATOMS, x->atoms)) {
		*why = "the X server went away";
		goto fail;
	}
	return x;

fail:
	x_close(x);
	return NULL;
}

void
x_close(struct x *x)
{
	if (x) {
		xcb_disconnect(x->xcb);
		free(x);
	}
}

static void
forget_first(struct x *x, size_t count)
{
	x->n_expected -= count;
	memmove(x->expected, x->expected + count, x->n_expected * sizeof(x->expected[0]));
}

void
x_expect_error(struct x *x, unsigned int sequence, uint8_t code)
{
	if (x->n_expected == X_MAX_EXPECTED) {
		/* The oldest is long answered: errors arrive in order. */
		forget_first(x, 1);
	}
	x->expected[x->n_expected++] = (struct x_expected){sequence, code};
}

bool
x_take_expected(struct x *x, const xcb_generic_error_t *error)
{
	size_t i = 0;

	/* Sequences wrap; the difference tells before from after. */
	while (i < x->n_expected &&
	    (int32_t)(x->expected[i].sequence - error->full_sequence) < 0) {
		i++;
	}
	bool found = false;
	while (i < x->n_expected && x->expected[i].sequence == error->full_sequence) {
		found = found || x->expected[i].code == error->error_code;
		i++;
	}
	forget_first(x, i);
	return found;
}

bool
x_is_same_client(const struct x *x, xcb_window_t a, xcb_window_t b)
{
	return ((a ^ b) & ~xcb_get_setup(x->xcb)->resource_id_mask) == 0;
}

bool
x_is_own(const struct x *x, xcb_window_t window)
{
	return x_is_same_client(x, window, xcb_get_setup(x->xcb)->resource_id_base);
}

bool
x_is_local(const struct x *x)
{
	int domain = 0;
	socklen_t len = sizeof(domain);

	return getsockopt(xcb_get_file_descriptor(x->xcb), SOL_SOCKET, SO_DOMAIN, &domain,
	           &len) == 0 &&
	    domain == AF_UNIX;
}
