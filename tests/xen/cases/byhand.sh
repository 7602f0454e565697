#!/bin/bash
# docs/INSTALL.md without systemd and udev: the units are stopped, what udev did is undone,
# and the section's steps bring the first guest's window back.  Goes on from what install.sh
# leaves, and leaves it so.
. ./desktop.sh
. ./manual.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

ok "INSTALL.md's section without systemd has the steps that are done here" \
	has_steps "6. Without" 2
sessions stop
systemctl stop paravent-daemon@alice
pkill -f '^paravent-session'
undone='modprobe -r xen_gntalloc; chown root:root /dev/xen/*; chmod 600 /dev/xen/*'
guest work "$undone; ! [ -e /sys/module/xen_gntalloc ]" ||
	guest work 'lsmod | grep xen; ls -l /dev/xen' | sed 's/^/# /'

manual_run "6. Without" 1 >/lab/out/byhand.log 2>&1 &
guest work "(set -e; $(manual_step "6. Without" 2)) >/run/byhand.out 2>&1 &"
ok "the first guest's window is there" ./person await terminal-1 $patience
says_lent() {
	grep 'the session lends display :0' /lab/out/byhand.log
}
ok "alice's session lends its display" says_lent
whose() { # GUEST-OR-DOM0 NAME USER
	local users
	case $1 in
	dom0) users=$(ps -o user= -C "$2" | sort -u) ;;
	*) users=$(guest "$1" "ps -o user= -C $2 | sort -u") ;;
	esac
	echo "$users"
	[ "$users" = "$3" ]
}
ok "its worker is alice's" whose dom0 paravent-guest alice
ok "agent and X server are bob's" eval "whose work paravent-agent bob && whose work Xorg bob"
picture byhand

guest work 'pkill -of "^paravent-agent --xen"'
pkill -f '^paravent-daemon --xen'
ok "the daemon gone, so is the window" ./person gone terminal $at_once
pkill -f '^paravent-session'
guest work 'udevadm trigger --settle --action=change --subsystem-match=misc'
systemctl start paravent-daemon@alice
be_alice paravent-session >/lab/out/session-again.log 2>&1 &
sessions start
ok "the units started again, so are the windows" ./person await terminal-1 $patience
ok "of both guests" ./person await terminal-2 $patience

tests_end
