/*
 * The private X extension "PARAVENT" between driver and agent in one guest: requests,
 * replies and codes as they lie on the X connection (client's byte order).
 * Plain structures for both sides; includes neither Xorg's nor XCB's headers.
 *
 * Only local clients of the guest's own server may use it; a guest trusts itself.
 */
#ifndef XEXT_PARAVENT_X_H
#define XEXT_PARAVENT_X_H

#include <stdint.h>

#define PARAVENT_X_NAME "PARAVENT"
#define PARAVENT_X_MAJOR 1
#define PARAVENT_X_MINOR 1

/* Minor opcodes. */
enum paravent_x_request {
	PARAVENT_X_QUERY_VERSION = 0,
	PARAVENT_X_GET_BUFFER = 1,
	PARAVENT_X_RELEASE_BUFFER = 2,
	PARAVENT_X_INJECT = 3,
	PARAVENT_X_DESCRIBE_WINDOW = 4, /* since minor 1 */
};

enum paravent_x_pages {
	PARAVENT_X_PAGES_MEMFD = 0, /* a buffer is a sealed memfd */
	PARAVENT_X_PAGES_GRANT = 1, /* a buffer is a list of grant references */
};

/*
 * Every request starts so; length counts 4-byte units, this header included.
 *
 * A client that asks for the version is from then on served while another client has
 * grabbed the server: a program that grabs it and waits for a key must get the key.
 */
struct paravent_x_query_version_request {
	uint8_t major_opcode;
	uint8_t minor_opcode;
	uint16_t length;
	uint16_t major; /* the newest the client speaks */
	uint16_t minor;
};

struct paravent_x_query_version_reply {
	uint8_t response_type; /* 1 */
	uint8_t pages;         /* enum paravent_x_pages */
	uint16_t sequence;
	uint32_t length; /* 0 */
	uint16_t major;
	uint16_t minor;
	uint32_t pad[5];
};

/*
 * Describes the buffer that a window's pixels lie in now, and holds it for this client:
 * its pages are neither freed nor used anew until PARAVENT_X_RELEASE_BUFFER or the
 * client's end, also when the window gets another buffer, is unmapped or destroyed.  Each
 * successful call is one hold.  Rows lie top to bottom, width * 4 bytes each, from byte
 * 0.  width and height cover the window's border too: the window's own width and height
 * plus twice its border width.  Error: BadWindow.
 *
 * A picture for which there were no pages when it was made is moved into pages now if
 * there are: who got PARAVENT_X_NOT_SHARED may ask again when some were given back.
 */
struct paravent_x_get_buffer_request {
	uint8_t major_opcode;
	uint8_t minor_opcode;
	uint16_t length;
	uint32_t window;
};

enum paravent_x_status {
	PARAVENT_X_OK = 0,
	PARAVENT_X_NOT_REDIRECTED =
	    1,                     /* not viewable, or Composite does not redirect it */
	PARAVENT_X_NOT_SHARED = 2, /* its pixmap is ordinary memory: pages ran out */
};

/*
 * With PARAVENT_X_OK and memfds the reply carries one descriptor.  With grants it is
 * followed by refs u32 references (length = refs).  With any other status all else is 0.
 */
struct paravent_x_get_buffer_reply {
	uint8_t response_type; /* 1 */
	uint8_t descriptors;   /* 0 or 1: where X replies count descriptors */
	uint16_t sequence;
	uint32_t length;
	uint32_t buffer; /* id, never 0, never used twice in a server's life */
	uint16_t width;  /* px */
	uint16_t height; /* px */
	uint8_t status;  /* enum paravent_x_status */
	uint8_t depth;   /* bits: 24 or 32 */
	uint16_t border; /* px: the window's own corner is at border, border */
	uint32_t refs;
	/*
	 * The pages that the buffer lies in.  A window's new buffer often lies in pages
	 * that an earlier one did, once that was released: then the number is the same,
	 * as are the descriptor's file (fstat) or the references, and what is mapped
	 * still serves.
	 */
	uint32_t slab;       /* never 0, never used twice in a server's life */
	uint32_t slab_pages; /* of 4096 bytes: at least what height rows need */
};

/* Ends one hold.  No reply.  Error: BadValue for an id that this client does not hold. */
struct paravent_x_release_buffer_request {
	uint8_t major_opcode;
	uint8_t minor_opcode;
	uint16_t length;
	uint32_t buffer;
};

/*
 * Input events, in order, as from the driver's own keyboard and pointer.  No reply.
 * Followed by count struct paravent_x_event.  Error: BadValue for an unknown type or a
 * detail out of range (events before it have happened), BadLength.
 */
struct paravent_x_inject_request {
	uint8_t major_opcode;
	uint8_t minor_opcode;
	uint16_t length;
	uint32_t count;
};

enum paravent_x_event_type {
	PARAVENT_X_KEY_PRESS =
	    2, /* detail: X keycode 8..255; of a key that is down: a repeat */
	PARAVENT_X_KEY_RELEASE = 3,  /* of a key that is up: nothing happens */
	PARAVENT_X_BUTTON_PRESS = 4, /* detail: X button 1..10 (4 to 7 the wheel) */
	PARAVENT_X_BUTTON_RELEASE = 5,
	PARAVENT_X_MOTION = 6, /* x, y: px from the root window's corner, absolute */
};

struct paravent_x_event {
	uint8_t type; /* enum paravent_x_event_type */
	uint8_t detail;
	uint16_t pad;
	int16_t x;
	int16_t y;
};

/*
 * A window's class, and of each property named as much as is wanted: one answer instead
 * of one for each.  Followed by count struct paravent_x_wanted.  Errors: BadWindow;
 * BadLength, also for more than the limits.
 */
#define PARAVENT_X_WANTED_MAX 32
#define PARAVENT_X_LONGS_MAX 1024

struct paravent_x_describe_window_request {
	uint8_t major_opcode;
	uint8_t minor_opcode;
	uint16_t length;
	uint32_t window;
	uint32_t count;
};

struct paravent_x_wanted {
	uint32_t atom;
	uint32_t longs; /* at most so many 4-byte units of its value */
};

/* Followed, for each one wanted and in that order, by struct paravent_x_property. */
struct paravent_x_describe_window_reply {
	uint8_t response_type; /* 1 */
	uint8_t window_class;  /* 1 InputOutput, 2 InputOnly */
	uint16_t sequence;
	uint32_t length;
	uint32_t count;
	uint32_t pad[5];
};

/* Followed by the value: count items of format bits, padded to 4 bytes with zeros. */
struct paravent_x_property {
	uint32_t type;   /* 0: the window has no such property */
	uint32_t format; /* bits: 8, 16, 32; 0 */
	uint32_t count;
};

#endif
