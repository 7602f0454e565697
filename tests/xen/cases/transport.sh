#!/bin/bash
# The vchan transport between dom0 and a guest.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh
id=$(guest_id guest1)

# peer PROGRAM: anew in the guest; until it has published its server.
peer() {
	guest guest1 'pkill -KILL vchan-' >/dev/null
	xenstore-rm "/local/domain/$id/data/vchan" 2>/dev/null
	guest guest1 "./$1 7000 >>/lab/out/$1.log 2>&1 &"
	store_await 10 "/local/domain/$id/data/vchan/0/7000/event-channel" '?*' >/dev/null
}

peer vchan-peer
./vchan-t "$id" bulk
./vchan-t "$id" dumps
./vchan-t "$id" close
./vchan-t "$id" killed-client
./vchan-t "$id" die
peer vchan-peer
./vchan-t "$id" stall
for n in 0 1 2 3; do
	peer vchan-liar
	./vchan-t "$id" lies $n
done
guest guest1 'pkill -KILL vchan-'
exit 0
