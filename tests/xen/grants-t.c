/*
 * dom0's end of the buffers' tests under Xen.  usage: grants-t DOMAIN [CASE]; needs
 * vchan-peer in that domain on TEST_PORT.  Shares come from the driver's own pages, and
 * are mapped by the worker's own pixbuf.
 */
#include "gui-daemon/guest/buffer/pixbuf.h"
#include "tests/unit/tap.h"
#include "tests/xen/stream.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEST_PORT 7000
#define PATIENCE_MS 60000
#define PAGE_WORDS 1024u

struct test {
	struct transport *peer; /* owned */
	struct grants *grants;  /* owned */
};

static int64_t
deadline(void)
{
	return stream_now_ms() + PATIENCE_MS;
}

/* The peer's status; 0 is success. */
static uint32_t
ask(struct test *test, const struct peer_request *request)
{
	uint32_t status;

	if (!stream_put(test->peer, request, sizeof(*request), deadline()) ||
	    !stream_get(test->peer, &status, sizeof(status), deadline())) {
		return UINT32_MAX;
	}
	return status;
}

static uint32_t
ask_simply(struct test *test, uint32_t type, uint32_t number, uint32_t seed)
{
	const struct peer_request request = {.type = type, .share = number, .seed = seed};

	return ask(test, &request);
}

static uint32_t
set_limit(struct test *test, uint32_t pages)
{
	const struct peer_request request = {.type = PEER_LIMIT, .bytes = pages};

	return ask(test, &request);
}

/* References of a new share, the caller's; NULL with *status when the guest refuses. */
static uint32_t *
share(struct test *test, uint32_t number, uint32_t pages, uint32_t seed, uint32_t *status)
{
	const struct peer_request request = {
	    .type = PEER_SHARE, .bytes = pages, .share = number, .seed = seed};
	uint32_t *refs = calloc(pages, sizeof(*refs));

	*status = ask(test, &request);
	if (*status != 0 ||
	    !stream_get(test->peer, refs, pages * sizeof(*refs), deadline())) {
		free(refs);
		return NULL;
	}
	return refs;
}

/* Mapped as a picture of one page a row. */
static struct pixbuf *
map(struct test *test, uint32_t *refs, uint32_t pages)
{
	const char *why = "";
	struct pixbuf *pixbuf =
	    pixbuf_from_grants(test->grants, refs, pages, PAGE_WORDS, pages, &why);

	if (!pixbuf) {
		printf("# not mapped: %s\n", why);
	}
	return pixbuf;
}

/* Whether all of it is what seed stands for. */
static bool
shows(struct pixbuf *pixbuf, uint32_t seed)
{
	uint32_t row[PAGE_WORDS];

	for (uint32_t y = 0; pixbuf && y < pixbuf_height(pixbuf); y++) {
		const struct rect part = {0, (int32_t)y, PAGE_WORDS, 1};
		if (!pixbuf_copy(pixbuf, part, (uint8_t *)row)) {
			return false;
		}
		for (uint32_t i = 0; i < PAGE_WORDS; i++) {
			if (row[i] != stream_word(seed, y * PAGE_WORDS + i)) {
				return false;
			}
		}
	}
	return pixbuf != NULL;
}

static void
test_size(struct test *test, uint32_t pages, const char *name)
{
	uint32_t status;
	int64_t since = stream_now_ms();
	uint32_t *refs = share(test, 0, pages, 10, &status);
	int64_t shared = stream_now_ms();
	struct pixbuf *pixbuf = refs ? map(test, refs, pages) : NULL;
	int64_t mapped = stream_now_ms();

	printf("# %u pages: shared and filled in %d ms, mapped in %d ms\n", pages,
	    (int)(shared - since), (int)(mapped - shared));
	bool right = shows(pixbuf, 10);
	bool live = ask_simply(test, PEER_FILL, 0, 11) == 0 && shows(pixbuf, 11);
	ok_named(right && live, name);
	pixbuf_destroy(pixbuf);
	ask_simply(test, PEER_UNSHARE, 0, 0);
	free(refs);
}

/* The module's limit of 1024 pages stands between a guest and its first window. */
static void
test_limit(struct test *test)
{
	uint32_t status;

	ok_named(set_limit(test, 1024) == 0 && !share(test, 0, 2025, 1, &status),
	    "driver: the module's limit refuses a screen");
	test_size(test, 512, "driver: what is below the limit is still granted");
	ok_named(set_limit(test, 1u << 20) == 0, "driver: the limit can be raised");
	test_size(test, 2025, "driver: then a screen is granted");
}

static void
test_sizes(struct test *test)
{
	test_size(test, 1, "grants: one page shows what the guest draws");
	test_size(test, 2025, "grants: so do 1920x1080 pixels");
	test_size(test, 8100, "grants: so do 3840x2160 pixels");
}

/* Ten screens of 1080p, each with its own contents. */
static void
test_ten(struct test *test)
{
	struct pixbuf *pixbufs[10] = {0};
	uint32_t right = 0;
	uint32_t status;

	for (uint32_t i = 0; i < ARRAY_LEN(pixbufs); i++) {
		uint32_t *refs = share(test, i, 2025, 100 + i, &status);
		pixbufs[i] = refs ? map(test, refs, 2025) : NULL;
		free(refs);
	}
	for (uint32_t i = 0; i < ARRAY_LEN(pixbufs); i++) {
		right += shows(pixbufs[i], 100 + i);
	}
	printf("# %u of 10 right\n", right);
	ok_named(right == 10, "grants: ten windows of 1080p at once");
	for (uint32_t i = 0; i < ARRAY_LEN(pixbufs); i++) {
		pixbuf_destroy(pixbufs[i]);
		ask_simply(test, PEER_UNSHARE, i, 0);
	}
}

static void
test_refused(struct test *test)
{
	uint32_t status;
	uint32_t *good = share(test, 0, 8, 20, &status);
	uint32_t *bad = share(test, 1, 8, 21, &status);
	struct pixbuf *kept = good ? map(test, good, 8) : NULL;

	if (!ok_named(kept && bad, "grants: two shares, one mapped")) {
		return;
	}
	uint32_t real = bad[3];
	bad[3] = 0x00fffff0;
	ok_named(!map(test, bad, 8), "grants: one made-up reference refuses the picture");
	bad[3] = real;
	ask_simply(test, PEER_UNSHARE, 1, 0);
	ok_named(!map(test, bad, 8), "grants: revoked references are refused");
	ok_named(shows(kept, 20), "grants: a refusal leaves other pictures alone");
	ask_simply(test, PEER_UNSHARE, 0, 0);
	ok_named(shows(kept, 20), "grants: what is mapped stays readable when revoked");
	pixbuf_destroy(kept);
	free(good);
	free(bad);
}

static void
test_too_many(struct test *test)
{
	const char *why = NULL;
	uint32_t *refs = calloc(65537, sizeof(*refs));

	ok_named(!pixbuf_from_grants(test->grants, refs, 65537, 8, 8, &why) && why,
	    "grants: more than the kernel maps at once is refused");
	free(refs);
}

/* Xen's table of grants is full: what was there stays, and room made is room again. */
static void
test_table(struct test *test)
{
	uint32_t status = 0;
	uint32_t count = 0;
	uint32_t *refs;

	while (count < PEER_SHARES_MAX &&
	    (refs = share(test, count, 2025, count, &status))) {
		free(refs);
		count++;
	}
	printf("# %u screens of 1080p, then status %u\n", count, status);
	ok_named(count >= 15 && count < PEER_SHARES_MAX,
	    "driver: a full table refuses the next screen");
	while (count > 0) {
		ask_simply(test, PEER_UNSHARE, --count, 0);
	}
	test_size(test, 2025, "driver: with room again a screen is granted");
}

static struct transport *
open_peer(uint32_t domain)
{
	int64_t end = deadline();
	struct transport *t;

	do {
		t = vchan_connect(domain, TEST_PORT);
	} while (!t && stream_now_ms() < end && usleep(20000) == 0);
	return t;
}

static const struct {
	const char *name;
	void (*run)(struct test *test);
} cases[] = {
    {"limit", test_limit},
    {"sizes", test_sizes},
    {"ten", test_ten},
    {"refused", test_refused},
    {"too-many", test_too_many},
    {"table", test_table},
};

int
main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2) {
		fprintf(stderr, "usage: grants-t DOMAIN [CASE]\n");
		return 2;
	}
	uint32_t domain = (uint32_t)strtoul(argv[1], NULL, 10);
	struct test test = {.peer = open_peer(domain), .grants = grants_open(domain)};
	if (!ok_named(test.peer && test.grants, "grants: a peer and the grant device")) {
		return 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		if (argc < 3 || strcmp(argv[2], cases[i].name) == 0) {
			cases[i].run(&test);
		}
	}
	transport_destroy(test.peer);
	grants_close(test.grants);
	return tap_failed > 0;
}
