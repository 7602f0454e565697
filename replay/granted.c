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

/* NULL with errno; the references go to *refs, owned by the caller. */
static void *
offer(struct granted *granted, int fd, size_t size, uint32_t **refs)
{
	size_t count = (size + PAGE_BYTES - 1) / PAGE_BYTES;

	*refs = calloc(count, sizeof(**refs));
	if (!*refs) {
		return NULL;
	}
	void *pages =
	    xengntshr_share_pages(granted->handle, granted->domain, (int)count, *refs, 0);
	if (!pages) {
		return NULL;
	}
	granted->offers[granted->n_offers++] =
	    (struct offer){.pages = pages, .count = (uint32_t)count};
	return fill(pages, size, fd) ? pages : NULL;
}

const char *
granted_dump(struct granted *granted, const struct bytes *dump, int fd, struct bytes *out)
{
	struct stat status;
	uint32_t *refs = NULL;

	if (!granted_is_dump(dump)) {
		return "over a vchan a descriptor goes beside a WINDOW_DUMP of type 1";
	}
	if (granted->n_offers == MOST_DUMPS) {
		return "too many dumps for one session over a vchan";
	}
	if (fstat(fd, &status) < 0 || status.st_size <= 0) {
		return "its descriptor is no memory file";
	}
	size_t size = (size_t)status.st_size;
	const char *why = NULL;
	if (!offer(granted, fd, size, &refs)) {
		why = strerror(errno);
	} else if (!granted_rewrite(
	               dump, refs, (size + PAGE_BYTES - 1) / PAGE_BYTES, out)) {
		why = "out of memory";
	}
	free(refs);
	return why;
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
