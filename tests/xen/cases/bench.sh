#!/bin/bash
# dom0's part of `make bench-xen`: a desktop without a window manager, one guest in which
# the load program waits, and the benchmark.
. ./desktop.sh
export PATH=/usr/local/bin:$PATH

cat >/etc/paravent.conf <<'END'
[guest1]
label = work
colour = #2b6cb0
pattern = stripes
frame-width = 4
guard = 0
override-redirect-share = 1000
fullscreen = allow
END

as_alice xauth -q add :0 . "$(od -An -tx4 -N16 /dev/urandom | tr -d ' ')" 2>/dev/null
be_alice Xvfb :0 -screen 0 4096x2304x24 -nolisten tcp -noreset \
	-auth /home/alice/.Xauthority >/lab/out/xvfb.log 2>&1 &
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority
settled 60 xset q
xserver=$(pgrep -x Xvfb)
mkdir -p /run/paravent /usr/local/var/run/paravent # as it was configured
modprobe xen-gntdev
paravent-daemon -c /etc/paravent.conf --xen --local /run/paravent/domains --user alice \
	>/lab/out/daemon.log 2>&1 &
daemon=$!
be_alice paravent-session >/lab/out/session.log 2>&1 &

guest guest1 "modprobe xen_gntalloc; echo 1048576 >/sys/module/xen_gntalloc/parameters/limit
	PATH=/usr/local/bin:\$PATH paravent-agent --xen --xorg --log /lab/out/Xorg.log \
	--module-path /usr/local/lib/xorg/modules,/usr/lib/xorg/modules \
	-- ./tests/bench/load --vchan 6010 >/lab/out/agent.log 2>&1 &"

eval "set -- $(cat arguments)"
top_builddir=. ./tests/bench/bench -X "$(guest_id guest1)" -x "$xserver" -d "$daemon" \
	-o /lab/out/bench.json "$@" 2>/lab/out/bench.err
status=$?
[ $status -eq 0 ] || cat /lab/out/bench.err /lab/out/daemon.log
exit $status
