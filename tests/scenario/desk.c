#include "tests/scenario/desk.h"

#include "common/base/memfd.h"
#include "tests/scenario/atom.h"
#include "tests/scenario/procfs.h"
#include "tests/scenario/tap.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEEPEST 4      /* the root's children are at 1 */
#define GLANCE_MS 1000 /* not all that is asked has an event */

xcb_atom_t
desk_atom(struct desk *desk, const char *name)
{
	return atom_named(desk->x, name);
}

static bool
open_damage(struct desk *desk)
{
	const xcb_query_extension_reply_t *ext =
	    xcb_get_extension_data(desk->x, &xcb_damage_id);

	if (!ext || !ext->present) {
		return false;
	}
	desk->damage_event = (uint8_t)(ext->first_event + XCB_DAMAGE_NOTIFY);
	free(xcb_damage_query_version_reply(
	    desk->x, xcb_damage_query_version(desk->x, 1, 1), NULL));
	desk->damage = xcb_generate_id(desk->x);
	xcb_damage_create(
	    desk->x, desk->damage, desk->screen->root, XCB_DAMAGE_REPORT_LEVEL_NON_EMPTY);
	return true;
}

/* Room for a screenshot that the server writes into. */
static bool
open_shared(struct desk *desk)
{
	size_t bytes =
	    (size_t)desk->screen->width_in_pixels * desk->screen->height_in_pixels * 4;
	int fd = memfd_create_sealed("screenshot", bytes);

	if (fd < 0) {
		return false;
	}
	desk->shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (desk->shared == MAP_FAILED) {
		desk->shared = NULL;
		close(fd);
		return false;
	}
	desk->shared_bytes = bytes;
	desk->segment = xcb_generate_id(desk->x);
	xcb_shm_attach_fd(desk->x, desk->segment, fd, 0); /* takes fd */
	return true;
}

static bool
open_keyboard(struct desk *desk)
{
	const xcb_setup_t *setup = xcb_get_setup(desk->x);
	uint8_t count = (uint8_t)(setup->max_keycode - setup->min_keycode + 1);
	xcb_get_keyboard_mapping_reply_t *reply = xcb_get_keyboard_mapping_reply(
	    desk->x, xcb_get_keyboard_mapping(desk->x, setup->min_keycode, count), NULL);
	size_t bytes;

	if (!reply) {
		return false;
	}
	bytes = (size_t)xcb_get_keyboard_mapping_keysyms_length(reply) * sizeof(uint32_t);
	desk->keysyms = malloc(bytes);
	if (desk->keysyms) {
		memcpy(desk->keysyms, xcb_get_keyboard_mapping_keysyms(reply), bytes);
	}
	desk->per_keycode = reply->keysyms_per_keycode;
	desk->min_keycode = setup->min_keycode;
	desk->max_keycode = setup->max_keycode;
	free(reply);
	return desk->keysyms != NULL;
}

/* Tells of the window's children and properties from now on. */
static void
watch(struct desk *desk, xcb_window_t window)
{
	const uint32_t mask =
	    XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE;

	xcb_change_window_attributes(desk->x, window, XCB_CW_EVENT_MASK, &mask);
}

bool
desk_open(struct desk *desk, const char *display)
{
	memset(desk, 0, sizeof(*desk));
	desk->x = xcb_connect(display, NULL);
	if (xcb_connection_has_error(desk->x)) {
		tap_diag("cannot connect to display %s", display);
		desk_close(desk);
		return false;
	}
	desk->screen = xcb_setup_roots_iterator(xcb_get_setup(desk->x)).data;
	desk->net_wm_name = desk_atom(desk, "_NET_WM_NAME");
	if (!open_damage(desk) || !open_shared(desk) || !open_keyboard(desk)) {
		tap_diag("display %s lacks Damage, shared memory or a keyboard", display);
		desk_close(desk);
		return false;
	}
	watch(desk, desk->screen->root);
	xcb_flush(desk->x);
	return true;
}

void
desk_close(struct desk *desk)
{
	if (desk->x) {
		xcb_disconnect(desk->x);
	}
	if (desk->shared) {
		munmap(desk->shared, desk->shared_bytes);
	}
	free(desk->keysyms);
	*desk = (struct desk){.x = NULL};
}

/* Takes all events that are there; true when there was one. */
static bool
take_events(struct desk *desk)
{
	bool any = false;
	bool damaged = false;
	xcb_generic_event_t *event;

	while ((event = xcb_poll_for_event(desk->x))) {
		any = true;
		damaged = damaged || (event->response_type & 0x7f) == desk->damage_event;
		free(event);
	}
	if (damaged) {
		xcb_damage_subtract(desk->x, desk->damage, XCB_NONE, XCB_NONE);
	}
	return any;
}

bool
desk_await(struct desk *desk, int64_t deadline, desk_question *is_so, void *data)
{
	struct pollfd wait = {.fd = xcb_get_file_descriptor(desk->x), .events = POLLIN};

	for (;;) {
		take_events(desk);
		if (is_so(desk, data)) {
			return true;
		}
		xcb_flush(desk->x);
		if (take_events(desk)) { /* came while the question was asked */
			continue;
		}
		int64_t left = deadline - clock_ms();

		if (xcb_connection_has_error(desk->x) || left <= 0) {
			return false;
		}
		poll(&wait, 1, left < GLANCE_MS ? (int)left : GLANCE_MS);
	}
}

static void
read_text(struct desk *desk, xcb_get_property_cookie_t cookie, char *out)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x, cookie, NULL);
	size_t len = reply ? (size_t)xcb_get_property_value_length(reply) : 0;

	if (len >= DESK_TITLE_BYTES) {
		len = DESK_TITLE_BYTES - 1;
	}
	if (len > 0) {
		memcpy(out, xcb_get_property_value(reply), len);
	}
	for (size_t i = 0; i + 1 < len; i++) {
		out[i] = out[i] ? out[i] : ' '; /* WM_CLASS is two strings */
	}
	out[len] = '\0';
	free(reply);
}

static xcb_get_property_cookie_t
ask_text(struct desk *desk, xcb_window_t window, xcb_atom_t property)
{
	return xcb_get_property(desk->x, 0, window, property, XCB_GET_PROPERTY_TYPE_ANY,
	    0, DESK_TITLE_BYTES / 4);
}

/* What is asked about a window; the answers are taken together with its sisters'. */
struct questions {
	xcb_get_window_attributes_cookie_t attributes;
	xcb_get_geometry_cookie_t geometry;
	xcb_translate_coordinates_cookie_t place;
	xcb_get_property_cookie_t net_name, name, class;
};

static struct questions
ask_window(struct desk *desk, xcb_window_t id)
{
	xcb_connection_t *x = desk->x;

	watch(desk, id);
	return (struct questions){
	    .attributes = xcb_get_window_attributes(x, id),
	    .geometry = xcb_get_geometry(x, id),
	    .place = xcb_translate_coordinates(x, id, desk->screen->root, 0, 0),
	    .net_name = ask_text(desk, id, desk->net_wm_name),
	    .name = ask_text(desk, id, XCB_ATOM_WM_NAME),
	    .class = ask_text(desk, id, XCB_ATOM_WM_CLASS),
	};
}

/* False when it has gone. */
static bool
read_window(struct desk *desk, const struct questions *asked, struct desk_window *window)
{
	xcb_get_window_attributes_reply_t *a =
	    xcb_get_window_attributes_reply(desk->x, asked->attributes, NULL);
	xcb_get_geometry_reply_t *g =
	    xcb_get_geometry_reply(desk->x, asked->geometry, NULL);
	xcb_translate_coordinates_reply_t *p =
	    xcb_translate_coordinates_reply(desk->x, asked->place, NULL);
	char old_name[DESK_TITLE_BYTES];
	bool there = a && g && p;

	read_text(desk, asked->net_name, window->title);
	read_text(desk, asked->name, old_name);
	read_text(desk, asked->class, window->class);
	if (window->title[0] == '\0') {
		strcpy(window->title, old_name);
	}
	if (there) {
		window->viewable = a->map_state == XCB_MAP_STATE_VIEWABLE;
		window->override_redirect = a->override_redirect;
		window->is_unseen = a->_class == XCB_WINDOW_CLASS_INPUT_ONLY;
		window->area = (struct rect){p->dst_x, p->dst_y, g->width, g->height};
	}
	free(a);
	free(g);
	free(p);
	return there;
}

/* Adds a window's children, bottom first, as far as there is room. */
static void
add_children(struct desk *desk, xcb_window_t parent, int depth,
    xcb_query_tree_cookie_t asked, struct questions *questions)
{
	xcb_query_tree_reply_t *tree = xcb_query_tree_reply(desk->x, asked, NULL);
	const xcb_window_t *children = tree ? xcb_query_tree_children(tree) : NULL;
	int count = tree ? xcb_query_tree_children_length(tree) : 0;

	for (int i = 0; i < count && desk->count < DESK_WINDOWS_MAX; i++) {
		questions[desk->count] = ask_window(desk, children[i]);
		desk->windows[desk->count++] = (struct desk_window){
		    .id = children[i], .parent = parent, .depth = depth};
	}
	free(tree);
}

/* What is known of those from first on; forgets those that have gone. */
static void
read_windows(struct desk *desk, size_t first, const struct questions *questions)
{
	size_t end = desk->count;

	desk->count = first;
	for (size_t i = first; i < end; i++) {
		desk->windows[desk->count] = desk->windows[i];
		desk->count +=
		    read_window(desk, &questions[i], &desk->windows[desk->count]);
	}
}

/* Adds the children of the windows from first to end: each wait for X serves all. */
static void
look_below(struct desk *desk, size_t first, size_t end)
{
	xcb_query_tree_cookie_t asked[DESK_WINDOWS_MAX];
	struct questions questions[DESK_WINDOWS_MAX];

	for (size_t i = first; i < end; i++) {
		asked[i] = xcb_query_tree(desk->x, desk->windows[i].id);
	}
	for (size_t i = first; i < end; i++) {
		const struct desk_window *window = &desk->windows[i];

		add_children(desk, window->id, window->depth + 1, asked[i], questions);
	}
	read_windows(desk, end, questions);
}

void
desk_look(struct desk *desk)
{
	xcb_window_t root = desk->screen->root;
	struct questions questions[DESK_WINDOWS_MAX];
	size_t first = 0;

	desk->count = 0;
	watch(desk, root);
	add_children(desk, root, 1, xcb_query_tree(desk->x, root), questions);
	read_windows(desk, 0, questions);
	for (int depth = 1; depth < DEEPEST; depth++) {
		size_t end = desk->count;

		look_below(desk, first, end);
		first = end;
	}
}

static bool
matches(const struct desk_window *window, const char *part)
{
	return window->viewable &&
	    (strstr(window->title, part) || strstr(window->class, part));
}

const struct desk_window *
desk_find(const struct desk *desk, const char *part)
{
	for (size_t i = desk->count; i-- > 0;) {
		if (matches(&desk->windows[i], part)) {
			return &desk->windows[i];
		}
	}
	return NULL;
}

const struct desk_window *
desk_by_id(const struct desk *desk, xcb_window_t id)
{
	for (size_t i = 0; i < desk->count; i++) {
		if (desk->windows[i].id == id) {
			return &desk->windows[i];
		}
	}
	return NULL;
}

pid_t
desk_maker(struct desk *desk, xcb_window_t window)
{
	xcb_get_property_reply_t *reply = xcb_get_property_reply(desk->x,
	    xcb_get_property(desk->x, 0, window, desk_atom(desk, "_NET_WM_PID"),
	        XCB_ATOM_CARDINAL, 0, 1),
	    NULL);
	pid_t pid = reply && xcb_get_property_value_length(reply) == 4
	    ? (pid_t) * (const uint32_t *)xcb_get_property_value(reply)
	    : 0;

	free(reply);
	return pid;
}

const struct desk_window *
desk_top_of(const struct desk *desk, const struct desk_window *window)
{
	while (window && window->depth > 1) {
		window = desk_by_id(desk, window->parent);
	}
	return window;
}

size_t
desk_count(const struct desk *desk, const char *part)
{
	size_t count = 0;

	for (size_t i = 0; i < desk->count; i++) {
		count += matches(&desk->windows[i], part);
	}
	return count;
}

static bool
is_there(struct desk *desk, void *part)
{
	desk_look(desk);
	return desk_find(desk, part) != NULL;
}

const struct desk_window *
desk_await_window(struct desk *desk, const char *part, int64_t deadline)
{
	char copy[DESK_TITLE_BYTES];

	strncpy(copy, part, sizeof(copy) - 1);
	copy[sizeof(copy) - 1] = '\0';
	return desk_await(desk, deadline, is_there, copy) ? desk_find(desk, part) : NULL;
}

static bool
is_gone(struct desk *desk, void *part)
{
	return !is_there(desk, part);
}

bool
desk_await_gone(struct desk *desk, const char *part, int64_t deadline)
{
	char copy[DESK_TITLE_BYTES];

	strncpy(copy, part, sizeof(copy) - 1);
	copy[sizeof(copy) - 1] = '\0';
	return desk_await(desk, deadline, is_gone, copy);
}

const struct picture *
desk_picture(struct desk *desk)
{
	xcb_shm_get_image_reply_t *reply = xcb_shm_get_image_reply(desk->x,
	    xcb_shm_get_image(desk->x, desk->screen->root, 0, 0,
	        desk->screen->width_in_pixels, desk->screen->height_in_pixels, ~0u,
	        XCB_IMAGE_FORMAT_Z_PIXMAP, desk->segment, 0),
	    NULL);

	if (!reply) {
		return NULL;
	}
	free(reply);
	desk->picture = (struct picture){.pixels = desk->shared,
	    .width = desk->screen->width_in_pixels,
	    .height = desk->screen->height_in_pixels};
	return &desk->picture;
}
