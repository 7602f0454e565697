#!/bin/bash
# Pages that a guest grants, as the driver shares and the worker maps them.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh
id=$(guest_id untrusted)

# What it leaves goes out before: its disk may find no grants for long after this.
guest untrusted 'systemctl stop paravent-agent@bob; hand_over 0'
guest untrusted './vchan-peer 7000 >/lab/out/vchan-peer.log 2>&1 &'
./grants-t "$id"
status=$?
guest untrusted 'pkill -KILL vchan-peer'
exit $status
