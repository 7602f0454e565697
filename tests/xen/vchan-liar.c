/*
 * A guest that writes nonsense into the rings that it shares with dom0: serves on the
 * port named, takes one byte, then sets the indices as this byte says, and stays.
 */
#include "common/base/base.h"

#include <libxenvchan.h>
#include <stdio.h>
#include <unistd.h>

/* Positions that the ring (Xen io/libxenvchan.h) cannot have. */
static const struct {
	uint32_t produced, consumed;
} lies[] = {
    {0x80000000, 0},
    {0xffffffff, 0xffffffff},
    {0, 0x7fffffff},
    {65537, 131072},
};

static void
tell(struct libxenvchan *channel, size_t which)
{
	/* Shared memory: the other domain reads while we write. */
	volatile struct ring_shared *out = channel->write.shr;
	volatile struct ring_shared *in = channel->read.shr;

	out->prod += lies[which].produced;
	in->cons += lies[which].consumed;
	/* Raises an event, whatever the indices say. */
	libxenvchan_write(channel, "x", 1);
	xenevtchn_notify(channel->event, channel->event_port);
}

int
main(int argc, char **argv)
{
	uint8_t which;

	if (argc != 2) {
		fprintf(stderr, "usage: vchan-liar PORT\n");
		return 2;
	}
	char path[64];
	snprintf(path, sizeof(path), "data/vchan/0/%s", argv[1]);
	struct libxenvchan *channel =
	    libxenvchan_server_init(NULL, 0, path, 65536, 65536);
	if (!channel) {
		perror("vchan-liar: no vchan");
		return 1;
	}
	while (libxenvchan_read(channel, &which, 1) != 1) {
		libxenvchan_wait(channel);
	}
	if (which >= ARRAY_LEN(lies)) {
		return 1;
	}
	tell(channel, which);
	pause();
	return 0;
}
