#include "wm/wm.h"

#include "common/x/message.h"

#include <stdlib.h>
#include <string.h>

#define PROPERTY_WORDS 64u
#define TITLE_WORDS 128u
#define ATOMS_MOST 64u

static xcb_get_property_cookie_t
ask(struct wm *wm, xcb_window_t window, xcb_atom_t property, uint32_t words)
{
	return xcb_get_property(
	    wm->x->xcb, 0, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, words);
}

static xcb_get_property_reply_t *
take(struct wm *wm, xcb_get_property_cookie_t cookie)
{
	return xcb_get_property_reply(wm->x->xcb, cookie, NULL);
}

static xcb_get_property_reply_t *
get(struct wm *wm, xcb_window_t window, xcb_atom_t property, uint32_t words)
{
	return take(wm, ask(wm, window, property, words));
}

/* 32-bit words of a reply that may be NULL. */
static const uint32_t *
words_of(const xcb_get_property_reply_t *reply, uint32_t *count)
{
	*count = 0;
	if (!reply || reply->format != 32) {
		return NULL;
	}
	*count = (uint32_t)xcb_get_property_value_length(reply) / 4;
	return xcb_get_property_value(reply);
}

/* --- texts ------------------------------------------------------------------------- */

/* False when there is no text. */
static bool
read_text(struct wm *wm, const xcb_get_property_reply_t *reply, char out[TEXT_BYTES])
{
	int len = reply && reply->format == 8 ? xcb_get_property_value_length(reply) : 0;

	if (len <= 0) {
		return false;
	}
	enum text_encoding encoding = reply->type == XCB_ATOM_STRING ? TEXT_LATIN1
	    : reply->type == wm->atoms[A_COMPOUND_TEXT]              ? TEXT_COMPOUND
	                                                             : TEXT_UTF8;
	text_clean(out, xcb_get_property_value(reply), (size_t)len, encoding);
	return out[0] != '\0';
}

static void
read_title(struct wm *wm, struct client *client)
{
	xcb_get_property_cookie_t net =
	    ask(wm, client->window, wm->atoms[A_WM_NAME], TITLE_WORDS);
	xcb_get_property_cookie_t old =
	    ask(wm, client->window, XCB_ATOM_WM_NAME, TITLE_WORDS);
	xcb_get_property_reply_t *a = take(wm, net);
	xcb_get_property_reply_t *b = take(wm, old);

	if (!read_text(wm, a, client->title) && !read_text(wm, b, client->title)) {
		client->title[0] = '\0';
	}
	free(a);
	free(b);
	client_touch(client, DIRT_TITLE);
}

/*
 * The strip is a dock of this class.  A program of dom0's could say so too, and is
 * trusted anyway; a domain's window cannot, whatever it says.
 */
static void
read_class(struct wm *wm, struct client *client)
{
	static const char strip[] = "paravent-strip";
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, XCB_ATOM_WM_CLASS, TITLE_WORDS);

	client->is_strip = client->owner == TRUST_DOM0 && reply && reply->format == 8 &&
	    xcb_get_property_value_length(reply) >= (int)sizeof(strip) &&
	    memcmp(xcb_get_property_value(reply), strip, sizeof(strip)) == 0;
	free(reply);
}

/* --- hints ------------------------------------------------------------------------- */

static void
read_size(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, XCB_ATOM_WM_NORMAL_HINTS, PROPERTY_WORDS);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);

	hints_read_size(words, count, &client->size);
	free(reply);
	client_touch(client, DIRT_STATE);
}

static void
read_hints(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, XCB_ATOM_WM_HINTS, PROPERTY_WORDS);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);
	bool was_urgent = client->hints.is_urgent;

	hints_read_wm(words, count, &client->hints);
	free(reply);
	if (client->hints.is_urgent && !was_urgent && wm->focused != client) {
		client_set_states(wm, client, STATE_ATTENTION, 0);
	}
}

static void
read_motif(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, wm->atoms[A_MOTIF_WM_HINTS], PROPERTY_WORDS);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);

	hints_read_motif(words, count, &client->motif);
	free(reply);
	client_touch(client, DIRT_PLACE | DIRT_TITLE);
}

static void
read_transient(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, XCB_ATOM_WM_TRANSIENT_FOR, 1);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);

	client->transient_for = count >= 1 ? words[0] : XCB_NONE;
	if (client->transient_for == client->window) {
		client->transient_for = XCB_NONE;
	}
	free(reply);
	wm->dirt |= WM_DIRT_STACK;
}

static void
read_protocols(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, wm->atoms[A_WM_PROTOCOLS], ATOMS_MOST);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);

	client->protocols = 0;
	for (uint32_t i = 0; i < count; i++) {
		client->protocols |= words[i] == wm->atoms[A_WM_DELETE_WINDOW]
		    ? PROTOCOL_DELETE
		    : words[i] == wm->atoms[A_WM_TAKE_FOCUS] ? PROTOCOL_TAKE_FOCUS
		    : words[i] == wm->atoms[A_PING]          ? PROTOCOL_PING
		    : words[i] == wm->atoms[A_SYNC_REQUEST]  ? PROTOCOL_SYNC
		                                             : 0;
	}
	free(reply);
	client_touch(client, DIRT_STATE);
}

static void
read_sync(struct wm *wm, struct client *client)
{
	xcb_get_property_reply_t *reply =
	    get(wm, client->window, wm->atoms[A_SYNC_REQUEST_COUNTER], 2);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);

	client->sync_counter = count >= 1 ? words[0] : XCB_NONE;
	free(reply);
}

void
icccm_read(struct wm *wm, struct client *client)
{
	read_class(wm, client);
	read_title(wm, client);
	read_size(wm, client);
	read_hints(wm, client);
	read_motif(wm, client);
	read_transient(wm, client);
	read_protocols(wm, client);
	read_sync(wm, client);
	ewmh_read_type(wm, client);
	ewmh_read_strut(wm, client);
	ewmh_read_user_time(wm, client);
}

void
icccm_read_look(struct wm *wm, struct client *client)
{
	read_motif(wm, client);
	ewmh_read_type(wm, client);
}

void
icccm_read_claims(struct wm *wm, struct client *client)
{
	read_class(wm, client);
	ewmh_read_type(wm, client);
	ewmh_read_strut(wm, client);
	if (client->owner != TRUST_DOM0) {
		client_set_states(
		    wm, client, 0, STATE_ABOVE | STATE_STICKY | STATE_FULLSCREEN);
	}
}

void
icccm_reread(struct wm *wm, struct client *client, xcb_atom_t property)
{
	const xcb_atom_t *a = wm->atoms;
	const struct {
		xcb_atom_t property;
		void (*read)(struct wm *, struct client *);
	} readers[] = {
	    {XCB_ATOM_WM_NAME, read_title},
	    {a[A_WM_NAME], read_title},
	    {XCB_ATOM_WM_NORMAL_HINTS, read_size},
	    {XCB_ATOM_WM_HINTS, read_hints},
	    {a[A_MOTIF_WM_HINTS], read_motif},
	    {XCB_ATOM_WM_TRANSIENT_FOR, read_transient},
	    {a[A_WM_PROTOCOLS], read_protocols},
	    {a[A_SYNC_REQUEST_COUNTER], read_sync},
	    {a[A_WM_WINDOW_TYPE], ewmh_read_type},
	    {a[A_STRUT], ewmh_read_strut},
	    {a[A_STRUT_PARTIAL], ewmh_read_strut},
	    {a[A_USER_TIME], ewmh_read_user_time},
	};

	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		if (readers[i].property == property) {
			readers[i].read(wm, client);
			return;
		}
	}
}

/* --- states ------------------------------------------------------------------------ */

void
icccm_set_state(struct wm *wm, xcb_window_t window, uint32_t state)
{
	uint32_t words[] = {state, XCB_NONE};

	xcb_change_property(wm->x->xcb, XCB_PROP_MODE_REPLACE, window,
	    wm->atoms[A_WM_STATE], wm->atoms[A_WM_STATE], 32, 2, words);
}

uint32_t
icccm_get_state(struct wm *wm, xcb_window_t window)
{
	xcb_get_property_reply_t *reply = get(wm, window, wm->atoms[A_WM_STATE], 2);
	uint32_t count;
	const uint32_t *words = words_of(reply, &count);
	uint32_t state = count >= 1 ? words[0] : 0;

	free(reply);
	return state;
}

/* ICCCM 4.1.3.1, EWMH: a withdrawn window has none of these. */
void
icccm_forget(struct wm *wm, xcb_window_t window)
{
	const enum wm_atom left[] = {
	    A_WM_STATE, A_STATE, A_WM_DESKTOP, A_ALLOWED_ACTIONS, A_WM_VISIBLE_NAME};

	for (size_t i = 0; i < ARRAY_LEN(left); i++) {
		xcb_delete_property(wm->x->xcb, window, wm->atoms[left[i]]);
	}
}

/* --- what clients hear ------------------------------------------------------------- */

void
icccm_notify(struct wm *wm, const struct client *client)
{
	struct rect r = client->shown.client;
	union {
		xcb_configure_notify_event_t configure;
		char bytes[32];
	} event;

	memset(&event, 0, sizeof(event));
	event.configure.response_type = XCB_CONFIGURE_NOTIFY;
	event.configure.event = client->window;
	event.configure.window = client->window;
	event.configure.x = (int16_t)r.x;
	event.configure.y = (int16_t)r.y;
	event.configure.width = (uint16_t)r.width;
	event.configure.height = (uint16_t)r.height;
	xcb_send_event(
	    wm->x->xcb, 0, client->window, XCB_EVENT_MASK_STRUCTURE_NOTIFY, event.bytes);
}

static void
send_protocol(struct wm *wm, struct client *client, enum wm_atom protocol)
{
	uint32_t words[5] = {wm->atoms[protocol], wm->time};

	message_send(wm->x, client->window, wm->atoms[A_WM_PROTOCOLS], words);
}

void
icccm_close(struct wm *wm, struct client *client)
{
	/* A worker's X client has all of its domain's windows. */
	if ((client->protocols & PROTOCOL_DELETE) || client->owner != TRUST_DOM0) {
		send_protocol(wm, client, A_WM_DELETE_WINDOW);
		ping_send(wm, client);
	} else {
		xcb_kill_client(wm->x->xcb, client->window);
	}
}

/*
 * Passive and local clients are given it.  Active ones are told to take it, with a time
 * that is no earlier than our own request, or the server would pass over theirs: hence
 * the property.  Until then a window of ours has it, never the root: keys would go to
 * whatever is under the pointer.
 */
void
icccm_give_focus(struct wm *wm, const struct client *client)
{
	bool is_given = client && client->hints.wants_input;
	/* When it goes, keys go to its frame, where nobody hears them. */
	uint8_t revert = is_given ? XCB_INPUT_FOCUS_PARENT : XCB_INPUT_FOCUS_NONE;

	wm->focused_by = xcb_set_input_focus(
	    wm->x->xcb, revert, is_given ? client->window : wm->check, XCB_CURRENT_TIME)
	                     .sequence;
	wm->owes_take_focus = client && (client->protocols & PROTOCOL_TAKE_FOCUS);
	if (wm->owes_take_focus) {
		xcb_change_property(wm->x->xcb, XCB_PROP_MODE_APPEND, wm->check,
		    wm->atoms[A_PARAVENT_TIME], XCB_ATOM_STRING, 8, 0, "");
	}
}

void
icccm_tell_focus(struct wm *wm)
{
	if (wm->owes_take_focus && wm->focused) {
		send_protocol(wm, wm->focused, A_WM_TAKE_FOCUS);
	}
	wm->owes_take_focus = false;
}
