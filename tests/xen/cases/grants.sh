#!/bin/bash
# Pages that a guest grants, as the driver shares and the worker maps them.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh
id=$(guest_id guest2)

guest guest2 'pkill paravent-agent; sleep 2'
guest guest2 './vchan-peer 7000 >/lab/out/vchan-peer.log 2>&1 &'
./grants-t "$id"
status=$?
guest guest2 'pkill -KILL vchan-peer'
exit $status
