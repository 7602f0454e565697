#!/bin/bash
# docs/INSTALL.md, done as it says: every step of its sections on dom0 and on a guest, from
# the packages to the first framed window.  Its users are alice and bob, its domains work
# and untrusted: so are the lab's.
. ./desktop.sh
. ./manual.sh

# in_guests COMMAND: in both at once.
in_guests() {
	local first
	guest work "$1" &
	first=$!
	guest_patience=240 guest untrusted "$1"
	local second=$?
	wait $first && [ $second = 0 ]
}

guest_patience=240
ok "INSTALL.md's section on dom0 has the steps that are done here" has_steps "2. dom0" 5
ok "dom0's package is installed" manual_run "2. dom0" 1
manual_step "2. dom0" 2 >/etc/paravent.conf
ok "the service is enabled and started for alice" manual_run "2. dom0" 3
ok "it runs" systemctl is-active paravent-daemon@alice
manual_step "2. dom0" 4 | tee /home/alice/.xsession >/dev/null
ok "alice's session begins, and lends its display" desktop_start 1280x800
lends() {
	manual_run "2. dom0" 5 | grep 'the session lends display :0'
}
ok "the service says so" settled 20 lends

ok "INSTALL.md's section on a guest has the step that is done here" has_steps "3. Each" 1
ok "guests' package is installed, and the service enabled and started for bob" \
	in_guests "$(manual_step '3. Each' 1)"
ok "the first framed window is there" ./person await "[Work]" $patience
ok "and the other guest's" ./person await "[untrusted]" $patience
picture first-window

devices() {
	guest work "ls -l /dev/xen/{gntalloc,evtchn,xenbus}" | tee /run/devices
	[ "$(grep -c '^crw-rw---- 1 root paravent ' /run/devices)" = 3 ]
}
ok "udev has given the guest's devices to the group" devices
limit() {
	guest work 'cat /sys/module/xen_gntalloc/parameters/limit' | grep -x 24576
}
ok "the package's limit of pages holds" limit
is_bobs() {
	guest work "ps -o user= -C paravent-agent,Xorg,xterm | sort | uniq -c" | tee /run/owners
	[ "$(awk '{ print $2 }' /run/owners | uniq)" = bob ]
}
ok "agent, X server and terminal are bob's" is_bobs
is_alices() {
	ps -o user=,args= -C paravent-guest
	[ "$(ps -o user= -C paravent-guest | sort -u)" = alice ]
}
ok "the workers are alice's" is_alices
is_well() {
	! systemctl --failed --no-legend | grep . &&
		! guest work 'systemctl --failed --no-legend' | grep .
}
ok "no unit has failed, here or there" is_well

# For the cases to come.
ok "bob's own choice of programs is started in the first guest" \
	programs_set work xterm -T terminal-1 -geometry 60x12+20+40
ok "and in the second" \
	programs_set untrusted xterm -T terminal-2 -geometry 60x12+500+300
ok "a window of the first guest is shown" ./person await terminal-1 $patience
ok "a window of the second guest is shown" ./person await terminal-2 $patience

tests_end
