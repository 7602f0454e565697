#include "tests/strip/stage.h"

#include "common/base/fd.h"
#include "common/paint/tone.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/procfs.h"
#include "tests/unit/kill_one.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xcb/xtest.h>

#define ASKED_AGAIN_MS 3000
#define SOURCE_PAGER 2u /* EWMH, source indication */
#define QUICK_MS 200    /* so long keys are typed as fast as it goes */
#define PATIENCE_MS 20  /* between two of them after that */

const struct fixture_domain stage_domains[STAGE_DOMAINS] = {
    {"red", "red", 0xc83030, "stripes"},
    {"green", "green", 0x308c50, "dots"},
    {"blue", "blue", 0x3060c0, "hatch"},
};

static bool
open_domain(struct stage *stage, unsigned i)
{
	char folder[128];
	char title[32];
	int64_t deadline = fixture_deadline(&stage->fixture);
	const char *name = stage_domains[i].name;

	snprintf(folder, sizeof(folder), "%s/domains", stage->fixture.directory);
	if (!agent_open(&stage->agents[i], folder, name, deadline)) {
		return false;
	}
	snprintf(title, sizeof(title), "window of %s", name);
	agent_show(&stage->agents[i], 0,
	    (struct rect){40 + 320 * (int32_t)i, 120, 240, 160}, title);
	const struct desk_window *window =
	    desk_await_window(&stage->fixture.desk, title, deadline);
	/* The topmost of those with the title may be the window manager's frame. */
	for (size_t w = 0; window && w < stage->fixture.desk.count; w++) {
		const struct desk_window *other = &stage->fixture.desk.windows[w];

		if (strstr(other->title, title) && strstr(other->class, name)) {
			window = other;
		}
	}
	stage->windows[i] = window ? window->id : (xcb_window_t)XCB_NONE;
	return window != NULL;
}

bool
stage_open(struct stage *stage, enum fixture_wm wm, const char *policy)
{
	const char *policies[STAGE_DOMAINS] = {policy, policy, policy};
	struct fixture_options options = {
	    .wm = wm,
	    .domains = stage_domains,
	    .n_domains = STAGE_DOMAINS,
	    .policies = policies,
	};

	memset(stage, 0, sizeof(*stage));
	for (unsigned i = 0; i < STAGE_DOMAINS; i++) {
		stage->agents[i].listener = -1;
	}
	if (!fixture_open(&stage->fixture, &options)) {
		return false;
	}
	for (unsigned i = 0; i < STAGE_DOMAINS; i++) {
		if (!open_domain(stage, i)) {
			return false;
		}
	}
	return true;
}

bool
stage_close(struct stage *stage, const struct tap *tap)
{
	for (unsigned i = 0; i < STAGE_DOMAINS; i++) {
		agent_close(&stage->agents[i]);
	}
	return fixture_close(&stage->fixture, tap);
}

/* --- the strip --------------------------------------------------------------------- */

bool
stage_start_strip(struct stage *stage)
{
	char program[600];
	char socket[160];
	const char *arguments[] = {program, "--desk", socket, "--display",
	    stage->strip_display ? stage->strip_display : stage->fixture.display,
	    "--ready-fd", "1", stage->keeps_strip ? "--keep" : NULL, NULL};
	const struct crew_plan plan = {
	    .role = "strip", .arguments = arguments, .talks = true};
	char byte;

	fixture_built(program, sizeof(program), "wm/strip/paravent-strip");
	snprintf(socket, sizeof(socket), "%s/domains/.desk", stage->fixture.directory);
	stage->strip = crew_start(&stage->fixture.crew, &plan);
	struct pollfd p = {.events = POLLIN};
	p.fd = stage->strip ? stage->strip->out : -1;
	bool ready = stage->strip && poll(&p, 1, FIXTURE_PATIENCE_MS) == 1 &&
	    read(p.fd, &byte, 1) == 1;
	if (ready) {
		fd_close(&stage->strip->in); /* who reads none does not end with it */
	}
	return ready;
}

void
stage_signal(pid_t pid, int signal)
{
	if (pid > 1) {
		kill_one(pid, signal);
	}
}

void
stage_kill_strip(struct stage *stage)
{
	stage->strip->expected = true;
	stage_signal(stage->strip->pid, SIGKILL);
	if (!crew_await_end(stage->strip, fixture_deadline(&stage->fixture))) {
		tap_diag("the strip does not die");
	}
}

void
stage_forget_strip(struct stage *stage)
{
	struct crew *crew = &stage->fixture.crew;

	fd_close(&stage->strip->in);
	fd_close(&stage->strip->out);
	crew->count--;
	stage->strip = NULL;
}

static unsigned
label_of(xcb_get_image_reply_t *image)
{
	uint32_t colour = 0;
	unsigned domain = 0;

	if (image && xcb_get_image_data_length(image) >= 4) {
		memcpy(&colour, xcb_get_image_data(image), 4);
	}
	free(image);
	while (domain < STAGE_DOMAINS &&
	    tone_round(stage_domains[domain].colour) != (colour & 0xffffff)) {
		domain++;
	}
	return domain;
}

/* The plate's corner is plain, in the domain's colour. */
static xcb_get_image_cookie_t
ask_label(struct stage *stage)
{
	struct desk *desk = &stage->fixture.desk;

	return xcb_get_image(
	    desk->x, XCB_IMAGE_FORMAT_Z_PIXMAP, desk->screen->root, 1, 1, 1, 1, ~0u);
}

unsigned
stage_label(struct stage *stage)
{
	return label_of(
	    xcb_get_image_reply(stage->fixture.desk.x, ask_label(stage), NULL));
}

void
stage_focus(struct stage *stage, unsigned domain)
{
	struct desk *desk = &stage->fixture.desk;

	/* It would give the focus back to whom a person gave it last. */
	if (stage->fixture.options.wm == FIXTURE_PARAVENT && domain < STAGE_DOMAINS) {
		stage_ask_manager(stage, domain, "_NET_ACTIVE_WINDOW", 2, 0, 0);
		return;
	}
	xcb_set_input_focus(desk->x, XCB_INPUT_FOCUS_POINTER_ROOT,
	    domain < STAGE_DOMAINS ? stage->windows[domain]
	                           : (xcb_window_t)XCB_INPUT_FOCUS_NONE,
	    XCB_CURRENT_TIME);
	xcb_flush(desk->x);
}

static bool
await_label(struct stage *stage, unsigned domain, int64_t deadline)
{
	while (stage_label(stage) != domain) {
		if (clock_ms() > deadline) {
			return false;
		}
	}
	return true;
}

bool
stage_await_label(struct stage *stage, unsigned domain)
{
	return await_label(stage, domain, fixture_deadline(&stage->fixture));
}

void
stage_ask_manager(struct stage *stage, unsigned domain, const char *type, uint32_t a,
    uint32_t b, uint32_t c)
{
	struct desk *desk = &stage->fixture.desk;
	/* The source is that of a state: the person wants it. */
	const uint32_t words[5] = {a, b, c, SOURCE_PAGER};

	ask_root(desk->x, desk->screen->root, stage->windows[domain],
	    desk_atom(desk, type), words);
	xcb_flush(desk->x);
}

bool
stage_activate(struct stage *stage, unsigned domain)
{
	int64_t deadline = fixture_deadline(&stage->fixture);
	bool is_shown = false;

	/* What a busy manager lets go by, a person asks for again. */
	while (!is_shown && clock_ms() < deadline) {
		stage_ask_manager(stage, domain, "_NET_ACTIVE_WINDOW", 2, 0, 0);
		is_shown = await_label(stage, domain, clock_ms() + ASKED_AGAIN_MS);
	}
	return is_shown;
}

void
stage_run(
    struct tap *tap, enum fixture_wm wm, const char *policy, stage_test *const *tests)
{
	static struct stage stage; /* much too large for a stack */
	unsigned failed = tap->failed;
	bool ready = stage_open(&stage, wm, policy) && stage_start_strip(&stage);

	if (tap_ok(tap, ready, "a desktop with three domains and a strip")) {
		while (*tests) {
			(*tests++)(tap, &stage);
		}
	}
	struct tap these = {.count = tap->count, .failed = tap->failed - failed};
	tap_ok(tap, stage_close(&stage, &these), "nothing is left");
}

/* --- hands ------------------------------------------------------------------------- */

unsigned
stage_type(struct stage *stage, uint8_t code)
{
	xcb_connection_t *x = stage->fixture.desk.x;

	xcb_grab_server(x);
	xcb_get_image_cookie_t label = ask_label(stage);
	xcb_test_fake_input(x, XCB_KEY_PRESS, code, 0, XCB_NONE, 0, 0, 0);
	xcb_test_fake_input(x, XCB_KEY_RELEASE, code, 0, XCB_NONE, 0, 0, 0);
	xcb_ungrab_server(x);
	xcb_flush(x);
	return label_of(xcb_get_image_reply(x, label, NULL));
}

/* paravent-wm gives back what a client takes without asking. */
static void
hand_focus(struct stage *stage, unsigned domain)
{
	if (stage->fixture.options.wm == FIXTURE_PARAVENT) {
		stage_ask_manager(stage, domain, "_NET_ACTIVE_WINDOW", 2, 0, 0);
	} else {
		stage_focus(stage, domain);
	}
}

/* A manager may be busy; who gets the keys meanwhile must read them. */
static void
be_patient(struct stage *stage, unsigned domain)
{
	hand_focus(stage, domain);
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (d != domain) {
			agent_pump(&stage->agents[d], 0);
		}
	}
	poll(NULL, 0, PATIENCE_MS);
}

bool
stage_drain(struct stage *stage, unsigned domain)
{
	/* Each time another: more of the last one may still be under way. */
	static const uint8_t markers[] = {65, 59, 60, 61};
	struct agent *agent = &stage->agents[domain];
	int64_t deadline = fixture_deadline(&stage->fixture);
	int64_t quick_until = clock_ms() + QUICK_MS;
	size_t from = agent->n_pressed;
	uint8_t code = markers[agent->n_drained++ % ARRAY_LEN(markers)];

	hand_focus(stage, domain);
	while (!agent_was_given(agent, from, code)) {
		if (clock_ms() > deadline || !agent_pump(agent, 0)) {
			return false;
		}
		stage_type(stage, code);
		if (clock_ms() > quick_until) {
			be_patient(stage, domain);
		}
	}
	return true;
}
