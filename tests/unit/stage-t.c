#include "gui-daemon/guest/buffer/stage.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

#include <string.h>

#define SIZE 8192u
#define PIECES_MAX 4096u

/* A piece on its way. */
struct piece {
	uint32_t offset, len;
	unsigned shipment;
};

static void
one_by_one(void)
{
	struct stage *stage = stage_create(SIZE);
	uint32_t offset;

	ok(stage_room(stage) == SIZE);
	memset(stage_take(stage, SIZE, &offset), 1, SIZE);
	ok_named(offset == 0 && stage_room(stage) == 0, "all of it can be taken at once");
	stage_ship(stage);
	stage_arrived(stage);
	ok_named(stage_room(stage) == SIZE, "and is back when it has arrived");
	(void)stage_take(stage, 100, &offset);
	ok_named(stage_room(stage) == SIZE - 128, "pieces begin at cache lines");
	stage_ship(stage);
	(void)stage_take(stage, SIZE - 128, &offset);
	ok_named(offset == 128 && stage_room(stage) == 0, "the next lies behind");
	stage_ship(stage);
	stage_arrived(stage);
	ok_named(stage_room(stage) == 128, "the first to arrive was the first to leave");
	(void)stage_take(stage, 64, &offset);
	ok_named(offset == 0, "its room is used again");
	stage_ship(stage);
	stage_arrived(stage);
	stage_arrived(stage);
	ok_named(stage_room(stage) == SIZE, "empty, it begins anew");
	stage_arrived(stage);
	ok_named(stage_room(stage) == SIZE, "a sign that stands for nothing is ignored");
	stage_destroy(stage);
	stage_destroy(NULL);
}

static bool
overlaps(const struct piece *pieces, size_t count, const struct piece *one)
{
	for (size_t i = 0; i < count; i++) {
		if (one->offset < pieces[i].offset + pieces[i].len &&
		    pieces[i].offset < one->offset + one->len) {
			return true;
		}
	}
	return false;
}

/* Whatever is taken, shipped and arrives: no two pieces on their way share a byte. */
static void
at_random(void)
{
	static struct piece pieces[PIECES_MAX];
	struct stage *stage = stage_create(SIZE);
	uint64_t random = 1;
	unsigned shipped = 0, arrived = 0;
	size_t count = 0;
	bool apart = true, within = true, loading = false;

	for (int i = 0; i < 200000; i++) {
		uint32_t what = random_below(&random, 3);
		size_t room = stage_room(stage);

		if (what == 0 && room > 0 && count < PIECES_MAX) {
			size_t most = room < 3000 ? room : 3000;
			struct piece p = {
			    .len = 1 + random_below(&random, (uint32_t)most),
			    .shipment = shipped};

			stage_take(stage, p.len, &p.offset)[p.len - 1] = 1;
			within = within && p.offset + p.len <= SIZE;
			apart = apart && !overlaps(pieces, count, &p);
			pieces[count++] = p;
			loading = true;
		} else if (what == 1 && loading) {
			stage_ship(stage);
			shipped++;
			loading = false;
		} else if (what == 2 && arrived < shipped) {
			size_t kept = 0;

			stage_arrived(stage);
			for (size_t k = 0; k < count; k++) {
				if (pieces[k].shipment != arrived) {
					pieces[kept++] = pieces[k];
				}
			}
			count = kept;
			arrived++;
		}
	}
	ok(within);
	ok(apart);
	ok_named(arrived > 1000, "and not because nothing moved");
	stage_destroy(stage);
}

int
main(void)
{
	one_by_one();
	at_random();
	return done_testing();
}
