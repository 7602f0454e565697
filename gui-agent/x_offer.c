#include "gui-agent/x_offer.h"

#include "common/base/log.h"
#include "gui-agent/x.h"

#include <stdlib.h>
#include <string.h>

/* --- contents ---------------------------------------------------------------------- */

static struct x_text *
text_use(struct x_text *text)
{
	text->users++;
	return text;
}

static void
text_release(struct x_text **text)
{
	if (*text && --(*text)->users == 0) {
		explicit_bzero((*text)->bytes, (*text)->len);
		free(*text);
	}
	*text = NULL;
}

static struct x_text *
text_create(const void *bytes, size_t len)
{
	struct x_text *text = malloc(sizeof(*text) + len);

	if (text) {
		text->users = 1;
		text->len = len;
		if (len > 0) {
			memcpy(text->bytes, bytes, len);
		}
	}
	return text;
}

/* --- owning ------------------------------------------------------------------------ */

static xcb_atom_t
atom_of(const struct x *x, enum x_offer_selection selection)
{
	return selection == X_OFFER_CLIPBOARD ? x->atoms[X_CLIPBOARD]
	                                      : (xcb_atom_t)XCB_ATOM_PRIMARY;
}

static void
create_window(struct x *x)
{
	const uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;

	x->offer.window = xcb_generate_id(x->connection);
	xcb_create_window(x->connection, 0, x->offer.window, x->check, 0, 0, 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK,
	    &events);
}

void
x_offer_set(struct x *x, const void *bytes, size_t len)
{
	struct x_offer *offer = &x->offer;

	text_release(&offer->text);
	offer->text = text_create(bytes, len);
	if (!offer->text) {
		log_error("out of memory for the clipboard");
		return;
	}
	if (offer->window == XCB_NONE) {
		create_window(x);
	}
	/* ICCCM 2.1: what is changed tells the server's time. */
	offer->awaits_time = true;
	xcb_change_property(x->connection, XCB_PROP_MODE_APPEND, offer->window,
	    x->atoms[X__PARAVENT_COPY], XCB_ATOM_STRING, 8, 0, NULL);
}

static void
own(struct x *x, xcb_timestamp_t time)
{
	struct x_offer *offer = &x->offer;

	offer->awaits_time = false;
	offer->since = time;
	for (unsigned i = 0; i < X_OFFER_SELECTIONS; i++) {
		offer->is_owned[i] = true;
		xcb_set_selection_owner(x->connection, offer->window,
		    atom_of(x, (enum x_offer_selection)i), time);
	}
}

void
x_offer_cleared(struct x *x, const xcb_selection_clear_event_t *event)
{
	struct x_offer *offer = &x->offer;
	bool any = false;

	if (event->owner != offer->window) {
		return;
	}
	for (unsigned i = 0; i < X_OFFER_SELECTIONS; i++) {
		if (event->selection == atom_of(x, (enum x_offer_selection)i)) {
			offer->is_owned[i] = false;
		}
		any = any || offer->is_owned[i];
	}
	if (!any && !offer->awaits_time) {
		text_release(&offer->text);
	}
}

void
x_offer_finish(struct x *x)
{
	text_release(&x->offer.text);
	for (size_t i = 0; i < X_OFFER_TRANSFERS; i++) {
		text_release(&x->offer.transfers[i].text);
	}
}

/* --- piece by piece ---------------------------------------------------------------- */

/* Whether its properties' changes are told to us for another reason. */
static bool
is_watched(const struct x *x, xcb_window_t requestor)
{
	return requestor == x->copy.window || windows_find(&x->windows, requestor);
}

static void
watch(struct x *x, xcb_window_t requestor, uint32_t events)
{
	if (!is_watched(x, requestor)) {
		xcb_change_window_attributes(
		    x->connection, requestor, XCB_CW_EVENT_MASK, &events);
	}
}

static struct x_transfer *
oldest_transfer(struct x_offer *offer)
{
	struct x_transfer *oldest = &offer->transfers[0];

	for (size_t i = 0; i < X_OFFER_TRANSFERS; i++) {
		struct x_transfer *t = &offer->transfers[i];
		if (!t->text) {
			return t;
		}
		/* Ages wrap; the difference tells. */
		if ((int32_t)(t->age - oldest->age) < 0) {
			oldest = t;
		}
	}
	return oldest;
}

static void
begin_transfer(struct x *x, const xcb_selection_request_event_t *e, xcb_atom_t property,
    struct x_text *text)
{
	struct x_offer *offer = &x->offer;
	struct x_transfer *transfer = oldest_transfer(offer);
	uint32_t least = (uint32_t)text->len;

	text_release(&transfer->text);
	*transfer = (struct x_transfer){
	    .text = text_use(text),
	    .requestor = e->requestor,
	    .property = property,
	    .type = e->target,
	    .age = offer->age++,
	};
	watch(x, e->requestor, XCB_EVENT_MASK_PROPERTY_CHANGE);
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, e->requestor, property,
	    x->atoms[X_INCR], 32, 1, &least);
}

/* The last piece is one of no bytes. */
static void
send_piece(struct x *x, struct x_transfer *t)
{
	size_t len = t->text->len - t->done;

	if (len > X_OFFER_CHUNK) {
		len = X_OFFER_CHUNK;
	}
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, t->requestor,
	    t->property, t->type, 8, (uint32_t)len, t->text->bytes + t->done);
	t->done += len;
	if (len == 0) {
		watch(x, t->requestor, XCB_EVENT_MASK_NO_EVENT);
		text_release(&t->text);
	}
}

void
x_offer_property(struct x *x, const xcb_property_notify_event_t *event)
{
	struct x_offer *offer = &x->offer;

	if (event->window == offer->window && offer->window != XCB_NONE) {
		if (offer->awaits_time) {
			own(x, event->time);
		}
		return;
	}
	for (size_t i = 0; i < X_OFFER_TRANSFERS; i++) {
		struct x_transfer *t = &offer->transfers[i];
		if (t->text && t->requestor == event->window &&
		    t->property == event->atom && event->state == XCB_PROPERTY_DELETE) {
			send_piece(x, t);
		}
	}
}

/* --- answers ----------------------------------------------------------------------- */

static void
put(struct x *x, const xcb_selection_request_event_t *e, xcb_atom_t property,
    xcb_atom_t type, uint8_t format, uint32_t count, const void *value)
{
	xcb_change_property(x->connection, XCB_PROP_MODE_REPLACE, e->requestor, property,
	    type, format, count, value);
}

/* What goes back as STRING has to be ISO Latin-1: other characters become '?'. */
static void
make_latin1(struct x_text *text)
{
	size_t len = 0;

	for (size_t i = 0; i < text->len; i++) {
		uint8_t c = text->bytes[i];
		bool has_next = i + 1 < text->len && (text->bytes[i + 1] & 0xc0) == 0x80;

		if (c < 0x80) {
			text->bytes[len++] = c;
		} else if ((c == 0xc2 || c == 0xc3) && has_next) {
			text->bytes[len++] =
			    (uint8_t)(c << 6 | (text->bytes[++i] & 0x3f));
		} else if ((c & 0xc0) != 0x80) {
			text->bytes[len++] = '?'; /* what goes on with it is skipped */
		}
	}
	explicit_bzero(text->bytes + len, text->len - len);
	text->len = len;
}

static void
put_text(struct x *x, const xcb_selection_request_event_t *e, xcb_atom_t property,
    struct x_text *text)
{
	if (text->len > X_OFFER_CHUNK) {
		begin_transfer(x, e, property, text);
	} else {
		put(x, e, property, e->target, 8, (uint32_t)text->len, text->bytes);
	}
}

static bool
put_latin1(struct x *x, const xcb_selection_request_event_t *e, xcb_atom_t property)
{
	struct x_text *text = text_create(x->offer.text->bytes, x->offer.text->len);

	if (!text) {
		return false;
	}
	make_latin1(text);
	put_text(x, e, property, text);
	text_release(&text);
	return true;
}

/* True when the property has been written, or will be piece by piece. */
static bool
answer(struct x *x, const xcb_selection_request_event_t *e, xcb_atom_t property)
{
	const xcb_atom_t targets[] = {x->atoms[X_TARGETS], x->atoms[X_TIMESTAMP],
	    x->atoms[X_UTF8_STRING], XCB_ATOM_STRING};

	if (e->target == x->atoms[X_TARGETS]) {
		put(x, e, property, XCB_ATOM_ATOM, 32, ARRAY_LEN(targets), targets);
	} else if (e->target == x->atoms[X_TIMESTAMP]) {
		put(x, e, property, XCB_ATOM_INTEGER, 32, 1, &x->offer.since);
	} else if (e->target == x->atoms[X_UTF8_STRING]) {
		put_text(x, e, property, x->offer.text);
	} else {
		return e->target == XCB_ATOM_STRING && put_latin1(x, e, property);
	}
	return true;
}

/* ICCCM 2.2: is it ours, and was it then? */
static bool
is_offered(const struct x *x, const xcb_selection_request_event_t *e)
{
	const struct x_offer *offer = &x->offer;
	bool is_ours = false;

	for (unsigned i = 0; i < X_OFFER_SELECTIONS; i++) {
		is_ours = is_ours ||
		    (offer->is_owned[i] &&
		        e->selection == atom_of(x, (enum x_offer_selection)i));
	}
	return is_ours && offer->text && e->owner == offer->window &&
	    (e->time == XCB_CURRENT_TIME || (int32_t)(e->time - offer->since) >= 0);
}

void
x_offer_requested(struct x *x, const xcb_selection_request_event_t *e)
{
	/* An obsolete client leaves the property to us (ICCCM 2.2). */
	xcb_atom_t property = e->property != XCB_NONE ? e->property : e->target;
	bool answered = is_offered(x, e) && answer(x, e, property);
	const xcb_selection_notify_event_t notify = {
	    .response_type = XCB_SELECTION_NOTIFY,
	    .time = e->time,
	    .requestor = e->requestor,
	    .selection = e->selection,
	    .target = e->target,
	    .property = answered ? property : (xcb_atom_t)XCB_NONE,
	};
	char event[32] = {0}; /* all that XCB sends */

	memcpy(event, &notify, sizeof(notify));
	xcb_send_event(x->connection, 0, e->requestor, XCB_EVENT_MASK_NO_EVENT, event);
}
