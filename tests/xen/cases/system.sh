#!/bin/bash
# The whole system: two guests on one desktop; what their lives do to their windows.
. ./desktop.sh

cat >/etc/paravent.conf <<'END'
[default]
colour = #777777
pattern = checks
guard = 0

[guest1]
label = work
colour = #2b6cb0
pattern = stripes

[guest2]
label = untrusted
colour = #c53030
pattern = hatch
END
work=286cb0 untrusted=c43030 unknown=747474

# --- two guests ------------------------------------------------------------------------

desktop_start 1280x800
daemon_start
agent_start guest1 xterm -T terminal-1 -geometry 60x12+20+40
ok "a window of the first guest is shown" ./person await terminal-1 $patience
agent_start guest2 xterm -T terminal-2 -geometry 60x12+500+300
ok "a window of the second guest is shown" ./person await terminal-2 $patience

is_user_for_good() {
	local status
	status=$(grep -E '^(Uid|Gid|Groups|NoNewPrivs)' "/proc/$(worker guest1)/status")
	echo "$status"
	[ "$(echo "$status" | awk '/^[UG]id/ && $2 + $3 + $4 + $5 == 4000' | wc -l)" = 2 ] &&
		echo "$status" | grep -q '^Groups:[[:space:]]*$'
}
ok "its worker is the desktop's user and nobody else" is_user_for_good

./person click terminal-1
./person type 'echo first >typed\n'
./person click terminal-2
./person type 'echo second >typed\n'
typed() { # GUEST TEXT
	[ "$(guest "$1" 'cat /lab/in/typed')" = "$2" ]
}
ok "what is typed into the first arrives there" settled 10 typed guest1 first
ok "what is typed into the second arrives there" settled 10 typed guest2 second
picture two-guests
ok "the first is framed in its colour" is_framed terminal-1 $work
ok "the second is framed in its colour" is_framed terminal-2 $untrusted

# --- what becomes of a domain ----------------------------------------------------------

xl rename guest2 stranger
ok "a renamed domain's windows are renewed" renewed stranger "" terminal-2
ok "a domain that no section names is framed as unknown" is_framed terminal-2 $unknown
ok "and says so" ./person await 'unknown: stranger' $at_once
picture unknown
old=$(worker guest2)
xl rename stranger guest2
ok "its name again, it has its mark again" renewed guest2 "$old" terminal-2
ok "which is its own colour" is_framed terminal-2 $untrusted

old=$(worker guest1)
kill -KILL "$old"
ok "a killed worker's windows are back at once" renewed guest1 "$old" terminal-1
old=$(worker guest1)
guest guest1 "pkill -KILL -f 'paravent-agent.*--peer'"
ok "a killed agent's too" renewed guest1 "$old" terminal-1

xl destroy guest2
ok "a destroyed domain's windows vanish" ./person gone terminal-2 $at_once
ok "the other domain's stay" ./person await terminal-1 100
ok "no worker stays" settled 2 eval '! kill -0 $(worker guest2)'

xl create /run/guest2.cfg >/dev/null
ok "the domain comes up again" guest_await guest2 120
agent_start guest2 xterm -T terminal-2 -geometry 60x12+500+300
ok "its windows are shown" ./person await terminal-2 $patience

guest guest2 'busybox reboot -f &'
ok "a rebooted domain's windows vanish" ./person gone terminal-2 20000
is_another() {
	local id
	id=$(guest_id guest2) && [ "$id" != "${guest_ids[guest2]}" ]
}
ok "it comes up again under another id" settled 60 is_another
ok "and runs" guest_await guest2 120
agent_start guest2 xterm -T terminal-2 -geometry 60x12+500+300
ok "and its windows are shown" ./person await terminal-2 $patience

kill -TERM $daemon
ok "without the daemon no window stays" ./person gone terminal $at_once
ok "nor is any page of a guest mapped" settled 3 eval '[ "$(mapped_grants)" = 0 ]'
daemon_start
ok "started again, it shows the first" ./person await terminal-1 $patience
ok "and the second" ./person await terminal-2 $patience
picture after-all

tests_end
