/*
 * Has a strip show what it is told to, for pictures of its states: a stand-in for
 * paravent-daemon and for the window that has the focus.  Reads orders from standard
 * input, a line each, and prints "ok" when the strip has shown what they lead to:
 *
 *	domain ID LABEL COLOUR PATTERN STATE FLAGS	as common/desk/desk.h has them
 *	gone ID
 *	style SCALE FONT		"-" for the default
 *	label ID			that domain has the keys; 0: dom0
 *	title TEXT			of its window
 *	clipboard STATE SOURCE TARGET
 *	show				waits, and answers
 *
 * usage: pose FOLDER, where it makes the socket `desk'
 */
#include "common/base/base.h"
#include "tests/wm/fake_desk.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <xcb/xcb.h>

#define PATIENCE_MS 30000
#define REPAINT_NS 150000000 /* a strip paints no later than this after a change */
#define LINE_BYTES 1024
#define X_MASK 0x1fffffu
#define X_ELSEWHERE 0x1e000000u /* of clients that are not there */

struct pose {
	struct fake_desk desk;
	xcb_connection_t *x;
	xcb_window_t window; /* its title is shown */
	uint32_t serial;
	uint32_t focused; /* the domain whose window has the focus */
	struct desk_domain domains[16];
};

static void
tell(struct pose *pose, struct desk_record *record)
{
	if (!fake_desk_send(&pose->desk, record)) {
		fprintf(stderr, "pose: the strip has gone\n");
		exit(1);
	}
}

static void
tell_domain(struct pose *pose, uint32_t id)
{
	struct desk_record record = desk_record_of(DESK_DOMAIN);
	const xcb_setup_t *setup = xcb_get_setup(pose->x);

	record.domain = pose->domains[id];
	record.domain.x_mask = X_MASK;
	record.domain.x_base = X_ELSEWHERE - id * (X_MASK + 1);
	if (id == pose->focused) {
		record.domain.x_mask = setup->resource_id_mask;
		record.domain.x_base = setup->resource_id_base;
	}
	tell(pose, &record);
}

static uint32_t
next_number(char **at)
{
	const char *word = strtok_r(NULL, " ", at);

	return word ? (uint32_t)strtoul(word, NULL, 0) : 0;
}

static void
take_domain(struct pose *pose, char *at)
{
	uint32_t id = next_number(&at) % ARRAY_LEN(pose->domains);
	const char *label = strtok_r(NULL, " ", &at);
	struct desk_domain *domain = &pose->domains[id];

	*domain = (struct desk_domain){.id = id, .frame_width = 4, .label_height = 16};
	snprintf(domain->name, sizeof(domain->name), "domain%u", id);
	snprintf(domain->label, sizeof(domain->label), "%s", label ? label : "?");
	for (char *c = domain->label; *c; c++) {
		*c = *c == '_' ? ' ' : *c;
	}
	domain->colour = next_number(&at);
	domain->pattern = next_number(&at);
	domain->state = next_number(&at);
	domain->flags = next_number(&at);
	tell_domain(pose, id);
}

static void
take_style(struct pose *pose, char *at)
{
	struct desk_record record = desk_record_of(DESK_WELCOME);

	record.welcome.version = DESK_VERSION;
	memcpy(record.welcome.texture, FAKE_DESK_TEXTURE, sizeof(record.welcome.texture));
	record.welcome.scale = next_number(&at);
	const char *font = at && strcmp(at, "-") != 0 ? at : "";
	snprintf(record.welcome.font, sizeof(record.welcome.font), "%s", font);
	tell(pose, &record);
}

static void
take_label(struct pose *pose, char *at)
{
	struct desk_record record = desk_record_of(DESK_LABEL);
	uint32_t before = pose->focused;

	pose->focused = next_number(&at) % ARRAY_LEN(pose->domains);
	if (before) {
		tell_domain(pose, before);
	}
	if (pose->focused) {
		tell_domain(pose, pose->focused);
	}
	record.label = (struct desk_label){++pose->serial, pose->focused};
	tell(pose, &record);
}

static xcb_atom_t
atom(struct pose *pose, const char *name)
{
	xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(
	    pose->x, xcb_intern_atom(pose->x, 0, (uint16_t)strlen(name), name), NULL);
	xcb_atom_t found = reply ? reply->atom : (xcb_atom_t)XCB_NONE;

	free(reply);
	return found;
}

static void
take_title(struct pose *pose, const char *text)
{
	xcb_change_property(pose->x, XCB_PROP_MODE_REPLACE, pose->window,
	    atom(pose, "_NET_WM_NAME"), atom(pose, "UTF8_STRING"), 8,
	    (uint32_t)strlen(text), text);
	xcb_flush(pose->x);
}

static void
take_clipboard(struct pose *pose, char *at)
{
	struct desk_record record = desk_record_of(DESK_CLIPBOARD);

	record.clipboard.state = next_number(&at);
	record.clipboard.source = next_number(&at);
	record.clipboard.target = next_number(&at);
	tell(pose, &record);
}

static void
take_gone(struct pose *pose, char *at)
{
	struct desk_record record = desk_record_of(DESK_GONE);

	record.number = next_number(&at);
	tell(pose, &record);
}

/* The strip says which label it has shown; what stands beside it follows soon. */
static void
show(struct pose *pose)
{
	const struct timespec pause = {0, REPAINT_NS};
	struct pollfd ready = {.fd = pose->desk.program, .events = POLLIN};
	struct desk_record record = {.type = 0};
	struct desk_record label = desk_record_of(DESK_LABEL);

	label.label = (struct desk_label){++pose->serial, pose->focused};
	tell(pose, &label);
	while (record.type != DESK_SHOWN || record.number != pose->serial) {
		if (poll(&ready, 1, PATIENCE_MS) != 1 ||
		    recv(ready.fd, &record, sizeof(record), 0) != sizeof(record)) {
			fprintf(stderr, "pose: the strip shows nothing\n");
			exit(1);
		}
	}
	nanosleep(&pause, NULL);
	puts("ok");
	fflush(stdout);
}

static void
take(struct pose *pose, char *line)
{
	char *at = line;
	const char *verb = strtok_r(line, " ", &at);

	if (!verb) {
		return;
	}
	if (strcmp(verb, "domain") == 0) {
		take_domain(pose, at);
	} else if (strcmp(verb, "gone") == 0) {
		take_gone(pose, at);
	} else if (strcmp(verb, "style") == 0) {
		take_style(pose, at);
	} else if (strcmp(verb, "label") == 0) {
		take_label(pose, at);
	} else if (strcmp(verb, "title") == 0) {
		take_title(pose, at ? at : "");
	} else if (strcmp(verb, "clipboard") == 0) {
		take_clipboard(pose, at);
	} else if (strcmp(verb, "show") == 0) {
		show(pose);
	}
}

static void
open_window(struct pose *pose)
{
	int number = 0;

	pose->x = xcb_connect(NULL, &number);
	if (xcb_connection_has_error(pose->x)) {
		fprintf(stderr, "pose: no display\n");
		exit(1);
	}
	const xcb_screen_t *screen =
	    xcb_setup_roots_iterator(xcb_get_setup(pose->x)).data;
	pose->window = xcb_generate_id(pose->x);
	xcb_create_window(pose->x, XCB_COPY_FROM_PARENT, pose->window, screen->root, 0,
	    (int16_t)(screen->height_in_pixels - 1), 1, 1, 0,
	    XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0, NULL);
	xcb_map_window(pose->x, pose->window);
	xcb_set_input_focus(
	    pose->x, XCB_INPUT_FOCUS_POINTER_ROOT, pose->window, XCB_CURRENT_TIME);
	xcb_flush(pose->x);
}

int
main(int argc, char **argv)
{
	struct pose pose = {.focused = 0};
	char line[LINE_BYTES];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (argc != 2) {
		fprintf(stderr, "usage: pose FOLDER\n");
		return 2;
	}
	open_window(&pose);
	fake_desk_open(&pose.desk, argv[1]);
	if (!fake_desk_welcome(&pose.desk, DESK_STRIP, PATIENCE_MS) ||
	    !fake_desk_complete(&pose.desk)) {
		fprintf(stderr, "pose: no strip comes\n");
		return 1;
	}
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		take(&pose, line);
	}
	fake_desk_close(&pose.desk);
	return 0;
}
