#include "common/x/resolution.h"

#include "common/base/scale.h"

#include <stdlib.h>

#define RESOURCES_WORDS (64u << 10) /* more is not read */

static uint32_t
resource_dpi(struct x *x)
{
	uint32_t dpi = 0;
	xcb_get_property_reply_t *reply = xcb_get_property_reply(x->xcb,
	    xcb_get_property(x->xcb, 0, x->screen->root, XCB_ATOM_RESOURCE_MANAGER,
	        XCB_ATOM_STRING, 0, RESOURCES_WORDS),
	    NULL);

	if (reply && reply->format == 8) {
		dpi = scale_find_dpi(xcb_get_property_value(reply),
		    (size_t)xcb_get_property_value_length(reply));
	}
	free(reply);
	return dpi;
}

uint32_t
resolution_scale(struct x *x)
{
	uint32_t dpi = resource_dpi(x);

	return scale_of_dpi(dpi ? dpi
	                        : scale_dpi_of(x->screen->width_in_pixels,
	                              x->screen->width_in_millimeters));
}
