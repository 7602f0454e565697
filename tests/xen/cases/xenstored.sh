#!/bin/bash
# xenstored is lost: last of all, for nothing in the lab can be asked after that.
. ./desktop.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

daemon=$(systemctl show -P MainPID paravent-daemon@alice)
ticks() {
	awk '{ print $14 + $15 }' "/proc/$daemon/stat"
}
says() {
	daemon_log | grep -c 'xenstored has ended' | grep -x "$1"
}

guest work 'hand_over 0' # what it leaves: it cannot be told to stop later
ok "nothing is said of xenstored while it is there" says 0
kill -KILL "$(cat /run/xenstored.pid)"
ok "its loss is noticed" settled 20 says 1
before=$(ticks)
ok "windows stay" ./person await terminal-1 $at_once
./pace.sh # some seconds of work, in which the daemon could do some too
ok "it is said once" says 1
idle() {
	echo "$(($(ticks) - before)) ticks"
	[ $(($(ticks) - before)) -lt 20 ]
}
ok "and the daemon rests" idle

tests_end
