/*
 * I1, I2, I3, I6 and I7 of a whole desktop: three hostile domains, the strip and
 * paravent-wm, all behind the proxy.  After each X request of any of them no guest's
 * pixel lies on the strip or outside its frame, the strip shows one label, and who has
 * the token all the time between two pictures is on the strip.  A domain that is dimmed
 * without the focus shows no bright pixel before it has it.
 */
#include "common/paint/tone.h"
#include "gui-daemon/guest/dim.h"
#include "tests/oracle/proxy.h"
#include "tests/oracle/puppet.h"
#include "tests/oracle/tag.h"
#include "tests/oracle/words.h"
#include "tests/scenario/ask.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOMAINS 3u
#define NOBODY DOMAINS
#define UNKNOWN (DOMAINS + 1)
#define BARE 0x704070u /* the root's */
#define HEIGHT 28u     /* px of the strip */
#define WIDTH 640u     /* px of the screen: each picture costs time */
#define WINDOWS 3
#define ROUNDS 6
#define ROUNDS_FULL 200
#define HELD_LEAST 10u /* pictures while somebody had the token */
#define DIMMED_LEAST 10u
#define STEPS 150 /* of a storm, 1000 a second */
#define ASKED_AGAIN_MS 300
#define BEAT_MS 50 /* between two acts of the person */

static const struct {
	const char *name;
	unsigned tag;
	uint32_t colour;
} domains[DOMAINS] = {
    {"red", STAGE_RED, 0xc53030},
    {"blue", STAGE_BLUE, 0x2b6cb0},
    {"green", STAGE_GREEN, 0x2f855a},
};

/* NULL: no limits. */
static const char *const policies[DOMAINS] = {
    "unfocused = dim\nfullscreen = allow\nguard = 0\noverride-redirect-share = 1000\n",
};

/* What test and judge, which is in the proxy's process, tell each other. */
struct shared {
	_Atomic bool is_up;      /* the strip is there */
	_Atomic bool is_dimmed;  /* the first domain has never had the focus */
	_Atomic unsigned dimmed; /* pictures that showed it so */
	uint32_t nobody;         /* its label's colour when no domain has the focus */
	_Atomic bool are_known;
	pid_t daemon;
	int fds[DOMAINS];        /* of the daemon: words of tokens */
	_Atomic unsigned labels; /* bit n: seen on the strip */
	_Atomic unsigned held;   /* pictures while somebody had the token */
};

struct desktop {
	struct stage stage;
	struct proxy *proxy;
	struct shared *shared;
	struct puppet puppets[DOMAINS];
};

/* --- the judge ---------------------------------------------------------------------- */

static unsigned
label_on(const struct shared *shared, const struct picture *picture)
{
	uint32_t colour = picture_at(picture, 1, 1) & 0xffffff;
	unsigned domain = 0;

	while (domain < DOMAINS && tone_round(domains[domain].colour) != colour) {
		domain++;
	}
	return domain == DOMAINS && colour != shared->nobody ? UNKNOWN : domain;
}

/* Who has had the token since the picture before, by one grant. */
static unsigned
find_holder(const struct shared *shared)
{
	static const _Atomic uint32_t *words[DOMAINS]; /* in the proxy's process */
	static uint32_t before[DOMAINS];
	unsigned holder = NOBODY;

	for (unsigned d = 0; shared->are_known && d < DOMAINS; d++) {
		if (!words[d]) {
			words[d] = words_open(shared->daemon, shared->fds[d]);
		}
		uint32_t now = words[d] ? atomic_load(words[d]) : 1;
		if (now && now == before[d]) {
			holder = holder == NOBODY ? d : UNKNOWN;
		}
		before[d] = now;
	}
	return holder;
}

static bool
judge_strip(
    const struct desktop *desktop, const struct picture *picture, char *why, size_t size)
{
	struct shared *shared = desktop->shared;
	const struct rect strip = {0, 0, picture->width, HEIGHT};
	struct oracle_violation first;
	unsigned holder = find_holder(shared);
	unsigned label = label_on(shared, picture);

	if (oracle_judge_reserve(desktop->stage.oracle, picture, strip, &first, 1) > 0) {
		snprintf(why, size, "a guest's pixel on the strip, at %u,%u", first.x,
		    first.y);
		return false;
	}
	shared->labels |= 1u << label;
	shared->held += holder < DOMAINS;
	if (label == UNKNOWN || (holder != NOBODY && holder != label)) {
		snprintf(why, size, "%u is on the strip (%06x), %u has the token", label,
		    picture_at(picture, 1, 1) & 0xffffff, holder);
		return false;
	}
	return true;
}

/* I7.  Between a change of focus and the picture that follows it there are requests. */
static bool
judge_dim(struct shared *shared, const struct picture *picture, char *why, size_t size)
{
	unsigned tag = domains[0].tag;

	if (!shared->is_dimmed) {
		return true;
	}
	size_t bright = oracle_bright(picture, tag, DIM_MOST);
	if (bright > 0) {
		snprintf(why, size, "%zu bright pixels of %s", bright, domains[0].name);
		return false;
	}
	shared->dimmed += oracle_area(picture, tag) > 0;
	return true;
}

static bool
judge(void *data, const struct proxy_moment *moment, char *why, size_t size)
{
	const struct desktop *desktop = data;
	const struct oracle_rules rules = {
	    .edge_cuts = true, .fill = STAGE_FILL, .bare = BARE};
	struct oracle_violation first;
	size_t count =
	    oracle_judge(desktop->stage.oracle, moment->picture, &rules, &first, 1);

	if (count > 0) {
		snprintf(why, size, "%zu violations, the first at %u,%u (%06x): %s",
		    count, first.x, first.y, first.colour, oracle_kind_name(first.kind));
		return false;
	}
	return judge_dim(desktop->shared, moment->picture, why, size) &&
	    (!desktop->shared->is_up || judge_strip(desktop, moment->picture, why, size));
}

/* --- the desktop -------------------------------------------------------------------- */

static const char *
stand_between(void *data, const char *display)
{
	struct desktop *desktop = data;
	static char saved[600];

	fixture_built(saved, sizeof(saved), "tests/oracle/whole-desktop.png");
	desktop->proxy = proxy_start(&(struct proxy_plan){
	    .display = display,
	    .judge = judge,
	    .data = desktop,
	    .saved = saved,
	});
	return desktop->proxy ? proxy_display(desktop->proxy) : NULL;
}

static void
paint_root(struct desk *desk)
{
	const uint32_t bare = BARE;

	xcb_change_window_attributes(
	    desk->x, desk->screen->root, XCB_CW_BACK_PIXEL, &bare);
	xcb_clear_area(desk->x, 0, desk->screen->root, 0, 0, 0, 0);
	xcb_flush(desk->x);
}

/* Before there is a guest, dom0's label is on the strip. */
static bool
prepare(struct desktop *desktop)
{
	struct desk *desk = &desktop->stage.fixture.desk;

	paint_root(desk);
	const struct picture *picture = desk_picture(desk);
	if (picture) {
		desktop->shared->nobody = picture_at(picture, 1, 1) & 0xffffff;
		desktop->shared->is_up = true;
	}
	return picture != NULL;
}

static bool
open_guest(struct desktop *desktop, unsigned d)
{
	struct puppet *puppet = &desktop->puppets[d];
	bool good = puppet_start(
	    puppet, &desktop->stage.fixture, domains[d].name, domains[d].tag);

	/* The first one stays for the person to find; the last is a popup. */
	for (int id = 1; good && id <= WINDOWS; id++) {
		good = puppet_tell(puppet, "create %d %d %d 150 90 %d", id,
		           10 + 200 * (int)d, 20 + 60 * id, id == WINDOWS) &&
		    puppet_tell(puppet, "title %d %s-%d", id, domains[d].name, id) &&
		    puppet_tell(puppet, "dump %d", id) &&
		    puppet_tell(puppet, "map %d", id);
	}
	return good && puppet_sync(puppet);
}

static void
activate(struct desktop *desktop, unsigned d)
{
	struct desk *desk = &desktop->stage.fixture.desk;
	const uint32_t words[5] = {2};

	desk_look(desk);
	/* Managers' frames say the title too: what is asked for is the client. */
	for (size_t i = desk->count; i-- > 0;) {
		const struct desk_window *w = &desk->windows[i];

		if (strstr(w->class, domains[d].name) && !w->override_redirect) {
			ask_root(desk->x, desk->screen->root, w->id,
			    desk_atom(desk, "_NET_ACTIVE_WINDOW"), words);
		}
	}
	xcb_flush(desk->x);
}

struct wanted {
	const struct shared *shared;
	const struct words *words;
	unsigned domain;
	size_t held;
};

static bool
has_keys(struct desk *desk, void *data)
{
	struct wanted *wanted = data;
	const struct picture *picture = desk_picture(desk);

	wanted->held = words_held(wanted->words);
	return picture && label_on(wanted->shared, picture) == wanted->domain &&
	    wanted->held < wanted->words->count;
}

/* However it has left its windows: the person finds the first. */
static bool
show_first(struct desktop *desktop, unsigned d)
{
	return puppet_tell(&desktop->puppets[d], "map 1") &&
	    puppet_tell(&desktop->puppets[d], "move 1 100 100 200 100") &&
	    puppet_tell(&desktop->puppets[d], "dump 1");
}

/* Goes there until the keys do. */
static bool
await_keys(struct desktop *desktop, unsigned d, struct wanted *wanted)
{
	struct fixture *fixture = &desktop->stage.fixture;
	int64_t deadline = fixture_deadline(fixture);
	bool is_told = show_first(desktop, d);
	bool has = false;

	while (is_told && !has && clock_ms() < deadline) {
		activate(desktop, d);
		has = desk_await(
		    &fixture->desk, clock_ms() + ASKED_AGAIN_MS, has_keys, wanted);
	}
	return has;
}

/* Gives each the keys in turn: whose is which word? */
static bool
find_words(struct desktop *desktop)
{
	struct fixture *fixture = &desktop->stage.fixture;
	struct words words;

	desktop->shared->daemon = fixture_daemon(fixture);
	words_find(&words, desktop->shared->daemon);
	for (unsigned d = 0; d < DOMAINS; d++) {
		struct wanted wanted = {desktop->shared, &words, d, 0};

		if (!await_keys(desktop, d, &wanted)) {
			tap_diag("%s does not get the keys; %zu words", domains[d].name,
			    words.count);
			return false;
		}
		desktop->shared->fds[d] = words.fds[wanted.held];
	}
	desktop->shared->are_known = true;
	return true;
}

/* --- what happens on it ------------------------------------------------------------ */

static bool
are_stormed(struct desktop *desktop, bool done[DOMAINS])
{
	bool all = true;

	for (unsigned d = 0; d < DOMAINS; d++) {
		done[d] =
		    done[d] || puppet_await_within(&desktop->puppets[d], "stormed", 1);
		all = all && done[d];
	}
	return all;
}

/* A person who goes there can type. */
static bool
gets_keys(struct desktop *desktop, unsigned d)
{
	struct words words;
	struct wanted wanted = {desktop->shared, &words, d, 0};

	words_find(&words, desktop->shared->daemon);
	return await_keys(desktop, d, &wanted);
}

static bool
start_storms(struct desktop *desktop, unsigned calm, bool done[DOMAINS])
{
	for (unsigned d = 0; d < DOMAINS; d++) {
		done[d] = d == calm;
		if (d != calm &&
		    !puppet_tell(
		        &desktop->puppets[d], "storm %d %u", STEPS, (unsigned)random())) {
			return false;
		}
	}
	return true;
}

/*
 * All but one of them storm: the person goes to that one, and while they storm again from
 * one to another.
 */
static bool
play_round(struct desktop *desktop, unsigned calm)
{
	int64_t deadline = fixture_deadline(&desktop->stage.fixture);
	bool done[DOMAINS];
	bool good = start_storms(desktop, calm, done) && gets_keys(desktop, calm);

	while (good && !are_stormed(desktop, done)) {
		good = clock_ms() < deadline;
	}
	good = good && start_storms(desktop, calm, done);
	while (good && !are_stormed(desktop, done)) {
		poll(NULL, 0, BEAT_MS); /* the pace of a person in a hurry */
		activate(desktop, (unsigned)random() % DOMAINS);
		good = clock_ms() < deadline;
	}
	return good;
}

static void
test_storms(struct desktop *desktop)
{
	const char *extent = getenv("PARAVENT_SWEEP");
	unsigned rounds = extent && strcmp(extent, "full") == 0 ? ROUNDS_FULL : ROUNDS;
	struct tap *tap = &desktop->stage.tap;
	bool alive = true;

	srandom(5);
	for (unsigned i = 0; i < rounds && alive; i++) {
		alive = play_round(desktop, i % DOMAINS);
	}
	tap_ok(
	    tap, alive, "P3: while others storm the person gets to each, and goes about");
	tap_diag("%u pictures, %u of them new, %u while a domain had the token",
	    proxy_pictures(desktop->proxy), proxy_judged(desktop->proxy),
	    desktop->shared->held);
	tap_ok(tap,
	    (desktop->shared->labels & 7u) == 7u && desktop->shared->held >= HELD_LEAST,
	    "each was on the strip, and had the token");
	if (!tap_ok(tap, proxy_bad(desktop->proxy) == 0,
	        "P2, P1, P3: after each request strip and frames are right")) {
		tap_diag("%u bad pictures, the first: %s", proxy_bad(desktop->proxy),
		    proxy_why(desktop->proxy));
	}
}

/* All storm, and the person goes from one to the other, but never to the first. */
static void
test_dim(struct desktop *desktop)
{
	struct tap *tap = &desktop->stage.tap;
	int64_t deadline = fixture_deadline(&desktop->stage.fixture);
	bool done[DOMAINS];
	bool good = start_storms(desktop, NOBODY, done);

	while (good && !are_stormed(desktop, done)) {
		poll(NULL, 0, BEAT_MS);
		activate(desktop, 1 + (unsigned)random() % (DOMAINS - 1));
		good = clock_ms() < deadline;
	}
	tap_diag("%u pictures with a dimmed domain", desktop->shared->dimmed);
	tap_ok(tap,
	    good && desktop->shared->dimmed >= DIMMED_LEAST &&
	        proxy_bad(desktop->proxy) == 0,
	    "P22: after each request it is dimmed, however it storms");
	desktop->shared->is_dimmed = false;
}

static void
test_calm(struct desktop *desktop)
{
	for (unsigned d = 0; d < DOMAINS; d++) {
		tap_ok(&desktop->stage.tap, gets_keys(desktop, d),
		    "P3: after the storms keys flow to %s", domains[d].name);
	}
}

static bool
open_guests(struct desktop *desktop)
{
	bool good = true;

	for (unsigned d = 0; d < DOMAINS && good; d++) {
		good = open_guest(desktop, d);
	}
	return good;
}

/* All that is behind the proxy, then the proxy. */
static void
end_ours(struct desktop *desktop)
{
	static const char *const roles[] = {"strip", "wm", "daemon"};

	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		struct member *member = crew_find(&desktop->stage.fixture.crew, roles[i]);

		if (member) {
			crew_stop(member);
		}
	}
	proxy_finish(desktop->proxy);
}

int
main(void)
{
	static struct desktop desktop;
	char conf[600];
	const char *top = getenv("top_srcdir");
	const struct fixture_options options = {
	    .width = WIDTH,
	    .height = 320,
	    .wm = FIXTURE_PARAVENT,
	    .strip = true,
	    .policies = policies,
	    .between = stand_between,
	    .data = &desktop,
	};

	snprintf(conf, sizeof(conf), "%s/tests/oracle/whole-desktop", top ? top : ".");
	setenv("XDG_CONFIG_HOME", conf, 1);
	desktop.shared = proxy_share(sizeof(*desktop.shared));
	bool good = stage_open(&desktop.stage, &options);
	good = good && prepare(&desktop);
	desktop.shared->is_dimmed = true;
	good = tap_ok(&desktop.stage.tap, good && open_guests(&desktop),
	    "three domains, the strip and paravent-wm");
	if (good) {
		test_dim(&desktop);
	}
	if (good &&
	    tap_ok(&desktop.stage.tap, find_words(&desktop), "each gets the keys")) {
		test_storms(&desktop);
		test_calm(&desktop);
	}
	desktop.shared->is_up = false;
	end_ours(&desktop);
	return stage_close(&desktop.stage);
}
