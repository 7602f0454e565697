#!/bin/bash
# The vchan transport between dom0 and a guest.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh
id=$(guest_id work)

# peer PROGRAM: anew in the guest; until it has published its server.
peer() {
	guest work 'pkill -KILL vchan-' >/dev/null
	xenstore-rm "/local/domain/$id/data/vchan/0/7000" 2>/dev/null
	guest work "./$1 7000 >>/lab/out/$1.log 2>&1 &"
	store_await 60 "/local/domain/$id/data/vchan/0/7000/event-channel" '?*' >/dev/null
}

# Its rings and pages would count.
guest work 'systemctl stop paravent-agent@bob'
bad=0
run() { # CASE [N]
	./vchan-t "$id" "$@" || bad=1
}

peer vchan-peer
run bulk
run dumps
run close
run killed-client
run die
peer vchan-peer
run stall
for n in 0 1 2 3; do
	peer vchan-liar
	run lies $n
done
guest work 'pkill -KILL vchan-; systemctl start paravent-agent@bob'
exit $bad
