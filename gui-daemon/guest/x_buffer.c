#include "gui-daemon/guest/x_buffer.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"

#include <fcntl.h>
#include <stdlib.h>

#define SHM_ATTACH_FD 6 /* minor opcode, MIT-SHM 1.2 */

/* Does a segment of a descriptor of ours really arrive? */
static bool
try_attach(struct x_desk *desk)
{
	xcb_connection_t *xcb = desk->x->xcb;
	int fd = memfd_create_sealed("paravent-probe", PAGE_BYTES);

	if (fd < 0) {
		return false;
	}
	xcb_shm_seg_t segment = xcb_generate_id(xcb);
	xcb_generic_error_t *error =
	    xcb_request_check(xcb, xcb_shm_attach_fd_checked(xcb, segment, fd, 1));
	if (error) {
		free(error);
		return false;
	}
	xcb_shm_detach(xcb, segment);
	return true;
}

void
x_shm_init(struct x_desk *desk, struct x_shm *out)
{
	xcb_connection_t *xcb = desk->x->xcb;
	const xcb_query_extension_reply_t *extension =
	    xcb_get_extension_data(xcb, &xcb_shm_id);

	*out = (struct x_shm){.is_usable = false};
	if (!extension || !extension->present || !x_is_local(desk->x)) {
		return;
	}
	xcb_shm_query_version_reply_t *version =
	    xcb_shm_query_version_reply(xcb, xcb_shm_query_version(xcb), NULL);
	if (!version) {
		return;
	}
	bool is_new = version->major_version > 1 ||
	    (version->major_version == 1 && version->minor_version >= 2);
	free(version);
	out->opcode = extension->major_opcode;
	out->first_event = extension->first_event;
	out->first_error = extension->first_error;
	out->is_usable = is_new && try_attach(desk);
}

xcb_shm_seg_t
x_shm_attach(struct x_desk *desk, const struct x_shm *shm, int fd)
{
	if (!shm->is_usable || fd < 0) {
		return 0;
	}
	/* XCB closes what it sends. */
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (copy < 0) {
		return 0;
	}
	xcb_shm_seg_t segment = xcb_generate_id(desk->x->xcb);
	xcb_shm_attach_fd(desk->x->xcb, segment, copy, 1);
	return segment;
}

xcb_shm_seg_t
x_shm_attach_now(struct x_desk *desk, const struct x_shm *shm, int fd)
{
	xcb_connection_t *xcb = desk->x->xcb;
	int copy = shm->is_usable ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;

	if (copy < 0) {
		return 0;
	}
	xcb_shm_seg_t segment = xcb_generate_id(xcb);
	xcb_generic_error_t *error =
	    xcb_request_check(xcb, xcb_shm_attach_fd_checked(xcb, segment, copy, 1));
	bool is_refused = error != NULL;
	free(error);
	return is_refused ? 0 : segment;
}

void
x_shm_detach(struct x_desk *desk, xcb_shm_seg_t segment)
{
	xcb_shm_detach(desk->x->xcb, segment);
}

xcb_shm_seg_t
x_shm_error(const struct x_shm *shm, const xcb_generic_error_t *error, bool *is_attach)
{
	if (!shm->is_usable || error->major_code != shm->opcode) {
		return 0;
	}
	*is_attach = error->minor_code == SHM_ATTACH_FD;
	if (!*is_attach && error->error_code != shm->first_error) {
		return 0;
	}
	return error->resource_id;
}

unsigned int
x_shm_put(struct x_desk *desk, const struct x_source *source, xcb_window_t target,
    const struct rect *parts, size_t count, int32_t shift_x, int32_t shift_y)
{
	unsigned int first = 0;

	for (size_t i = 0; i < count; i++) {
		struct rect r = parts[i];
		xcb_void_cookie_t cookie = xcb_shm_put_image(desk->x->xcb, target,
		    desk->gc, (uint16_t)source->width, (uint16_t)source->height,
		    (uint16_t)(r.x + shift_x), (uint16_t)(r.y + shift_y),
		    (uint16_t)r.width, (uint16_t)r.height, (int16_t)r.x, (int16_t)r.y,
		    X_DESK_DEPTH, XCB_IMAGE_FORMAT_Z_PIXMAP, i + 1 == count,
		    source->segment, 0);

		first = i == 0 ? cookie.sequence : first;
	}
	return first;
}

unsigned int
x_shm_put_rows(struct x_desk *desk, xcb_shm_seg_t segment, uint32_t offset,
    xcb_window_t target, struct rect part, bool is_last)
{
	return xcb_shm_put_image(desk->x->xcb, target, desk->gc, (uint16_t)part.width,
	    (uint16_t)part.height, 0, 0, (uint16_t)part.width, (uint16_t)part.height,
	    (int16_t)part.x, (int16_t)part.y, X_DESK_DEPTH, XCB_IMAGE_FORMAT_Z_PIXMAP,
	    is_last, segment, offset)
	    .sequence;
}

void
x_fence(struct x_desk *desk, xcb_window_t target)
{
	static const uint32_t nothing;

	xcb_change_property(desk->x->xcb, XCB_PROP_MODE_REPLACE, target,
	    desk->x->atoms[ATOM_PARAVENT_FENCE], XCB_ATOM_CARDINAL, 32, 0, &nothing);
}
