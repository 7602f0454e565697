/*
 * P30: whichever X request is the strip's last, while a hostile guest wants its place. At
 * each request of its life, judged by a picture, every window bears its domain's mark,
 * and who has the token is on the strip; a key reaches the domain on the strip or nobody;
 * without a strip none flows; and the next strip brings all back.
 */
#include "common/paint/tone.h"
#include "tests/oracle/proxy.h"
#include "tests/scenario/procfs.h"
#include "tests/strip/tokens.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COARSE 37u /* requests between two kills */
#define FINE 5u
#define FIRST_LABEL 60u /* requests */

#define TAB 23
#define ESCAPE 9
#define SUPER 133
#define KEY_LIVE 38 /* typed while the strip lives */
#define KEY_DEAD 39 /* and while there is none: nobody ever gets it */
#define KEY_DRAW 60 /* again and again, until it has arrived */

#define HOSTILE 1u /* the domain */
#define POPUPS 4u
#define STRIP 28 /* px */

struct sweep {
	struct stage *stage;
	struct proxy *proxy;
	struct tokens tokens;
	unsigned typed, strayed; /* keys; those that reached another than the one shown */
	unsigned dead;           /* keys that any domain got while there was no strip */
	unsigned lives;
	unsigned haunted; /* so often has the hostile guest gone where the strip is */
};

/* --- pictures ---------------------------------------------------------------------- */

/* In the frame's left edge, between label bar and corner. */
static bool
is_marked(const struct picture *picture, unsigned domain)
{
	uint32_t colour = tone_round(stage_domains[domain].colour);
	struct rect edge = {36 + 320 * (int32_t)domain, 150, 4, 80};

	return picture_count(picture, edge, colour) > 20;
}

static unsigned
label_on(const struct picture *picture)
{
	uint32_t colour = picture_at(picture, 1, 1) & 0xffffff;
	unsigned domain = 0;

	while (domain < STAGE_DOMAINS &&
	    tone_round(stage_domains[domain].colour) != colour) {
		domain++;
	}
	return domain;
}

/* Since the picture before this one, and so at this one's. */
static bool
judge_token(
    const struct sweep *sweep, const struct proxy_moment *moment, char *why, size_t size)
{
	static struct tokens_held then; /* in the proxy's process */
	struct tokens_held now = tokens_look(&sweep->tokens);
	unsigned holder = tokens_holder(&then, &now);
	unsigned label = label_on(moment->picture);

	then = now;
	/* A dead strip's label goes a moment before the daemon hears of its death. */
	if (holder == STAGE_NOBODY || holder == label || moment->request == 0) {
		return true;
	}
	snprintf(why, size, "%u has the keys, %u is on the strip, at request %u (%u)",
	    holder, label, moment->request, moment->opcode);
	return false;
}

static bool
judge(void *data, const struct proxy_moment *moment, char *why, size_t size)
{
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		if (!is_marked(moment->picture, d)) {
			snprintf(why, size, "no mark of %s", stage_domains[d].name);
			return false;
		}
	}
	return judge_token(data, moment, why, size);
}

/* --- a life ------------------------------------------------------------------------ */

static bool
is_dead(const struct sweep *sweep)
{
	return proxy_has_obeyed(sweep->proxy);
}

/* Popups come and go where the strip is, or will be. */
static void
haunt(struct sweep *sweep)
{
	struct agent *agent = &sweep->stage->agents[HOSTILE];
	uint32_t i = sweep->haunted++ % POPUPS;

	if (sweep->haunted > POPUPS) {
		agent_destroy(agent, 1 + i);
	}
	agent_pop_up(agent, 1 + i,
	    (struct rect){170 * (int32_t)i - 20, -10, 300 + 60 * i, STRIP + 8});
}

/* What has arrived in this life, of a key.  Who does not read is ended: all do. */
static unsigned
arrived(struct sweep *sweep, unsigned domain, uint8_t code)
{
	struct agent *agent = &sweep->stage->agents[domain];
	unsigned count = 0;

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		agent_pump(&sweep->stage->agents[d], d == domain);
	}
	for (size_t i = 0; i < agent->n_pressed; i++) {
		count += agent->pressed[i] == code;
	}
	return count;
}

/* Gives it the focus, and types until a key has arrived.  False when the strip is dead.
 */
static bool
draw(struct sweep *sweep, unsigned domain)
{
	unsigned before = arrived(sweep, domain, KEY_DRAW);
	int64_t deadline = fixture_deadline(&sweep->stage->fixture);

	haunt(sweep);
	stage_focus(sweep->stage, domain);
	while (arrived(sweep, domain, KEY_DRAW) == before) {
		if (is_dead(sweep)) {
			return false;
		}
		if (clock_ms() > deadline) {
			tap_diag("%s gets no keys", stage_domains[domain].name);
			return false;
		}
		stage_type(sweep->stage, KEY_DRAW);
	}
	return true;
}

/*
 * Keys while the focus moves on: whose label is not shown gets none.  Each is awaited
 * by a key that is known to arrive, so what has not come then never will.
 */
static bool
type(struct sweep *sweep, unsigned domain)
{
	unsigned other = (domain + 1) % STAGE_DOMAINS;
	unsigned before = arrived(sweep, other, KEY_LIVE);
	unsigned label = stage_type(sweep->stage, KEY_LIVE);

	stage_focus(sweep->stage, other);
	sweep->typed += 2;
	unsigned second = stage_type(sweep->stage, KEY_LIVE);
	bool flows = draw(sweep, other);
	unsigned got = arrived(sweep, other, KEY_LIVE) - before;
	sweep->strayed += flows && got > (unsigned)(label == other) + (second == other);
	return flows;
}

static void
tap_key(struct sweep *sweep, uint8_t code)
{
	desk_key(&sweep->stage->fixture.desk, code, true);
	desk_key(&sweep->stage->fixture.desk, code, false);
}

/* Opens the attention view, looks around in it, closes it. */
static bool
look_around(struct sweep *sweep)
{
	desk_key(&sweep->stage->fixture.desk, SUPER, true);
	tap_key(sweep, ESCAPE);
	desk_key(&sweep->stage->fixture.desk, SUPER, false);
	tap_key(sweep, TAB);
	tap_key(sweep, ESCAPE);
	return draw(sweep, 2);
}

/* True when it was never killed. */
static bool
live(struct sweep *sweep)
{
	return stage_start_strip(sweep->stage) && draw(sweep, 0) && type(sweep, 0) &&
	    look_around(sweep) && type(sweep, 2);
}

/* --- its end ----------------------------------------------------------------------- */

/* Lines of the daemon's log with this text. */
static unsigned
count_lines(const struct sweep *sweep, const char *text)
{
	const struct crew *crew = &sweep->stage->fixture.crew;
	char path[256];
	char line[1024];
	unsigned count = 0;

	snprintf(path, sizeof(path), "%s/daemon.log", crew->directory);
	FILE *log = fopen(path, "r");
	while (log && fgets(line, sizeof(line), log)) {
		count += strstr(line, text) != NULL;
	}
	if (log) {
		fclose(log);
	}
	return count;
}

static bool
await_daemon(const struct sweep *sweep)
{
	int64_t deadline = fixture_deadline(&sweep->stage->fixture);

	while (count_lines(sweep, "a strip is there") !=
	    count_lines(sweep, "the strip has gone")) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, 1);
	}
	return true;
}

/* Without a strip no key flows, whoever has the focus. */
static bool
bury(struct sweep *sweep)
{
	int64_t deadline = fixture_deadline(&sweep->stage->fixture);
	bool good = crew_await_end(sweep->stage->strip, deadline) && await_daemon(sweep);

	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		stage_focus(sweep->stage, d);
		stage_type(sweep->stage, KEY_DEAD);
	}
	stage_forget_strip(sweep->stage);
	return good;
}

/* Before there is no room for what arrives in the next life. */
static void
forget_keys(struct sweep *sweep)
{
	for (unsigned d = 0; d < STAGE_DOMAINS; d++) {
		sweep->dead += arrived(sweep, d, KEY_DEAD);
		agent_forget_keys(&sweep->stage->agents[d]);
	}
}

/* False when the strip lived to the end. */
static bool
kill_at(struct sweep *sweep, uint32_t request, bool *is_good)
{
	struct proxy_order order = {
	    .verb = PROXY_KILL,
	    .client = proxy_clients(sweep->proxy),
	    .request = request,
	};

	forget_keys(sweep);
	proxy_order(sweep->proxy, &order);
	bool served = live(sweep);
	sweep->lives++;
	sweep->stage->strip->expected = true;
	if (served) {
		crew_stop(sweep->stage->strip);
	}
	bool is_buried = bury(sweep);
	bool is_gone = proxy_await_gone(sweep->proxy, order.client, FIXTURE_PATIENCE_MS);
	/* Served to the end, it may still have been killed while it left. */
	*is_good = is_buried && is_gone && (served || is_dead(sweep));
	if (!*is_good) {
		tap_diag("killed at request %u: %s", request,
		    served || is_dead(sweep) ? "its end is not as it should be"
		                             : "not killed");
	}
	return !served;
}

/* Requests that it sends before anything of it is on the screen, and in all. */
static bool
measure(struct sweep *sweep, uint32_t *start)
{
	uint32_t client = proxy_clients(sweep->proxy);
	bool good = stage_start_strip(sweep->stage);

	*start = proxy_requests(sweep->proxy, client);
	good = good && draw(sweep, 0);
	sweep->stage->strip->expected = true;
	crew_stop(sweep->stage->strip);
	return bury(sweep) && good;
}

/* Each, with $PARAVENT_SWEEP=full; else most where the first label is shown. */
static uint32_t
next_request(uint32_t n, uint32_t start)
{
	const char *extent = getenv("PARAVENT_SWEEP");

	if (extent && strcmp(extent, "full") == 0) {
		return n + 1;
	}
	if (n + COARSE <= start) {
		return n + COARSE;
	}
	return n + (n < start + FIRST_LABEL ? FINE : COARSE);
}

static void
test_sweep(struct tap *tap, struct sweep *sweep)
{
	uint32_t start = 0;
	uint32_t n = 1;
	unsigned bad = 0;
	bool is_good = true;

	bool starts = measure(sweep, &start);
	tap_ok(tap, starts, "a strip starts, with %u requests", start);
	while (bad < 3 && kill_at(sweep, n, &is_good)) {
		bad += !is_good;
		n = next_request(n, start);
	}
	tap_diag("killed %u times, the last time at request %u; %u keys; %u pictures",
	    sweep->lives - 1, n, sweep->typed, proxy_judged(sweep->proxy));
	tap_ok(tap, bad == 0 && is_good && sweep->lives > 10,
	    "P30: after each end of the strip the next one brings all back");
	tap_ok(tap, sweep->strayed == 0, "no key reached another domain than the shown");
	forget_keys(sweep);
	tap_ok(tap, sweep->dead == 0, "and none any domain while there was no strip");
	tap_ok(tap, proxy_bad(sweep->proxy) == 0,
	    "P1, P3: each window was marked, and who had the keys on the strip, always");
	if (proxy_bad(sweep->proxy)) {
		tap_diag("%s", proxy_why(sweep->proxy));
	}
}

/* By a strip of which no picture is taken. */
static bool
find_tokens(struct sweep *sweep)
{
	bool found =
	    stage_start_strip(sweep->stage) && tokens_find(&sweep->tokens, sweep->stage);

	if (sweep->stage->strip) {
		stage_kill_strip(sweep->stage);
	}
	return found && bury(sweep);
}

int
main(void)
{
	static struct stage stage;
	struct tap tap = {.count = 0};
	struct sweep sweep = {.stage = &stage};

	if (tap_ok(&tap,
	        stage_open(&stage, FIXTURE_NO_WM, "guard = 0\nstrip = required\n") &&
	            find_tokens(&sweep),
	        "a desktop, and each domain's token")) {
		sweep.proxy = proxy_start(&(struct proxy_plan){
		    .display = stage.fixture.display,
		    .judge = judge,
		    .data = &sweep,
		    .saved = "tests/strip/strip-sweep.png",
		});
		stage.strip_display = sweep.proxy ? proxy_display(sweep.proxy) : NULL;
		test_sweep(&tap, &sweep);
	}
	proxy_finish(sweep.proxy);
	tap_ok(&tap, stage_close(&stage, &tap), "nothing is left");
	return tap_done(&tap);
}
