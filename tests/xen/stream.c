#include "tests/xen/stream.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

#define CHUNK_WORDS 4096u

int64_t
stream_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool
stream_wait(struct transport *t, int64_t deadline)
{
	struct pollfd watched = {.fd = transport_fd(t), .events = POLLIN};
	int64_t left = deadline - stream_now_ms();
	int ready = left > 0 ? poll(&watched, 1, (int)left) : 0;

	if (ready < 0 && errno == EINTR) {
		return true;
	}
	return ready > 0 && transport_woken(t);
}

bool
stream_put(struct transport *t, const void *bytes, size_t len, int64_t deadline)
{
	const uint8_t *from = bytes;

	while (len > 0) {
		ssize_t put = transport_write(t, from, len);
		if (put < 0 || (put == 0 && !stream_wait(t, deadline))) {
			return false;
		}
		from += put;
		len -= (size_t)put;
	}
	return true;
}

bool
stream_get(struct transport *t, void *out, size_t len, int64_t deadline)
{
	uint8_t *to = out;
	bool over = false; /* what came before the end can still be read */

	while (len > 0) {
		ssize_t got = transport_read(t, to, len);
		if (got < 0 || (got == 0 && over)) {
			return false;
		}
		over = got == 0 && !stream_wait(t, deadline);
		to += got;
		len -= (size_t)got;
	}
	return true;
}

uint32_t
stream_word(uint32_t seed, uint32_t index)
{
	return (index * 2654435761u) ^ (seed * 0x9e3779b9u) ^ (index >> 7);
}

static size_t
chunk_at(size_t done, size_t len)
{
	size_t left = (len - done) / sizeof(uint32_t);

	return left < CHUNK_WORDS ? left : CHUNK_WORDS;
}

bool
stream_put_pattern(struct transport *t, uint32_t seed, size_t len, int64_t deadline)
{
	uint32_t words[CHUNK_WORDS];

	for (size_t done = 0; done < len;) {
		size_t count = chunk_at(done, len);
		for (size_t i = 0; i < count; i++) {
			words[i] =
			    stream_word(seed, (uint32_t)(done / sizeof(*words) + i));
		}
		if (!stream_put(t, words, count * sizeof(*words), deadline)) {
			return false;
		}
		done += count * sizeof(*words);
	}
	return true;
}

bool
stream_get_pattern(struct transport *t, uint32_t seed, size_t len, int64_t deadline)
{
	uint32_t words[CHUNK_WORDS];

	for (size_t done = 0; done < len;) {
		size_t count = chunk_at(done, len);
		if (!stream_get(t, words, count * sizeof(*words), deadline)) {
			return false;
		}
		for (size_t i = 0; i < count; i++) {
			if (words[i] !=
			    stream_word(seed, (uint32_t)(done / sizeof(*words) + i))) {
				return false;
			}
		}
		done += count * sizeof(*words);
	}
	return true;
}
