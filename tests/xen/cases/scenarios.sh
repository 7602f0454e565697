#!/bin/bash
# tests/scenario/scenarios.list with the domains' side in guests and vchan between: the
# same files as on the local transport.
. ./desktop.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

sessions stop

# play NAME: in the first guest, to the worker of the service.
play() {
	guest_patience=300 guest work "./paravent-replay play --listen vchan:0 --expect --fast \
		--deadline 120 $1.txt"
}

# program NAME: it reaches the domains by names that all scenarios use, and tells its cases.
program() {
	SCENARIO_LAB=$PWD/reach.sh SCENARIO_SLOWNESS=$((at_once / 1000 + 1)) top_builddir=$PWD \
		./"$1" | tee /run/program.out
	grep -q '^1\.\.' /run/program.out && ! grep -q '^not ok' /run/program.out
}

mkdir -p tests/scenario tests/oracle # where programs leave pictures
cp /etc/paravent.conf /run/paravent.conf
while read -r kind name _; do
	[ "$kind" != text ] || ok "text $name" play "$name"
done <scenarios.list

xl rename work red
xl rename untrusted blue
while read -r kind name _; do
	[ "$kind" != program ] || {
		echo "# program $name"
		ok "program $name" program "$name"
	}
done <scenarios.list
cp tests/*/*.png /lab/out/ 2>/dev/null
xl rename red work
xl rename blue untrusted
cp /run/paravent.conf /etc/paravent.conf
systemctl restart paravent-daemon@alice
sessions start
ok "the guests' own sessions are shown again" ./person await terminal-1 $patience
ok "both" ./person await terminal-2 $patience

tests_end
