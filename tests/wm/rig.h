/*
 * paravent-wm on an X server of its own, and clients that speak to it as programs do;
 * a stand-in for paravent-daemon says which of them is which domain.
 * Judges nothing.
 */
#ifndef TESTS_WM_RIG_H
#define TESTS_WM_RIG_H

#include "common/base/rect.h"
#include "tests/wm/fake_desk.h"

#include <sys/types.h>
#include <xcb/xcb.h>

#define RIG_WIDTH 1000u
#define RIG_HEIGHT 800u
#define RIG_PATIENCE_MS 30000
#define RIG_DOMAINS 2 /* ids 1 and 2: "work" and "personal" */

/* What paravent-wm puts around windows at 100 %. */
#define RIG_TOP 25u                       /* px above dom0's windows */
#define RIG_SIDE 4u                       /* px beside and below */
#define RIG_FRAME 4u                      /* px of a worker's own frame */
#define RIG_LABEL_HEIGHT (12 + RIG_FRAME) /* as measure_label_height() has it */

struct rig {
	char folder[64];
	char display[40];
	pid_t server, manager;
	xcb_connection_t *x;                   /* dom0's programs */
	xcb_connection_t *of[RIG_DOMAINS + 1]; /* 0: x; else that domain's worker */
	xcb_screen_t *screen;
	xcb_window_t root;
	xcb_window_t probe;        /* of x: fences the manager */
	struct fake_desk desk;     /* the stand-in daemon's */
	const char *config;        /* text, borrowed; NULL: defaults */
	xcb_generic_event_t *last; /* owned: of rig_event() */
};

int64_t rig_now_ms(void); /* CLOCK_MONOTONIC */

/* Exits with "Bail out!" when something is not to be had. */
struct rig *rig_create(const char *config);
void rig_destroy(struct rig *rig);

/* Another manager while one runs; arguments NULL-terminated after the program. */
pid_t rig_start_manager(struct rig *rig, const char *argument);
/* The one that runs starts anew, and comes to the desk's socket again. */
void rig_desk_again(struct rig *rig);
/* Waits until it has ended; its status as of waitpid(). */
int rig_await_end(pid_t *pid);

/* All that was sent has been seen by the manager, and all that it did by the server. */
void rig_sync(struct rig *rig);
/* The same, after what another connection sent. */
void rig_sync_after(struct rig *rig, xcb_connection_t *x);

xcb_atom_t rig_atom(struct rig *rig, const char *name);

/* --- windows ----------------------------------------------------------------------- */

/* A window of a domain (0: dom0's), unmapped. */
xcb_window_t rig_window(struct rig *rig, int domain, struct rect r);
/* Mapped, and managed when it returns. */
xcb_window_t rig_show(struct rig *rig, int domain, struct rect r);
/* Likewise: what paravent-strip shows along the top, px high, and keeps free. */
xcb_window_t rig_show_strip(struct rig *rig, uint32_t height);
void rig_map(struct rig *rig, xcb_window_t window);
void rig_unmap(struct rig *rig, xcb_window_t window);
/* Gone, and the manager knows. */
void rig_close(struct rig *rig, xcb_window_t window);
void rig_configure(struct rig *rig, xcb_window_t window, uint16_t mask, struct rect r);

/* px, on the root, without border. */
struct rect rig_place(struct rig *rig, xcb_window_t window);
/* What holds it: a child of the root; itself where there is no frame. */
xcb_window_t rig_top(struct rig *rig, xcb_window_t window);
bool rig_is_viewable(struct rig *rig, xcb_window_t window);
xcb_window_t rig_focus(struct rig *rig);
/* Whether the frame of a lies above that of b. */
bool rig_is_above(struct rig *rig, xcb_window_t a, xcb_window_t b);

/* --- properties -------------------------------------------------------------------- */

void rig_set(struct rig *rig, xcb_window_t window, const char *property, const char *type,
    const uint32_t *words, uint32_t count);
void rig_set_text(
    struct rig *rig, xcb_window_t window, const char *property, const char *text);
void rig_set_atom(
    struct rig *rig, xcb_window_t window, const char *property, const char *value);
/* The count of words; up to 64 of them in out. */
uint32_t rig_get(
    struct rig *rig, xcb_window_t window, const char *property, uint32_t out[64]);
/* The first word; missing where there is none. */
uint32_t rig_word(
    struct rig *rig, xcb_window_t window, const char *property, uint32_t missing);
bool rig_has_atom(
    struct rig *rig, xcb_window_t window, const char *property, const char *atom);
bool rig_has_word(
    struct rig *rig, xcb_window_t window, const char *property, uint32_t word);
bool rig_has_property(struct rig *rig, xcb_window_t window, const char *property);

/* --- requests and events ----------------------------------------------------------- */

/* A client message to the root about window (0: the root), processed when it returns. */
void rig_ask(struct rig *rig, xcb_window_t window, const char *type, uint32_t a,
    uint32_t b, uint32_t c, uint32_t d, uint32_t e);
/* _NET_WM_STATE with one state. */
void rig_state(struct rig *rig, xcb_window_t window, uint32_t action, const char *state,
    uint32_t source);

/* The next event of this type on x that is there already; NULL; borrowed. */
const void *rig_event(struct rig *rig, xcb_connection_t *x, uint8_t type);
void rig_forget_events(struct rig *rig, xcb_connection_t *x);

/* The person's hands (XTEST). */
void rig_pointer(struct rig *rig, int32_t x, int32_t y);
void rig_button(struct rig *rig, uint8_t button, bool down);
void rig_click(struct rig *rig, int32_t x, int32_t y);
/* Keys by keysym, with modifiers' keysyms held: 0 for none. */
void rig_key(struct rig *rig, uint32_t modifier, uint32_t keysym);
void rig_key_down(struct rig *rig, uint32_t keysym, bool down);
/* While no manager runs: who hears it, has when this returns. */
void rig_type_unmanaged(struct rig *rig, uint32_t keysym);

#endif
