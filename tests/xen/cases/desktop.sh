# Sourced in dom0: a person's desktop on which the domains' windows are shown, and TAP.
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh

# What takes a second at most on a real machine: the lab's is emulated, perhaps on a busy
# host, so this says only that no one waited for a time-out.
at_once=20000 # ms
patience=90000

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

as_user() {
	setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/user DISPLAY=:1 \
		XAUTHORITY=/home/user/.Xauthority "$@"
}

# The desktop of a user who is not root, behind a cookie.
desktop_start() { # WIDTHxHEIGHT
	as_user xauth -q add :1 . "$(od -An -tx4 -N16 /dev/urandom | tr -d ' ')" 2>/dev/null
	as_user Xvfb :1 -screen 0 "${1}x24" -nolisten tcp -noreset \
		-auth /home/user/.Xauthority >/lab/out/xvfb.log 2>&1 &
	settled 60 test -S /tmp/.X11-unix/X1
	export DISPLAY=:1 XAUTHORITY=/home/user/.Xauthority
	as_user openbox --sm-disable >/lab/out/openbox.log 2>&1 &
	settled 60 xprop -root -notype _NET_SUPPORTING_WM_CHECK
}

# daemon_start: as the system's service, and what the user's session runs.
daemon_start() {
	mkdir -p /run/paravent
	paravent-daemon --xen --local /run/paravent/domains --user user --verbose \
		>>/lab/out/daemon.log 2>&1 &
	daemon=$!
	as_user paravent-session >>/lab/out/session.log 2>&1 &
}

picture() { # NAME
	./person save "/lab/out/$1.png"
}

# worker GUEST: the process that shows its windows, by what it says of itself.
worker() {
	sed -n "s/.*paravent-daemon: $1: worker \([0-9]*\) started.*/\1/p" /lab/out/daemon.log |
		tail -n 1
}

# agent_start GUEST PROGRAM [ARGUMENT]...: with an X server of its own.
agent_start() {
	local name=$1
	shift
	guest "$name" "paravent-agent --xen --xorg --log /lab/out/Xorg.log -- $* \
		>>/lab/out/agent.log 2>&1 &"
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
	settled 60 eval "[ \"\$(worker $1)\" != '$2' ]" || return 1
	./person await "$3" $at_once && echo "$from to $(uptime_s) s"
}
