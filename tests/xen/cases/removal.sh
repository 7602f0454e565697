#!/bin/bash
# docs/INSTALL.md's section on removing what was installed.  Last: nothing is shown then.
. ./desktop.sh
. ./manual.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

# What is left of a package in a domain: agent, daemon or guest's worker, and files; not
# what a user wrote or started, nor the packages themselves.
left='find / -xdev \( -path /proc -o -path /sys -o -path /lab -o -path /home \) -prune -o \
	-name "*paravent*" -print; pgrep -a "^paravent-[adg]"'

nothing_left_in() { # GUEST
	local found
	found=$(guest "$1" "$left")
	echo "$found"
	[ -z "$found" ]
}

nothing_left() {
	local found
	found=$(eval "$left")
	echo "$found"
	[ -z "$found" ]
}

guest_patience=240
ok "INSTALL.md's section has the steps that are done here" has_steps "7. Removing" 2
ok "the first guest's package is purged" guest work "$(manual_answered "7. Removing" 1)"
ok "its windows have gone" ./person gone terminal-1 $at_once
ok "the other guest's stay" ./person await terminal-2 $at_once
ok "nothing of it is left in the guest" settled 20 nothing_left_in work
ok "the agent still runs when the other guest's package is purged" \
	guest untrusted 'systemctl is-active paravent-agent@bob && yes | apt purge paravent-guest'
ok "its windows have gone too" ./person gone terminal-2 $at_once
ok "its agent is stopped" guest untrusted '! pgrep -a "^paravent-[adg]"'

ok "dom0's package is purged" eval "$(manual_answered "7. Removing" 2)"
ok "nothing of it is left in dom0" settled 20 nothing_left
ok "nor is any page of a guest mapped" settled 20 eval '[ "$(mapped_grants)" = 0 ]'
ok "alice's desktop is still there" ./person save /lab/out/removed.png

tests_end
