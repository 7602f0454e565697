#!/bin/bash
# Large pictures, many pictures, refused pictures; and that none is ever left behind.  Goes
# on with the desktop and the guests that system.sh leaves.
. ./desktop.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

no_more_than() { # COUNT COMMAND...
	local now most=$1
	shift
	now=$("$@")
	echo "$now, before it was $most"
	[ "$now" -le "$most" ]
}

at_least() { # COUNT COMMAND...
	local now least=$1
	shift
	now=$("$@")
	echo "$now"
	[ "$now" -ge "$least" ]
}

# fresh: a new session of bob's, whose driver keeps nothing yet for windows to come.
fresh() {
	guest work 'systemctl restart paravent-agent@bob' && ./person gone terminal-1 $patience &&
		./person await terminal-1 $patience
}
ok "the first guest's session begins anew" fresh
mapped=$(mapped_grants)
offered=$(offered_pages work)
echo "# at rest $mapped pages are mapped, and the first guest offers $offered"

x work './windows show 1 3840 2160 108040 >/dev/null 2>&1 &'
ok "a window of 3840x2160 is shown" ./person colours shown-1 108040 $patience
ok "of whose pages all are mapped" settled 20 at_least 8100 mapped_pages work
picture large
x work 'pkill windows'
ok "it goes" ./person gone shown $at_once
ok "and its pages are unmapped" settled 20 no_more_than "$mapped" mapped_grants

x work './windows show 10 1920 1080 c08040 >/dev/null 2>&1 &'
ok "ten windows of 1920x1080 are shown" ./person await shown-10 $patience
ok "the last of them painted" ./person colours shown-10 c08040 $patience
ok "of whose pages all are mapped too" settled 20 at_least 20250 mapped_pages work
x work 'pkill windows'
ok "they go" ./person gone shown $at_once
ok "and their pages are unmapped" settled 20 no_more_than "$mapped" mapped_grants

# --- memory runs out, and is back ------------------------------------------------------

limit=/sys/module/xen_gntalloc/parameters/limit
before=$(guest work "cat $limit")
# Larger than any slab that the driver still has in its pool.
guest work "echo 64 >$limit"
x work './windows show 1 4000 3000 40c0a0 >/dev/null 2>&1 &'
ok "a window that gets no pages is shown without" ./person await shown-1 $patience
ok "and its frame is right" settled 20 is_framed shown-1 3464a4
says_why() {
	guest work 'grep -h "pages ran out" /tmp/paravent-agent-*/Xorg.log'
}
ok "which the guest's log explains" says_why
picture placeholder
guest work "echo $before >$limit"
# Nothing tells the guest that the limit was raised: another window's end has it look.
x work './windows churn 1'
ok "with memory again the same window has its picture" \
	./person colours shown-1 40c0a0 $patience
says_well() {
	guest work 'grep -h "shareable pages again" /tmp/paravent-agent-*/Xorg.log'
}
ok "which the log says too" says_well
x work 'pkill windows'
ok "it goes too" ./person gone shown $at_once

# --- nothing is left behind ------------------------------------------------------------

guest_patience=300 x work './windows churn 200'
guest_patience=300 x work './windows resize 200'
ok "of 200 windows none stays" ./person gone churned $at_once
ok "nor the one that was resized 200 times" ./person gone resized $at_once
for _ in 1 2 3 4 5; do
	old=$(worker work)
	kill -KILL "$old"
	renewed work "$old" terminal-1 >/dev/null
	old=$(worker work)
	guest work "pkill -KILL -f 'paravent-agent.*--peer'"
	renewed work "$old" terminal-1 >/dev/null
done
ok "after five deaths of either side the window is there" ./person await terminal-1 $patience
ok "mapped pages are as many as before" settled 20 no_more_than "$mapped" mapped_grants
# The driver keeps 64 MiB at the most for windows to come (xorg-dummy-driver/pool.c).
ok "offered pages too, but for the driver's pool" settled 20 no_more_than \
	$((offered + 16384)) offered_pages work
ok "which goes with its X server" fresh
ok "then offered pages are as many as before" settled 30 no_more_than "$offered" offered_pages work
ok "and mapped ones" settled 20 no_more_than "$mapped" mapped_grants
echo "# $(mapped_grants) pages are mapped, and the first guest offers $(offered_pages work)"

tests_end
