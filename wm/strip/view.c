#include "wm/strip/view.h"
#include "wm/strip/manager.h"

#include "wm/strip/view_paint.h"

#include <stdlib.h>
#include <string.h>

#define KEY_TAB 0xff09u
#define KEY_RETURN 0xff0du
#define KEY_ESCAPE 0xff1bu
#define KEY_LEFT 0xff51u
#define KEY_UP 0xff52u
#define KEY_RIGHT 0xff53u
#define KEY_DOWN 0xff54u
#define KEY_ENTER 0xff8du
#define KEY_DELETE 0xffffu

bool
view_is_open(const struct view *view)
{
	return view->veil != XCB_NONE;
}

/* --- on the screen ----------------------------------------------------------------- */

/* What is on the screen now, all windows together. */
static xcb_pixmap_t
copy_screen(struct view *view)
{
	xcb_connection_t *xcb = view->x->xcb;
	xcb_window_t root = view->x->screen->root;
	xcb_pixmap_t picture = xcb_generate_id(xcb);
	xcb_gcontext_t gc = xcb_generate_id(xcb);
	uint32_t values[] = {XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS, 0};

	xcb_create_pixmap(xcb, view->x->screen->root_depth, picture, root,
	    (uint16_t)view->width, (uint16_t)view->height);
	xcb_create_gc(
	    xcb, gc, root, XCB_GC_SUBWINDOW_MODE | XCB_GC_GRAPHICS_EXPOSURES, values);
	xcb_copy_area(xcb, root, picture, gc, 0, 0, 0, 0, (uint16_t)view->width,
	    (uint16_t)view->height);
	xcb_free_gc(xcb, gc);
	return picture;
}

static void
create_veil(struct view *view)
{
	uint32_t values[] = {
	    view->picture, /* background */
	    1,             /* override-redirect */
	    XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_KEY_PRESS |
	        XCB_EVENT_MASK_VISIBILITY_CHANGE,
	};

	view->veil = xcb_generate_id(view->x->xcb);
	xcb_create_window(view->x->xcb, XCB_COPY_FROM_PARENT, view->veil,
	    view->x->screen->root, 0, 0, (uint16_t)view->width, (uint16_t)view->height, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
	    XCB_CW_BACK_PIXMAP | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	xcb_map_window(view->x->xcb, view->veil);
	view_raise(view);
}

void
view_raise(struct view *view)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;

	if (view_is_open(view)) {
		xcb_configure_window(
		    view->x->xcb, view->veil, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	}
}

/*
 * A grab of the root would hide raw events from us, and the veil is not there before what
 * is typed is for it.
 */
static void
create_hands(struct view *view)
{
	static const uint32_t values[] = {
	    1, /* override-redirect */
	    XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE,
	};

	view->hands = xcb_generate_id(view->x->xcb);
	xcb_create_window(view->x->xcb, 0, view->hands, view->x->screen->root, -8, -8, 1,
	    1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
	    XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
	xcb_map_window(view->x->xcb, view->hands);
}

static xcb_grab_keyboard_cookie_t
ask_grab(struct view *view)
{
	return xcb_grab_keyboard(view->x->xcb, 0, view->hands, XCB_CURRENT_TIME,
	    XCB_GRAB_MODE_ASYNC, XCB_GRAB_MODE_ASYNC);
}

/* Another's grab may be in the way: then raw events tell of keys, which it sees too. */
static void
take_grab(struct view *view, xcb_grab_keyboard_cookie_t asked)
{
	xcb_grab_keyboard_reply_t *reply =
	    xcb_grab_keyboard_reply(view->x->xcb, asked, NULL);

	view->has_keys = reply && reply->status == XCB_GRAB_STATUS_SUCCESS;
	free(reply);
}

static void
paint(struct view *view)
{
	const struct view_scene scene = {
	    .x = view->x,
	    .desk = view->from.desk,
	    .plates = view->from.plates,
	    .monitors = view->from.monitors,
	    .style = view->from.style,
	    .scan = &view->scan,
	    .chosen = view->chosen,
	    .picture = view->picture,
	    .width = view->width,
	    .height = view->height,
	};

	view_paint(&scene);
	if (view_is_open(view)) {
		xcb_change_window_attributes(
		    view->x->xcb, view->veil, XCB_CW_BACK_PIXMAP, &view->picture);
		xcb_clear_area(view->x->xcb, 0, view->veil, 0, 0, 0, 0);
	}
}

static void
take_size(struct view *view, xcb_get_geometry_cookie_t asked)
{
	xcb_get_geometry_reply_t *root =
	    xcb_get_geometry_reply(view->x->xcb, asked, NULL);

	view->width = root ? root->width : view->x->screen->width_in_pixels;
	view->height = root ? root->height : view->x->screen->height_in_pixels;
	free(root);
}

/* The topmost of a domain's; panels and the like are seldom meant. */
static void
choose_first(struct view *view)
{
	const struct scan *scan = &view->scan;

	view->chosen = scan->count > 0 ? scan->count - 1 : 0;
	while (view->chosen > 0 && scan->at[view->chosen].domain == 0) {
		view->chosen--;
	}
}

void
view_open(struct view *view)
{
	struct x *x = view->x;

	if (view_is_open(view)) {
		return;
	}
	/* The keyboard first: what is typed from now on is for the view. */
	xcb_grab_keyboard_cookie_t grab = ask_grab(view);
	xcb_get_geometry_cookie_t size = xcb_get_geometry(x->xcb, x->screen->root);
	xcb_query_tree_cookie_t tree = xcb_query_tree(x->xcb, x->screen->root);
	take_grab(view, grab);
	take_size(view, size);
	view->picture = copy_screen(view);
	view_dim(x, view->picture, view->width, view->height);
	scan_windows(x, view->from.desk, tree, &view->scan);
	choose_first(view);
	paint(view);
	create_veil(view);
}

void
view_close(struct view *view)
{
	if (!view_is_open(view)) {
		return;
	}
	xcb_ungrab_keyboard(view->x->xcb, XCB_CURRENT_TIME);
	xcb_destroy_window(view->x->xcb, view->veil);
	xcb_free_pixmap(view->x->xcb, view->picture);
	view->veil = XCB_NONE;
	view->has_keys = false;
}

void
view_refresh(struct view *view)
{
	if (view_is_open(view)) {
		paint(view);
	}
}

void
view_init(struct view *view, struct x *x, const struct view_sources *from)
{
	*view = (struct view){.x = x, .from = *from};
	create_hands(view);
}

/* --- what a person does in it ------------------------------------------------------ */

static void
send_message(struct view *view, xcb_window_t to, xcb_window_t window, xcb_atom_t type,
    const uint32_t data[5])
{
	xcb_client_message_event_t event;
	uint32_t mask = to == window
	    ? 0u
	    : XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;

	memset(&event, 0, sizeof(event));
	event.response_type = XCB_CLIENT_MESSAGE;
	event.format = 32;
	event.window = window;
	event.type = type;
	memcpy(event.data.data32, data, sizeof(event.data.data32));
	xcb_send_event(view->x->xcb, 0, to, mask, (const char *)&event);
}

/* EWMH, _NET_ACTIVE_WINDOW, as a pager; without a manager as one would do it. */
static void
go_to(struct view *view, const struct scan_window *window)
{
	static const uint32_t above = XCB_STACK_MODE_ABOVE;
	static const uint32_t as_pager[5] = {2, 0, 0, 0, 0};

	if (manager_find(view->x, view->from.atoms->supporting_check)) {
		send_message(view, view->x->screen->root, window->window,
		    view->from.atoms->active_window, as_pager);
		return;
	}
	xcb_configure_window(
	    view->x->xcb, window->window, XCB_CONFIG_WINDOW_STACK_MODE, &above);
	xcb_set_input_focus(
	    view->x->xcb, XCB_INPUT_FOCUS_POINTER_ROOT, window->window, XCB_CURRENT_TIME);
}

/* A worker passes it on to the guest; dom0's own are the manager's to close. */
static void
close_window(struct view *view, const struct scan_window *window)
{
	struct x *x = view->x;
	uint32_t delete[5] = {x->atoms[ATOM_WM_DELETE_WINDOW], 0, 0, 0, 0};
	static const uint32_t as_pager[5] = {0, 2, 0, 0, 0};

	if (window->domain) {
		send_message(view, window->window, window->window,
		    x->atoms[ATOM_WM_PROTOCOLS], delete);
	} else {
		send_message(view, x->screen->root, window->window,
		    view->from.atoms->close_window, as_pager);
	}
}

static void
pause_domain(struct view *view, const struct scan_window *window)
{
	const struct desk_domain *domain =
	    desk_client_find(view->from.desk, window->domain);

	if (domain) {
		desk_client_pause(
		    view->from.desk, domain->id, !(domain->flags & DESK_PAUSED));
	}
}

static void
choose(struct view *view, size_t step)
{
	if (view->scan.count > 0) {
		view->chosen = (view->chosen + step) % view->scan.count;
		paint(view);
	}
}

static void
act(struct view *view, uint32_t keysym)
{
	struct scan_window window = view->scan.at[view->chosen];

	switch (keysym) {
	case KEY_RETURN:
	case KEY_ENTER:
		view_close(view);
		go_to(view, &window);
		break;
	case KEY_DELETE:
	case 'c':
		view_close(view);
		close_window(view, &window);
		break;
	case 'p':
		pause_domain(view, &window);
		break;
	default:
		break;
	}
}

void
view_take_key(struct view *view, uint32_t keysym)
{
	if (!view->has_keys) {
		take_grab(view, ask_grab(view)); /* the other's grab may have gone */
	}
	switch (keysym) {
	case KEY_ESCAPE:
		view_close(view);
		break;
	case KEY_TAB:
	case KEY_LEFT:
	case KEY_UP:
		choose(view, view->scan.count > 0 ? view->scan.count - 1 : 0);
		break;
	case KEY_RIGHT:
	case KEY_DOWN:
		choose(view, 1);
		break;
	default:
		if (view->scan.count > 0) {
			act(view, keysym);
		}
	}
}

void
view_take_button(struct view *view, int32_t x, int32_t y)
{
	struct rect point = {x, y, 1, 1};

	for (size_t i = view->scan.count; i > 0; i--) {
		if (!rect_is_empty(rect_intersect(view->scan.at[i - 1].area, point))) {
			view->chosen = i - 1;
			act(view, KEY_RETURN);
			return;
		}
	}
	view_close(view);
}
