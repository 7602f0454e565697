#include "replay/granted.h"

#include "common/base/memfd.h"
#include "config.h"
#include "protocol/wire/messages.h"
#include "protocol/wire/reader.h"
#include "protocol/wire/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 12
#define DUMP_BYTES (HEADER_BYTES + 16) /* up to the references */
#define MOST_DUMPS 256                 /* in one session */
#define MOST_PAGES (1u << 20)
#define NOT_GRANTED 0x7fffffffu /* a reference that no table is large enough for */

/* --- the message ------------------------------------------------------------------- */

static uint32_t
word_at(const struct bytes *bytes, size_t offset)
{
	struct wire_reader r = wire_reader_init(bytes->at + offset, 4);

	return guest_u32_for_log(wire_take_u32(&r));
}

static void
put_word(struct bytes *bytes, size_t offset, uint32_t value)
{
	struct wire_writer w = wire_writer_init(bytes->at + offset, 4);

	wire_put_u32(&w, value);
}

bool
granted_is_dump(const struct bytes *dump)
{
	return dump->len >= DUMP_BYTES && word_at(dump, 0) == MSG_WINDOW_DUMP &&
	    word_at(dump, HEADER_BYTES) == 1;
}

bool
granted_rewrite(
    const struct bytes *dump, const uint32_t *refs, size_t count, struct bytes *out)
{
	size_t len = DUMP_BYTES + 4 * count;

	if (!bytes_add(out, dump->at, DUMP_BYTES) || !bytes_add(out, NULL, 4 * count)) {
		bytes_finish(out);
		return false;
	}
	put_word(out, 8, (uint32_t)(len - HEADER_BYTES));
	put_word(out, HEADER_BYTES, 0);
	for (size_t i = 0; i < count; i++) {
		put_word(out, DUMP_BYTES + 4 * i, refs[i]);
	}
	return true;
}

/* --- the pages --------------------------------------------------------------------- */

#ifdef WITH_XEN

#include <xengnttab.h>

/* What a picture of the dump's size takes. */
static size_t
pages_of(const struct bytes *dump)
{
	size_t bytes =
	    (size_t)word_at(dump, HEADER_BYTES + 4) * word_at(dump, HEADER_BYTES + 8) * 4;

	return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
}

struct offer {
	void *pages; /* owned */
	uint32_t count;
};

struct granted {
	xengntshr_handle *handle; /* owned */
	uint32_t domain;
	struct offer offers[MOST_DUMPS];
	size_t n_offers;
};

struct granted *
granted_create(uint32_t domain)
{
	struct granted *granted = calloc(1, sizeof(*granted));

	if (!granted) {
		return NULL;
	}
	granted->domain = domain;
	granted->handle = xengntshr_open(NULL, 0);
	if (!granted->handle) {
		free(granted);
		return NULL;
	}
	return granted;
}

void
granted_destroy(struct granted *granted)
{
	if (!granted) {
		return;
	}
	for (size_t i = 0; i < granted->n_offers; i++) {
		xengntshr_unshare(
		    granted->handle, granted->offers[i].pages, granted->offers[i].count);
	}
	xengntshr_close(granted->handle);
	free(granted);
}

static bool
fill(uint8_t *pages, size_t size, int fd)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = pread(fd, pages + done, size - done, (off_t)done);
		if (got <= 0) {
			return false;
		}
		done += (size_t)got;
	}
	return true;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Offers count pages of fd's content; refs has room for them.  False with errno. */
static bool
offer(struct granted *granted, int fd, size_t size, uint32_t *refs, size_t count)
{
	void *pages =
	    xengntshr_share_pages(granted->handle, granted->domain, (int)count, refs, 0);

	if (!pages) {
		return false;
	}
	granted->offers[granted->n_offers++] =
	    (struct offer){.pages = pages, .count = (uint32_t)count};
	return fill(pages, smaller(size, count * PAGE_BYTES), fd);
}

/* As many as the picture needs; where fd has fewer, the rest are not granted. */
static const char *
offer_picture(struct granted *granted, const struct bytes *dump, int fd, size_t size,
    struct bytes *out)
{
	size_t count = pages_of(dump);
	size_t ours = smaller(count, (size + PAGE_BYTES - 1) / PAGE_BYTES);
	uint32_t *refs = count <= MOST_PAGES ? calloc(count, sizeof(*refs)) : NULL;
	const char *why = NULL;

	if (!refs) {
		return "out of memory";
	}
	for (size_t i = ours; i < count; i++) {
		refs[i] = NOT_GRANTED;
	}
	if (!offer(granted, fd, size, refs, ours)) {
		why = strerror(errno);
	} else if (!granted_rewrite(dump, refs, count, out)) {
		why = "out of memory";
	}
	free(refs);
	return why;
}

const char *
granted_dump(struct granted *granted, const struct bytes *dump, int fd, struct bytes *out)
{
	struct stat status;

	if (!granted_is_dump(dump)) {
		return "over a vchan a descriptor goes beside a WINDOW_DUMP of type 1";
	}
	if (granted->n_offers == MOST_DUMPS) {
		return "too many dumps for one session over a vchan";
	}
	if (fstat(fd, &status) < 0 || status.st_size <= 0) {
		return "its descriptor is no memory file";
	}
	if (pages_of(dump) == 0) {
		return "over a vchan a picture has pixels";
	}
	return offer_picture(granted, dump, fd, (size_t)status.st_size, out);
}

#else

struct granted *
granted_create(uint32_t domain)
{
	(void)domain;
	errno = ENOSYS;
	return NULL;
}

void
granted_destroy(struct granted *granted)
{
	(void)granted;
}

const char *
granted_dump(struct granted *granted, const struct bytes *dump, int fd, struct bytes *out)
{
	(void)granted;
	(void)dump;
	(void)fd;
	(void)out;
	return strerror(ENOSYS);
}

#endif
