/*
 * P14 in the guest: what the person copies is read from whoever owns CLIPBOARD, what they
 * paste is served to whoever asks; and neither an owner nor a requestor that stalls is
 * waited for.
 */
#include "tests/agent/rig.h"

#include <stdlib.h>
#include <string.h>

#define BIG 200000u  /* bytes: several pieces */
#define MOST 256000u /* bytes: what 1.8 passes on */
#define PIECE 50000u /* bytes, of our own owner */

static xcb_atom_t clipboard, utf8, incr, targets, timestamp, result;

static void
name_atoms(struct rig *t)
{
	clipboard = client_atom(&t->guest, "CLIPBOARD");
	utf8 = client_atom(&t->guest, "UTF8_STRING");
	incr = client_atom(&t->guest, "INCR");
	targets = client_atom(&t->guest, "TARGETS");
	timestamp = client_atom(&t->guest, "TIMESTAMP");
	result = client_atom(&t->guest, "TEST_RESULT");
}

/* A text that tells its places apart. */
static uint8_t *
text_of(size_t len, unsigned seed)
{
	uint8_t *text = malloc(len + 1);

	for (size_t i = 0; i < len; i++) {
		text[i] = (uint8_t)('a' + (i / 7 + i + seed) % 26);
	}
	return text;
}

/* --- an owner of ours -------------------------------------------------------------- */

static xcb_window_t
own_clipboard(struct guest *g)
{
	xcb_window_t w = client_create(g, 0, 0, 10, 10, false);

	xcb_set_selection_owner(g->connection, w, clipboard, XCB_CURRENT_TIME);
	client_sync(g);
	return w;
}

static void
notify(struct guest *g, const xcb_selection_request_event_t *r, bool given)
{
	char event[32] = {0};
	const xcb_selection_notify_event_t e = {
	    .response_type = XCB_SELECTION_NOTIFY,
	    .time = r->time,
	    .requestor = r->requestor,
	    .selection = r->selection,
	    .target = r->target,
	    .property = given ? r->property : (xcb_atom_t)XCB_NONE,
	};

	memcpy(event, &e, sizeof(e));
	xcb_send_event(g->connection, 0, r->requestor, 0, event);
	client_sync(g);
}

static xcb_selection_request_event_t *
await_request(struct guest *g)
{
	return (void *)client_await(g, XCB_SELECTION_REQUEST);
}

/* Answers one request with this text, or with a refusal (NULL). */
static bool
serve(struct guest *g, xcb_atom_t target, const void *text, size_t len)
{
	xcb_selection_request_event_t *r = await_request(g);
	bool is = r && r->target == target && r->selection == clipboard;

	if (r && text) {
		client_set_text(g, r->requestor, r->property, target, text, len);
	}
	if (r) {
		notify(g, r, text != NULL);
	}
	free(r);
	return is;
}

/* A piece, and what it is taken by: the property's end.  False when nobody takes it. */
static bool
serve_piece(struct guest *g, const xcb_selection_request_event_t *r, const uint8_t *at,
    size_t len)
{
	bool deleted = false;

	client_set_text(g, r->requestor, r->property, utf8, (const char *)at, len);
	while (!deleted) {
		xcb_property_notify_event_t *e =
		    (void *)client_await(g, XCB_PROPERTY_NOTIFY);
		if (!e) {
			return false;
		}
		deleted = e->window == r->requestor && e->state == XCB_PROPERTY_DELETE;
		free(e);
	}
	return true;
}

/* Gives len bytes piece by piece, and the end unless it is kept back. */
static bool
serve_incr(struct guest *g, const uint8_t *text, size_t len, bool ends)
{
	const uint32_t watch = XCB_EVENT_MASK_PROPERTY_CHANGE;
	const uint32_t least = (uint32_t)len;
	xcb_selection_request_event_t *r = await_request(g);
	bool good = r != NULL;
	size_t done = 0;

	if (!r) {
		return false;
	}
	xcb_change_window_attributes(
	    g->connection, r->requestor, XCB_CW_EVENT_MASK, &watch);
	client_set_words(g, r->requestor, r->property, incr, &least, 1);
	notify(g, r, true);
	xcb_property_notify_event_t *e = NULL;
	do { /* our own change, then its deletion: begin */
		free(e);
		e = (void *)client_await(g, XCB_PROPERTY_NOTIFY);
	} while (e && (e->window != r->requestor || e->state != XCB_PROPERTY_DELETE));
	free(e);
	while (good && done < len) {
		size_t piece = len - done < PIECE ? len - done : PIECE;
		good = serve_piece(g, r, text + done, piece);
		done += piece;
	}
	if (ends) {
		client_set_text(g, r->requestor, r->property, utf8, "", 0);
		client_sync(g);
	}
	free(r);
	return good;
}

static void
ask_copy(struct rig *t)
{
	daemon_send(&t->daemon, MSG_CLIPBOARD_REQ, 0, NULL, 0);
}

/* What the daemon is told is this. */
static bool
is_told(struct rig *t, const void *text, size_t len)
{
	const struct message *m = daemon_await(&t->daemon, MSG_CLIPBOARD_DATA, 0);
	bool is = m && m->len == len && (len == 0 || memcmp(m->body, text, len) == 0);

	if (!is) {
		tap_diag("told %zu bytes, not %zu", m ? m->len : 0, len);
	}
	return is;
}

static void
test_copy(struct rig *t)
{
	struct guest *g = &t->guest;
	uint8_t *big = text_of(BIG, 3);

	name_atoms(t);
	ask_copy(t);
	tap_ok(&t->tap, is_told(t, "", 0), "P14-empty: nobody owns it");
	xcb_window_t w = own_clipboard(g);
	ask_copy(t);
	tap_ok(
	    &t->tap, serve(g, utf8, "gr\xc3\xbc\xc3\x9f", 6), "UTF8_STRING is asked for");
	tap_ok(&t->tap, is_told(t, "gr\xc3\xbc\xc3\x9f", 6), "P14-copy: text");
	ask_copy(t);
	tap_ok(&t->tap,
	    serve(g, utf8, NULL, 0) && serve(g, XCB_ATOM_STRING, "gr\xfc\xdf", 4),
	    "then STRING");
	tap_ok(
	    &t->tap, is_told(t, "gr\xc3\xbc\xc3\x9f", 6), "P14-copy: Latin-1 as UTF-8");
	ask_copy(t);
	tap_ok(&t->tap,
	    serve(g, utf8, NULL, 0) && serve(g, XCB_ATOM_STRING, NULL, 0) &&
	        is_told(t, "", 0),
	    "P14-empty: an owner that has no text");
	ask_copy(t);
	tap_ok(&t->tap, serve(g, utf8, big, BIG) && is_told(t, big, BIG),
	    "P14-copy: %u bytes at once", BIG);
	ask_copy(t);
	tap_ok(&t->tap, serve_incr(g, big, BIG, true) && is_told(t, big, BIG),
	    "P14-copy: %u bytes by INCR", BIG);
	free(big);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
}

static void
test_copy_caps(struct rig *t)
{
	struct guest *g = &t->guest;
	uint8_t *big = text_of(MOST + PIECE, 5);
	uint8_t *zeros = calloc(1, MOST + 1);
	xcb_window_t w = own_clipboard(g);

	ask_copy(t);
	tap_ok(&t->tap, serve_incr(g, big, MOST, true) && is_told(t, big, MOST),
	    "P14-cap: %u bytes fit", MOST);
	ask_copy(t);
	serve_incr(g, big, MOST, false);
	tap_ok(
	    &t->tap, is_told(t, "", 0), "P14-stalled: the end of INCR is not waited for");
	ask_copy(t);
	tap_ok(&t->tap, serve(g, utf8, big, MOST + 1) && is_told(t, zeros, MOST + 1),
	    "P14-cap: one more is said to be too much");
	free(big);
	free(zeros);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
}

/* The owner answers too late, and into what is asked next. */
static void
test_copy_stalled(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = own_clipboard(g);

	ask_copy(t);
	xcb_selection_request_event_t *late = await_request(g);
	xcb_window_t other = rig_window(t, 10, 10, 50, 50, false);
	tap_ok(&t->tap, other != XCB_NONE, "P14-stalled: windows go on meanwhile");
	tap_ok(
	    &t->tap, is_told(t, "", 0), "P14-stalled: an owner that stalls is nothing");
	ask_copy(t);
	xcb_selection_request_event_t *r = await_request(g);
	if (late && r) {
		client_set_text(g, late->requestor, late->property, utf8, "stale", 5);
		notify(g, late, true);
		client_set_text(g, r->requestor, r->property, utf8, "fresh", 5);
		notify(g, r, true);
	}
	tap_ok(&t->tap, late && r && is_told(t, "fresh", 5),
	    "P14-late: nor gets it into the next");
	free(late);
	free(r);
	xcb_destroy_window(g->connection, other);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
}

/* --- a requestor of ours ----------------------------------------------------------- */

static xcb_window_t
owner_of(struct guest *g, xcb_atom_t selection)
{
	xcb_get_selection_owner_reply_t *r = xcb_get_selection_owner_reply(
	    g->connection, xcb_get_selection_owner(g->connection, selection), NULL);
	xcb_window_t owner = r ? r->owner : (xcb_window_t)XCB_NONE;

	free(r);
	return owner;
}

static bool
has_owner(const struct daemon *daemon, void *data)
{
	struct guest *g = data;

	(void)daemon;
	return owner_of(g, clipboard) != XCB_NONE &&
	    owner_of(g, XCB_ATOM_PRIMARY) != XCB_NONE;
}

/* Drops both selections, pastes, and waits until both are owned again. */
static bool
paste(struct rig *t, const void *text, size_t len)
{
	struct guest *g = &t->guest;
	int64_t deadline = now_ms() + PATIENCE_MS;

	xcb_set_selection_owner(g->connection, XCB_NONE, clipboard, XCB_CURRENT_TIME);
	xcb_set_selection_owner(
	    g->connection, XCB_NONE, XCB_ATOM_PRIMARY, XCB_CURRENT_TIME);
	client_sync(g);
	daemon_send(&t->daemon, MSG_CLIPBOARD_DATA, 0, text, len);
	while (!has_owner(&t->daemon, g) && now_ms() < deadline) {
		if (!rig_settle(t)) { /* which also writes what is queued */
			return false;
		}
	}
	return has_owner(&t->daemon, g);
}

/* The property's value, which is deleted; NULL when it is not there. */
static xcb_get_property_reply_t *
take_result(struct guest *g, xcb_window_t w)
{
	return xcb_get_property_reply(g->connection,
	    xcb_get_property(
	        g->connection, 1, w, result, XCB_GET_PROPERTY_TYPE_ANY, 0, 100000),
	    NULL);
}

/* True when it is answered, false when refused. */
static bool
convert(struct guest *g, xcb_window_t w, xcb_atom_t selection, xcb_atom_t target)
{
	xcb_convert_selection(
	    g->connection, w, selection, target, result, XCB_CURRENT_TIME);
	xcb_selection_notify_event_t *e = (void *)client_await(g, XCB_SELECTION_NOTIFY);
	bool given = e && e->property == result && e->target == target;

	free(e);
	return given;
}

static bool
has_text(struct guest *g, xcb_window_t w, xcb_atom_t type, const void *text, size_t len)
{
	xcb_get_property_reply_t *r = take_result(g, w);
	bool is = r && r->type == type && r->format == 8 && r->value_len == len &&
	    memcmp(xcb_get_property_value(r), text, len) == 0;

	free(r);
	return is;
}

static bool
has_targets(struct guest *g, xcb_window_t w)
{
	xcb_get_property_reply_t *r = take_result(g, w);
	const xcb_atom_t wanted[] = {targets, timestamp, utf8, XCB_ATOM_STRING};
	bool is = r && r->type == XCB_ATOM_ATOM && r->format == 32 && r->value_len == 4 &&
	    memcmp(xcb_get_property_value(r), wanted, sizeof(wanted)) == 0;

	free(r);
	return is;
}

/* Everything by INCR after the first property said so; its length, SIZE_MAX for none. */
static size_t
take_incr(struct guest *g, xcb_window_t w, xcb_atom_t type, uint8_t *out)
{
	xcb_get_property_reply_t *r = take_result(g, w);
	size_t len = 0;
	bool is = r && r->type == incr;

	free(r);
	while (is) {
		xcb_property_notify_event_t *e =
		    (void *)client_await(g, XCB_PROPERTY_NOTIFY);
		bool is_new = e && e->window == w && e->atom == result &&
		    e->state == XCB_PROPERTY_NEW_VALUE;
		is = e != NULL;
		free(e);
		r = is_new ? take_result(g, w) : NULL;
		if (r && r->type == type) {
			memcpy(out + len, xcb_get_property_value(r), r->value_len);
			len += r->value_len;
			if (r->value_len == 0) {
				free(r);
				return len;
			}
		}
		free(r);
	}
	return SIZE_MAX;
}

static void
test_paste(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = client_create(g, 0, 0, 10, 10, false);

	tap_ok(&t->tap, paste(t, "gr\xc3\xbc\xc3\x9f \xe2\x82\xac", 10),
	    "P14-paste: CLIPBOARD and PRIMARY are owned");
	tap_ok(
	    &t->tap, convert(g, w, clipboard, targets) && has_targets(g, w), "TARGETS");
	tap_ok(&t->tap,
	    convert(g, w, clipboard, utf8) &&
	        has_text(g, w, utf8, "gr\xc3\xbc\xc3\x9f \xe2\x82\xac", 10),
	    "UTF8_STRING of CLIPBOARD");
	tap_ok(&t->tap,
	    convert(g, w, XCB_ATOM_PRIMARY, XCB_ATOM_STRING) &&
	        has_text(g, w, XCB_ATOM_STRING, "gr\xfc\xdf ?", 6),
	    "STRING of PRIMARY, what it cannot say as ?");
	tap_ok(&t->tap, convert(g, w, clipboard, timestamp), "TIMESTAMP");
	tap_ok(&t->tap, !convert(g, w, clipboard, client_atom(g, "image/png")),
	    "no other target");
	tap_ok(&t->tap,
	    paste(t, "short", 5) && convert(g, w, clipboard, utf8) &&
	        has_text(g, w, utf8, "short", 5),
	    "P14-remainder: a shorter one has nothing of the longer");
	ask_copy(t);
	tap_ok(&t->tap, is_told(t, "short", 5), "what was pasted can be copied on");
	xcb_window_t other = own_clipboard(g);
	tap_ok(&t->tap, owner_of(g, clipboard) == other,
	    "an application that copies owns it");
	xcb_destroy_window(g->connection, other);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
}

static void
test_paste_big(struct rig *t)
{
	struct guest *g = &t->guest;
	uint8_t *big = text_of(MOST, 11);
	uint8_t *got = malloc(2 * MOST);
	xcb_window_t stalled[20];
	xcb_window_t w = client_create(g, 0, 0, 10, 10, false);
	bool all = paste(t, big, MOST);

	tap_ok(&t->tap,
	    all && convert(g, w, clipboard, utf8) && take_incr(g, w, utf8, got) == MOST &&
	        memcmp(got, big, MOST) == 0,
	    "P14-paste: %u bytes by INCR", MOST);
	tap_ok(&t->tap,
	    convert(g, w, clipboard, XCB_ATOM_STRING) &&
	        take_incr(g, w, XCB_ATOM_STRING, got) == MOST &&
	        memcmp(got, big, MOST) == 0,
	    "P14-paste: STRING likewise");
	for (size_t i = 0; i < ARRAY_LEN(stalled); i++) {
		stalled[i] = client_create(g, 0, 0, 10, 10, false);
		all = all && convert(g, stalled[i], clipboard, utf8);
	}
	tap_ok(&t->tap,
	    all && convert(g, w, clipboard, utf8) && take_incr(g, w, utf8, got) == MOST,
	    "P14-stalled: requestors that stall are in nobody's way");
	tap_ok(&t->tap, rig_settle(t), "nor in the agent's");
	ask_copy(t);
	tap_ok(&t->tap, is_told(t, big, MOST), "it can be copied on, through INCR");
	free(big);
	free(got);
	client_sync(g);
}

/* The daemon goes while an owner stalls; the next one is told nothing of it. */
static void
test_reconnect(struct rig *t)
{
	struct guest *g = &t->guest;
	xcb_window_t w = own_clipboard(g);

	ask_copy(t);
	xcb_selection_request_event_t *r = await_request(g);
	tap_ok(&t->tap, r && rig_reconnect(t) && rig_settle(t), "another daemon comes");
	if (r) {
		client_set_text(g, r->requestor, r->property, utf8, "old", 3);
		notify(g, r, true);
	}
	tap_ok(&t->tap,
	    rig_settle(t) && daemon_count(&t->daemon, MSG_CLIPBOARD_DATA, 0, 0) == 0,
	    "P14-unasked: and is told nothing that it did not ask for");
	free(r);
	xcb_destroy_window(g->connection, w);
	client_sync(g);
}

int
main(void)
{
	static void (*const cases[])(struct rig *) = {
	    test_copy,
	    test_copy_caps,
	    test_copy_stalled,
	    test_paste,
	    test_paste_big,
	    test_reconnect,
	    NULL,
	};
	static struct rig rig;

	return rig_run(&rig, cases);
}
