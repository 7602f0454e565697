/*
 * A worker on a virtual display, seen from both ends: we are its daemon, its agent and
 * the person at the desktop.  Everything it starts ends with rig_finish().
 */
#ifndef TESTS_WORKER_RIG_H
#define TESTS_WORKER_RIG_H

#include "common/base/rect.h"
#include "gui-daemon/control.h"
#include "protocol/transport/transport.h"
#include "protocol/wire/frame.h"

#include <sys/types.h>
#include <xcb/xcb.h>

#define RIG_LABEL "work"
#define RIG_FRAME 4         /* px */
#define RIG_COLOUR 0x2060c0 /* of the mark */
#define RIG_NEUTRAL 0x606060
#define RIG_PATIENCE_MS 30000
#define RIG_MAX_MESSAGES 16384

struct rig_message {
	uint32_t type, window;
	uint8_t body[32]; /* the first bytes */
	size_t len;
	bool taken;
};

struct rig {
	pid_t server, manager, worker;
	char display[16];
	char folder[64], socket[96], log[96];
	int listener, control;
	struct transport *channel;
	struct frames *frames;
	struct rig_message inbox[RIG_MAX_MESSAGES];
	size_t received, next; /* messages; those before next are taken */
	xcb_connection_t *x;
	xcb_screen_t *screen;
	uint32_t label_height;       /* px */
	struct domain_policy policy; /* of workers to come */
	const char *worker_display;  /* of workers to come; NULL: display */
	const char *worker_program;  /* in the build tree; NULL: paravent-guest */
	int worker_token;            /* of workers to come: its memory; 0: none */

	bool is_unknown; /* workers to come wait for rig_tell_known() */

	/* Changes the setup of workers to come; NULL: nothing. */
	void (*amend_setup)(struct control_record *record);
};

/* A virtual display, with openbox if managed.  Exits with a TAP bail-out if it cannot. */
struct rig *rig_create(bool managed);

/* Likewise; the display cannot be given buffers, so pixels must be copied to it. */
struct rig *rig_create_copying(void);

/* Unmanaged, with a screen as Xvfb says it: "320x240x24". */
struct rig *rig_create_sized(const char *screen);
void rig_destroy(struct rig *rig);

/* Openbox, as a client of display: the rig's, or what stands before it. */
void rig_start_manager(struct rig *rig, const char *display);

/* A new worker for the same display; ends the one before.  May find no agent. */
void rig_launch_worker(struct rig *rig);

/* Also takes its connection. */
void rig_start_worker(struct rig *rig);

/* As the daemon does once desk programs were told of the worker's X client. */
void rig_tell_known(struct rig *rig);

/* Also says its version and takes the answer. */
void rig_begin(struct rig *rig, uint32_t minor);

/* Likewise; false when the worker ends before it has answered. */
MUST_USE bool rig_try_begin(struct rig *rig, uint32_t minor);

/* Ends the channel and waits: the worker's exit status, -1 for a signal or none. */
int rig_end_worker(struct rig *rig);

/* Waits until the worker ends by itself. */
int rig_await_exit(struct rig *rig);

/* The worker's log so far; static. */
const char *rig_log(const struct rig *rig);

/* How often the log so far holds part. */
size_t rig_count_logged(const struct rig *rig, const char *part);

/* --- as the agent ------------------------------------------------------------------ */

void rig_send(
    struct rig *rig, uint32_t type, uint32_t window, const void *body, size_t len);
void rig_send_fd(struct rig *rig, uint32_t type, uint32_t window, const void *body,
    size_t len, int fd);

void rig_create_window(struct rig *rig, uint32_t id, struct rect r, bool popup);
void rig_map(struct rig *rig, uint32_t id, uint32_t transient_for, bool popup);
void rig_title(struct rig *rig, uint32_t id, const char *title);
void rig_configure(struct rig *rig, uint32_t id, struct rect r);
void rig_damage(struct rig *rig, uint32_t id, struct rect r);
void rig_plain(struct rig *rig, uint32_t type, uint32_t id); /* a message without body */

/* A sealed memfd of width * height pixels, mapped at *pixels; the caller owns both. */
int rig_buffer(uint32_t width, uint32_t height, uint32_t **pixels);
void rig_fill(uint32_t *pixels, uint32_t width, struct rect r, uint32_t colour);

/* A dump of fd (-1: none), which the caller keeps. */
void rig_dump(struct rig *rig, uint32_t id, uint32_t width, uint32_t height, int fd);

/* Waits for the next message of a type; NULL when it does not come. */
const struct rig_message *rig_await(struct rig *rig, uint32_t type);

/* The next message of any type that has come within ms; NULL: none. */
const struct rig_message *rig_next(struct rig *rig, int ms);

/* Takes what has come so far. */
void rig_pump(struct rig *rig, int ms);
void rig_forget(struct rig *rig); /* all that came is taken */

uint32_t rig_word(const struct rig_message *m, size_t i);

/* --- as the person ----------------------------------------------------------------- */

/* A worker's top-level window by part of its title; 0 when it does not come. */
xcb_atom_t rig_atom(struct rig *rig, const char *name);
xcb_window_t rig_find(struct rig *rig, const char *title);
xcb_window_t rig_find_now(struct rig *rig, const char *title);
size_t rig_count(
    struct rig *rig); /* of the worker's top-level windows that are viewable */
xcb_window_t rig_content(struct rig *rig, xcb_window_t outer);
struct rect rig_area(struct rig *rig, xcb_window_t window); /* on the root */

/* Pixels of the root, 0xRRGGBB; the caller frees. */
uint32_t *rig_picture(struct rig *rig, struct rect r);
uint32_t rig_pixel(struct rig *rig, int32_t x, int32_t y);

/* Waits until the pixel has this colour. */
bool rig_await_pixel(struct rig *rig, int32_t x, int32_t y, uint32_t colour);

/* Waits until the content of outer lies there; diagnoses otherwise. */
bool rig_await_content(struct rig *rig, xcb_window_t outer, struct rect content);

/* Whether X repeats a key that is held; not, unless told: a busy machine holds it long.
 */
void rig_set_repeat(struct rig *rig, bool repeats);

void rig_fake(struct rig *rig, uint8_t type, uint8_t detail, int32_t x, int32_t y);
void rig_focus(struct rig *rig, xcb_window_t window);
void rig_sync(struct rig *rig);

/*
 * Waits until the worker has done what X and we have told it so far, as far as it gets
 * without further answers: before it is said that something does not come.
 */
void rig_settle(struct rig *rig);

int64_t rig_now_ms(void);

__attribute__((noreturn)) void rig_bail_out(const char *why); /* as TAP says it */

#endif
