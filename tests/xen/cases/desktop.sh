# Sourced in dom0: a person's desktop on which the domains' windows are shown, and TAP.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh

# What takes a second at most on a machine as fast as the host: milliseconds here, where all
# is emulated, and other programs of the host take their turns.
at_once=$(cat /run/at_once 2>/dev/null || echo 20000)
patience=300000

# pace_measure: sets that, by the same work here and there.
pace_measure() {
	local from=${EPOCHREALTIME/./} native
	./pace.sh
	native=$(sed 's/[.,]//' native) # ms of the host's CPU
	at_once=$(((${EPOCHREALTIME/./} - from) / (10#$native > 0 ? 10#$native : 1)))
	echo $at_once >/run/at_once
	echo "# a second of the host's CPU takes $at_once ms"
}

passed=0 failed=0

# ok NAME COMMAND...: a case, which passes when the command succeeds.
ok() {
	local name=$1
	shift
	if "$@" >/run/said 2>&1; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $name"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $name"
		picture "failed-$failed"
	fi
	sed 's/^/# /' /run/said
}

# tests_end: the plan, and the status for `exit`.
tests_end() {
	echo "1..$((passed + failed))"
	[ $failed -eq 0 ]
}

# In place of this shell: for `&`, which leaves nothing of the shell behind then.
be_alice() {
	exec setpriv --reuid=1000 --regid=1000 --clear-groups env -C /home/alice \
		HOME=/home/alice DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority "$@"
}

as_alice() {
	(be_alice "$@")
}

# The desktop of a user who is not root, behind a cookie, as a display manager starts it:
# what alice's ~/.xsession says, and a window manager.
desktop_start() { # WIDTHxHEIGHT
	as_alice xauth -q add :0 . "$(od -An -tx4 -N16 /dev/urandom | tr -d ' ')" 2>/dev/null
	be_alice Xvfb :0 -screen 0 "${1}x24" -nolisten tcp -noreset \
		-auth /home/alice/.Xauthority >/lab/out/xvfb.log 2>&1 &
	settled 60 test -S /tmp/.X11-unix/X0
	export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority
	be_alice sh -c '. ~/.xsession; exec openbox --sm-disable' >/lab/out/session.log 2>&1 &
	settled 60 xprop -root -notype _NET_SUPPORTING_WM_CHECK
}

picture() { # NAME
	./person save "/lab/out/$1.png"
}

# daemon_log: what the service has said.
daemon_log() {
	journalctl -u paravent-daemon@alice -o cat --no-pager
}

# worker GUEST: the process that shows its windows.
worker() {
	pgrep -fx "paravent-guest $1"
}

# programs_set GUEST PROGRAM [ARGUMENT]...: what bob's session runs; begins it anew.
programs_set() {
	local name=$1
	shift
	guest "$name" "cd ~bob && mkdir -p .config/paravent && printf '%s\n' '#!/bin/sh' \
		'exec $*' >.config/paravent/programs && chmod +x .config/paravent/programs &&
		chown -R bob: .config && systemctl restart paravent-agent@bob"
}

# sessions stop|start: of both guests' users, by the unit.
sessions() {
	local name
	for name in work untrusted; do
		guest $name "systemctl $1 paravent-agent@bob"
	done
}

# await_in_log TEXT: for as long as a worker or a program may take on this machine.
await_in_log() {
	settled $((at_once / 1000 + 1)) eval "daemon_log | grep -F '$1'" && daemon_log | grep -F "$1"
}

# What just came under a person's hands takes neither clicks nor keys for a moment, which
# nothing tells: who sees no effect clicks and types once more.

# person_enters GUEST TITLE TEXT: in that terminal, until ~bob/typed has it.
person_enters() {
	local i
	for i in 1 2 3 4 5; do
		./person click "$2"
		./person type "echo $3 >typed\n"
		settled $((at_once / 1000 + 1)) typed "$1" "$3" && break
	done
	echo "$i times"
	typed "$1" "$3"
}

typed() { # GUEST TEXT
	[ "$(guest "$1" 'cat ~bob/typed')" = "$2" ]
}

# person_chords TITLE KEY TEXT: in that window, until the daemon's log has it.
person_chords() {
	local i
	for i in 1 2 3 4 5; do
		./person click "$1"
		./person chord "$2"
		await_in_log "$3" && return
	done
	return 1
}

# x GUEST COMMAND: on the guest's X server.
x() {
	guest "$1" "export DISPLAY=:0 XAUTHORITY=\$(echo /tmp/paravent-agent-*/Xauthority); $2"
}

# mapped_pages GUEST: what its worker maps, by dom0's kernel.
mapped_pages() {
	local range pages=0
	while read -r range; do
		pages=$((pages + (0x${range#*-} - 0x${range%-*}) / 4096))
	done < <(sed -n 's, .*/dev/xen/gntdev$,,p' "/proc/$(worker "$1")/maps")
	echo $pages
}

# offered_pages GUEST: what its processes have shared, by its kernel.
offered_pages() {
	guest "$1" "cat /proc/[0-9]*/maps 2>/dev/null | grep /dev/xen/gntalloc |
		while read -r range _; do echo \$(((0x\${range#*-} - 0x\${range%-*}) / 4096)); done |
		awk '{ n += \$1 } END { print n + 0 }'"
}

# mapped_grants: what the hypervisor counts as mapped read-only, which only pictures are;
# of all domains.  Such a pin has its count of readers in the second byte.  For a few
# hundred: Xen prints a line for each, and does not wait until they are out.
mapped_grants() {
	xl dmesg -c >/dev/null
	xl debug-keys g
	xl dmesg | grep -cE '^\(XEN\) \[0x[0-9a-f]+\] .* 0x0000[0-9a-f]*[1-9a-f][0-9a-f]*00 '
}

is_framed() { # TITLE COLOUR, in the six bits that the desktop's picture is read with
	local count
	count=$(./person colour "$1" "$2")
	echo "$count px of #$2"
	[ "$count" -gt 500 ]
}

# renewed GUEST PID TITLE: another worker than PID shows that window.  Tells how long that
# took; window ids do not, since the X server gives the old one's to its successor.
renewed() {
	local from
	from=$(uptime_s)
	settled 60 eval "[ -n \"\$(worker $1)\" ] && [ \"\$(worker $1)\" != '$2' ]" || return 1
	./person await "$3" $at_once && echo "from $from to $(uptime_s) s, an emulated second is $at_once ms"
}
