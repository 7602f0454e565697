#include "tests/hostile/stand.h"

#include "replay/endpoint.h"
#include "replay/play.h"
#include "tests/hostile/act.h"
#include "tests/scenario/folder.h"
#include "tests/scenario/procfs.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_MS 20000
#define GLANCE_MS 10 /* between looks at the log, which tells nobody that it grew */

static int64_t
patience_ms(void)
{
	const char *given = getenv("HOSTILE_PATIENCE_MS");

	return given ? atoll(given) : PATIENCE_MS;
}

int64_t
stand_patience_us(void)
{
	return patience_ms() * 1000;
}

int64_t
stand_deadline(void)
{
	return clock_ms() + patience_ms();
}

/* --- life -------------------------------------------------------------------------- */

/* No two alike, and none that the daemon would round. */
static struct fixture_domain
domain_of(const struct scenario *s, size_t i)
{
	struct fixture_domain of_default = {
	    .name = s->name, .colour = 0xcc0000, .pattern = "stripes"};
	struct fixture_domain own = {
	    .name = s->name,
	    .colour = STAND_COLOUR_LEAST + (uint32_t)i * 4,
	    .pattern = "hatch",
	};

	return s->is_unconfigured ? of_default : own;
}

/* Those without a section come last; returns how many have one. */
static size_t
make_domains(struct stand *stand, const struct scenario *scenarios, size_t count)
{
	size_t first = 1;
	size_t last = count;

	stand->domains[0] = (struct fixture_domain){
	    .name = WITNESS, .colour = 0x2b6cb0, .pattern = "stripes"};
	for (size_t i = 0; i < count; i++) {
		size_t at = scenarios[i].is_unconfigured ? last-- : first++;

		stand->domains[at] = domain_of(&scenarios[i], i);
		stand->policies[at] = scenarios[i].policy;
	}
	return first;
}

bool
stand_open(struct stand *stand, enum fixture_wm wm, const struct scenario *scenarios,
    size_t count)
{
	char path[160];

	*stand = (struct stand){
	    .domains = calloc(count + 1, sizeof(*stand->domains)),
	    .policies = calloc(count + 1, sizeof(*stand->policies)),
	    .told = {.fd = -1},
	};
	if (!stand->domains || !stand->policies) {
		return false;
	}
	size_t configured = make_domains(stand, scenarios, count);
	struct fixture_options options = {.wm = wm,
	    .repeats = true,
	    .domains = stand->domains,
	    .n_domains = configured,
	    .policies = stand->policies};
	if (!fixture_open(&stand->fixture, &options)) {
		return false;
	}
	snprintf(
	    path, sizeof(path), "%s/domains/" DESK_SOCKET_NAME, stand->fixture.directory);
	if (!told_open(&stand->told, path, stand_deadline())) {
		return false;
	}
	fixture_socket(&stand->fixture, WITNESS, path, sizeof(path));
	return witness_open(&stand->witness, path);
}

int
stand_close(struct stand *stand)
{
	char path[160];

	witness_close(&stand->witness);
	told_close(&stand->told);
	fixture_socket(&stand->fixture, WITNESS, path, sizeof(path));
	endpoint_remove(path);
	bool good = fixture_close(&stand->fixture, &stand->tap);
	tap_ok(&stand->tap, good, "everything ended well and left nothing behind");
	free(stand->domains);
	free(stand->policies);
	return tap_done(&stand->tap);
}

struct mark
stand_mark(const struct stand *stand, const char *domain)
{
	const struct fixture_domain *d = stand->domains;

	while (strcmp(d->name, domain) != 0) {
		d++; /* whoever asks is one of them */
	}
	return (struct mark){.label = d->name,
	    .colour = d->colour,
	    .pattern = strcmp(d->pattern, "hatch") == 0 ? MARK_HATCH : MARK_STRIPES};
}

/* --- the log ----------------------------------------------------------------------- */

static char *
read_log(const struct stand *stand)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/daemon.log", stand->fixture.directory);
	return file_read(path);
}

/* Lines of the domain's workers that hold text; *last is the last of them. */
static unsigned long
count_lines(char *log, const char *domain, const char *text, char *last, size_t size)
{
	char whose[80];
	unsigned long count = 0;
	char *copy = strdup(log ? log : "");
	char *rest = copy;
	char *line;

	snprintf(whose, sizeof(whose), "[%s]", domain);
	while (rest && (line = strsep(&rest, "\n"))) {
		if (strstr(line, whose) && strstr(line, text)) {
			count++;
			snprintf(last, size, "%s", line);
		}
	}
	free(copy);
	return count;
}

bool
stand_await_log(struct stand *stand, const char *text)
{
	int64_t deadline = stand_deadline();

	while (!crew_log_has(&stand->fixture.crew, "daemon", text)) {
		if (clock_ms() > deadline) {
			return false;
		}
		poll(NULL, 0, GLANCE_MS);
	}
	return true;
}

bool
stand_await_keys(struct stand *stand, const char *domain)
{
	int64_t deadline = stand_deadline();
	char line[512] = "";

	while (!strstr(line, "keys: granted")) {
		char *log = read_log(stand);

		count_lines(log, domain, "keys: ", line, sizeof(line));
		free(log);
		if (clock_ms() > deadline) {
			tap_diag("no keys for %s: %s", domain, line);
			return false;
		}
		poll(NULL, 0, GLANCE_MS);
	}
	return true;
}

/* What guests say must not come out as they said it: hostile texts hold this word. */
static bool
is_raw(const char *log)
{
	for (const char *at = log; *at; at++) {
		if ((*at != '\n' && *at < ' ') || *at == 0x7f) {
			tap_diag("a control character in the log");
			return true;
		}
	}
	if (strstr(log, "HOSTILE")) {
		tap_diag("a guest's text in the log");
		return true;
	}
	return false;
}

/* What was said by the domain's worker, and of it. */
static void
tell_log(const char *log, const char *domain)
{
	char *copy = strdup(log);
	char *rest = copy;
	char *line;

	while (rest && (line = strsep(&rest, "\n"))) {
		if (strstr(line, domain)) {
			tap_diag("| %s", line);
		}
	}
	free(copy);
}

static bool
ended_as_it_must(char *log, const struct scenario *s)
{
	char line[512] = "";
	unsigned long count =
	    count_lines(log, s->name, "session ended: ", line, sizeof(line));
	bool is_bad = strncmp(line, "error ", 6) == 0;
	const char *why = strstr(line, "session ended: ");

	if (count == 1 && is_bad == (s->ends[0] != '\0') &&
	    (!s->ends[0] || strstr(why, s->ends))) {
		return true;
	}
	tap_diag("%s: should %s%s; %lu ends, the last: %s", s->name,
	    s->ends[0] ? "end: " : "be served to its end", s->ends, count, line);
	tell_log(log, s->name);
	return false;
}

static bool
logged_as_it_must(char *log, const struct scenario *s)
{
	char line[512];
	bool good = true;

	for (size_t i = 0; i < s->n_logged; i++) {
		const struct scenario_logged *l = &s->logged[i];
		unsigned long count =
		    count_lines(log, s->name, l->text, line, sizeof(line));

		if (count != l->count) {
			tap_diag("%s: %lu times in the log, not %lu: %s", s->name, count,
			    l->count, l->text);
			good = false;
		}
	}
	return good;
}

/* --- trying ------------------------------------------------------------------------ */

static bool
others_live(struct stand *stand, const struct scenario *s)
{
	if (!procfs_is_alive(fixture_daemon(&stand->fixture))) {
		tap_diag("%s: the daemon is gone", s->name);
		return false;
	}
	if (s->is_slow) {
		return true; /* it is asked after the others */
	}
	if (s->has_witness) {
		return witness_settles(&stand->witness);
	}
	return witness_heard_nothing(&stand->witness) && witness_answers(&stand->witness);
}

/* The worker has said its last line, or the daemon how it died.  The caller frees. */
static char *
await_end(struct stand *stand, const struct scenario *s)
{
	int64_t deadline = stand_deadline();
	char died[96];
	char line[512];
	char *log;

	snprintf(died, sizeof(died), " %s: killed by ", s->name);
	while ((log = read_log(stand)) && !strstr(log, died) &&
	    count_lines(log, s->name, "session ended: ", line, sizeof(line)) == 0 &&
	    clock_ms() < deadline) {
		free(log);
		poll(NULL, 0, GLANCE_MS);
	}
	return log;
}

static bool
judge_end(struct stand *stand, const struct scenario *s)
{
	char *log = await_end(stand, s);
	bool good = log && ended_as_it_must(log, s);
	good = log && logged_as_it_must(log, s) && good;
	good = log && !is_raw(log) && good;
	free(log);
	return good;
}

/* X takes its windows away once it has noticed: later than the kernel. */
static bool
windows_are_gone(struct stand *stand, const struct scenario *s)
{
	char class[80];

	snprintf(class, sizeof(class), "paravent-%s", s->name);
	if (!desk_await_gone(&stand->fixture.desk, class, stand_deadline())) {
		tap_diag("%s: a window without its worker", s->name);
		return false;
	}
	return true;
}

static bool
play_it(struct stand *stand, const struct scenario *s, struct transport *channel)
{
	struct person person = {.stand = stand, .domain = s->name};

	if (!s->is_slow) {
		told_drain(&stand->told);
	}
	const struct play_options options = {
	    .self = SIDE_AGENT,
	    .expects = true,
	    .patience_us = s->is_slow ? PATIENCE_MS * 1000 : stand_patience_us(),
	    .name = s->name,
	    .note = person_does,
	    .data = &person,
	};

	bool good = play(&s->capture, channel, &options, stdout) == PLAY_DONE;
	person_rests(&person);
	return good;
}

bool
stand_try(struct stand *stand, const struct scenario *s)
{
	char path[160];
	const char *why;

	fixture_socket(&stand->fixture, s->name, path, sizeof(path));
	struct transport *channel =
	    endpoint_serve(path, endpoint_now_us() + stand_patience_us(), -1, &why);
	if (!channel) {
		tap_diag("%s: no worker: %s", s->name, why);
		return false;
	}
	bool good = play_it(stand, s, channel);
	good = judge_end(stand, s) && good;
	endpoint_remove(path);
	good = (s->is_slow || windows_are_gone(stand, s)) && good;
	return others_live(stand, s) && good;
}
