#!/bin/bash
# Pages that a guest grants, as the driver shares and the worker maps them.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh
id=$(guest_id guest1)

guest guest1 './vchan-peer 7000 >/lab/out/vchan-peer.log 2>&1 &'
./grants-t "$id"
guest guest1 'pkill -KILL vchan-peer; cat /sys/module/xen_gntalloc/parameters/limit'
exit 0
