#include "replay/memfile.h"

#include "common/base/fd.h"
#include "common/base/memfd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536u /* bytes; whole pixels */
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
#define COLOUR_BYTES 3 /* of a pixel's 4; the last means nothing */

/* --- making ------------------------------------------------------------------------ */

/* xorshift64*: a state of 0 would stay 0. */
static uint64_t
next_noise(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1du;
}

static void
paint(const struct memfile *file, uint64_t *state, uint8_t chunk[CHUNK])
{
	for (size_t i = 0; i < CHUNK; i += 4) {
		uint32_t px = file->fill == MEMFILE_COLOUR
		    ? file->colour
		    : (uint32_t)(next_noise(state) >> 32);

		for (size_t b = 0; b < 4; b++) {
			chunk[i + b] = (uint8_t)(px >> 8 * b);
		}
	}
}

static bool
write_all(int fd, const uint8_t *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno != EINTR) {
			return false;
		}
		if (put > 0) {
			bytes += put;
			len -= (size_t)put;
		}
	}
	return true;
}

static bool
fill(int fd, const struct memfile *file)
{
	uint8_t chunk[CHUNK];
	uint64_t state = file->hash ? file->hash : 1;

	for (uint64_t done = 0; done < file->size; done += CHUNK) {
		uint64_t left = file->size - done;

		paint(file, &state, chunk);
		if (!write_all(fd, chunk, left < CHUNK ? (size_t)left : CHUNK)) {
			return false;
		}
	}
	return true;
}

static int
new_memfd(const struct memfile *file)
{
	if (file->is_sealed) {
		return memfd_create_sealed("replay", (size_t)file->size);
	}
	int fd = memfd_create("replay", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd >= 0 && ftruncate(fd, (off_t)file->size) < 0) {
		fd_close(&fd);
	}
	return fd;
}

int
memfile_make(const struct memfile *file)
{
	if (file->kind == MEMFILE_NULL) {
		return open("/dev/null", O_RDWR | O_CLOEXEC);
	}
	int fd = new_memfd(file);
	if (fd >= 0 && file->fill != MEMFILE_UNKNOWN && !fill(fd, file)) {
		fd_close(&fd);
	}
	return fd;
}

/* --- looking ----------------------------------------------------------------------- */

struct content {
	uint64_t hash;
	uint8_t first[4]; /* the first pixel */
	bool is_plain;    /* all pixels so far are like it */
};

static void
take_chunk(struct content *c, const uint8_t *chunk, size_t len, uint64_t at)
{
	if (at == 0) {
		memcpy(c->first, chunk, len < 4 ? len : 4);
	}
	for (size_t i = 0; i < len; i++) {
		size_t b = (size_t)(at + i) % 4;

		c->hash = (c->hash ^ chunk[i]) * FNV_PRIME;
		c->is_plain =
		    c->is_plain && (b >= COLOUR_BYTES || chunk[i] == c->first[b]);
	}
}

static bool
look_inside(int fd, struct memfile *out)
{
	struct content c = {.hash = FNV_BASIS, .is_plain = true};
	uint8_t chunk[CHUNK];

	for (uint64_t at = 0; at < out->size;) {
		ssize_t got = pread(fd, chunk, sizeof(chunk), (off_t)at);

		if (got < 0 && errno != EINTR) {
			return false;
		}
		if (got == 0) {
			break; /* it shrank */
		}
		if (got > 0) {
			take_chunk(&c, chunk, (size_t)got, at);
			at += (uint64_t)got;
		}
	}
	out->fill = c.is_plain ? MEMFILE_COLOUR : MEMFILE_HASHED;
	out->colour =
	    (uint32_t)c.first[0] | (uint32_t)c.first[1] << 8 | (uint32_t)c.first[2] << 16;
	out->colour = c.is_plain ? out->colour : 0;
	out->hash = c.is_plain ? 0 : c.hash;
	return true;
}

bool
memfile_look(int fd, bool content, struct memfile *out)
{
	struct stat status;
	int seals = fcntl(fd, F_GET_SEALS);

	*out = (struct memfile){.kind = seals < 0 ? MEMFILE_NULL : MEMFILE_MEMFD};
	if (seals < 0) {
		return true;
	}
	if (fstat(fd, &status) < 0) {
		return false;
	}
	out->is_sealed = seals & F_SEAL_SHRINK;
	out->size =
	    status.st_size < MEMFILE_MOST ? (uint64_t)status.st_size : MEMFILE_MOST;
	return !content || look_inside(fd, out);
}

const char *
memfile_differs(const struct memfile *wanted, const struct memfile *came)
{
	if (wanted->kind != came->kind) {
		return "its descriptor is of another kind";
	}
	if (wanted->size != came->size) {
		return "its descriptor is of another size";
	}
	if (wanted->is_sealed != came->is_sealed) {
		return "its descriptor is sealed otherwise";
	}
	if (wanted->fill == MEMFILE_COLOUR &&
	    (came->fill != MEMFILE_COLOUR || came->colour != wanted->colour)) {
		return "its pixels are not all of that colour";
	}
	if (wanted->fill == MEMFILE_HASHED &&
	    (came->fill != MEMFILE_HASHED || came->hash != wanted->hash)) {
		return "its pixels are others";
	}
	return NULL;
}
