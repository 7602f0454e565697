#!/bin/bash
# The whole system: two guests on one desktop; what their lives do to their windows.  Goes
# on from what install.sh leaves.
. ./desktop.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

# Of INSTALL.md's configuration, in the six bits that the desktop's picture is read with.
work=3464a4 untrusted=cc0000 unknown=888884

# --- two guests ------------------------------------------------------------------------

is_user_for_good() {
	local status
	status=$(grep -E '^(Uid|Gid|Groups|NoNewPrivs)' "/proc/$(worker work)/status")
	echo "$status"
	[ "$(echo "$status" | awk '/^[UG]id/ && $2 + $3 + $4 + $5 == 4000' | wc -l)" = 2 ] &&
		echo "$status" | grep -q '^Groups:[[:space:]]*$'
}
ok "its worker is the desktop's user and nobody else" is_user_for_good

ok "what is typed into the first arrives there" person_enters work terminal-1 first
ok "what is typed into the second arrives there" person_enters untrusted terminal-2 second
ok "and the first still has its own alone" typed work first
picture two-guests
ok "the first is framed in its colour" settled 20 is_framed terminal-1 $work
ok "the second is framed in its colour" settled 20 is_framed terminal-2 $untrusted

# --- what becomes of a domain ----------------------------------------------------------

printf '\n[default]\ncolour = gray\npattern = checks\n' >>/etc/paravent.conf
ok "the changed configuration is read" systemctl reload 'paravent-daemon@*'

xl rename untrusted stranger
ok "a renamed domain's windows are renewed" renewed stranger "" terminal-2
ok "a domain that no section names is framed as unknown" settled 20 is_framed terminal-2 $unknown
ok "and says so" ./person await 'unknown: stranger' $at_once
picture unknown
old=$(worker stranger)
xl rename stranger untrusted
ok "its name again, it has its mark again" renewed untrusted "$old" terminal-2
ok "which is its own colour" settled 20 is_framed terminal-2 $untrusted

old=$(worker work)
kill -KILL "$old"
ok "a killed worker's windows are back at once" renewed work "$old" terminal-1
old=$(worker work)
guest work "pkill -KILL -f 'paravent-agent.*--peer'"
ok "a killed agent's too" renewed work "$old" terminal-1

guest untrusted sync # what it has on its disk outlives it
old=$(worker untrusted)
xl destroy untrusted
ok "a destroyed domain's windows vanish" ./person gone terminal-2 $at_once
ok "the other domain's stay" ./person await terminal-1 $at_once
ok "no worker stays" settled 20 eval "! kill -0 $old"

xl create /run/untrusted.cfg >/dev/null
ok "the domain comes up again" guest_await untrusted 240
ok "its windows come by themselves" ./person await terminal-2 $patience

xl reboot untrusted
ok "a rebooted domain's windows vanish" ./person gone terminal-2 $patience
is_another() {
	local id
	id=$(guest_id untrusted) && [ "$id" != "${guest_ids[untrusted]}" ]
}
ok "it comes up again under another id" settled 240 is_another
ok "and runs" guest_await untrusted 240
ok "and its windows come by themselves" ./person await terminal-2 $patience
is_known() {
	! ./person await 'unknown: ' 0
}
ok "under their own name" is_known

systemctl stop paravent-daemon@alice
ok "without the daemon no window stays" ./person gone terminal $at_once
ok "nor is any page of a guest mapped" settled 20 eval '[ "$(mapped_grants)" = 0 ]'
systemctl start paravent-daemon@alice
ok "started again, it shows the first" ./person await terminal-1 $patience
ok "and the second" ./person await terminal-2 $patience
picture after-all

tests_end
