/* The proxy's process: who comes, and the judgement of pictures. */
#include "common/base/memfd.h"
#include "tests/oracle/proxy-internal.h"
#include "tests/scenario/procfs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xcb/shm.h>

/* --- pictures ---------------------------------------------------------------------- */

static void
accuse(struct proxy_house *house, const struct proxy_moment *moment, const char *why)
{
	struct proxy_shared *shared = house->shared;

	if (shared->bad++ > 0) {
		return;
	}
	snprintf(shared->why, sizeof(shared->why),
	    "client %u, request %u (opcode %u): %s", moment->client, moment->request,
	    moment->opcode, why);
	if (house->plan.saved && !picture_save(moment->picture, house->plan.saved)) {
		fprintf(stderr, "cannot save %s\n", house->plan.saved);
	}
}

void
proxy_house_judge(
    struct proxy_house *house, const struct proxy_shot *shot, struct proxy_moment moment)
{
	const struct picture picture = {shot->pixels, house->width, house->height};
	size_t bytes = (size_t)house->width * house->height * sizeof(*house->last);
	char why[PROXY_WHY_BYTES / 2] = "";

	house->shared->pictures++;
	if (moment.request != 0 && memcmp(house->last, shot->pixels, bytes) == 0) {
		return;
	}
	memcpy(house->last, shot->pixels, bytes);
	house->shared->judged++;
	moment.picture = &picture;
	moment.at_ms = clock_ms();
	if (!house->plan.judge(house->plan.data, &moment, why, sizeof(why))) {
		accuse(house, &moment, why);
	}
}

/* --- the loop ---------------------------------------------------------------------- */

static void
on_accept(struct ev_loop *loop, ev_io *io, int events)
{
	struct proxy_house *house = io->data;
	struct transport *client = local_accept(house->listener);

	(void)loop;
	(void)events;
	if (client) {
		proxy_link_open(house, client);
	}
}

static void
on_answer(struct ev_loop *loop, ev_io *io, int events)
{
	struct proxy_house *house = io->data;

	(void)events;
	proxy_links_answered(house);
	if (xcb_connection_has_error(house->x)) {
		ev_break(loop, EVBREAK_ALL);
	}
}

static void
on_release(struct ev_loop *loop, ev_signal *signal, int events)
{
	(void)loop;
	(void)events;
	proxy_links_release(signal->data);
}

/* --- opening ----------------------------------------------------------------------- */

static void
open_shot(struct proxy_house *house, struct proxy_shot *shot)
{
	size_t bytes = (size_t)house->width * house->height * sizeof(*shot->pixels);
	int fd = memfd_create_sealed("shot", bytes);

	shot->pixels = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd < 0 || shot->pixels == MAP_FAILED) {
		bug("no memory for screenshots");
	}
	shot->segment = xcb_generate_id(house->x);
	xcb_shm_attach_fd(house->x, shot->segment, fd, 0); /* takes fd */
}

static void
open_display(struct proxy_house *house)
{
	house->x = xcb_connect(house->plan.display, NULL);
	if (xcb_connection_has_error(house->x)) {
		bug("the proxy finds no display %s", house->plan.display);
	}
	const xcb_screen_t *screen =
	    xcb_setup_roots_iterator(xcb_get_setup(house->x)).data;
	const xcb_query_extension_reply_t *shm =
	    xcb_get_extension_data(house->x, &xcb_shm_id);
	house->root = screen->root;
	house->width = screen->width_in_pixels;
	house->height = screen->height_in_pixels;
	house->shm_opcode = shm && shm->present ? shm->major_opcode : 0;
	for (size_t i = 0; house->shm_opcode && i < PROXY_LIVE_MAX; i++) {
		open_shot(house, &house->shots[i]);
	}
	free(xcb_get_input_focus_reply(house->x, xcb_get_input_focus(house->x), NULL));
}

void
proxy_house_run(const struct proxy_plan *plan, struct proxy_shared *shared, int listener)
{
	struct proxy_house house = {
	    .plan = *plan, .shared = shared, .listener = listener};

	house.loop = ev_loop_new(EVFLAG_AUTO);
	snprintf(
	    house.server, sizeof(house.server), "/tmp/.X11-unix/X%s", plan->display + 1);
	open_display(&house);
	house.last = calloc((size_t)house.width * house.height, sizeof(*house.last));
	if (!house.loop || !house.last) {
		bug("the proxy is out of memory");
	}
	ev_io_init(&house.accepting, on_accept, listener, EV_READ);
	ev_io_init(&house.answers, on_answer, xcb_get_file_descriptor(house.x), EV_READ);
	ev_signal_init(&house.released, on_release, SIGUSR1);
	house.accepting.data = house.answers.data = house.released.data = &house;
	ev_io_start(house.loop, &house.accepting);
	ev_io_start(house.loop, &house.answers);
	ev_signal_start(house.loop, &house.released);
	ev_run(house.loop, 0);
	_exit(0);
}
