#!/bin/bash
# Two guests' clipboards: what is copied in one by the person's chord is in the other after
# the other chord, and not before.  Goes on from what system.sh leaves.
. ./desktop.sh
export DISPLAY=:0 XAUTHORITY=/home/alice/.Xauthority

# clip GUEST [TEXT]: what its clipboard holds, or what it shall hold.
clip() {
	if [ $# -gt 1 ]; then
		x "$1" "printf '%s' '$2' | xclip -selection clipboard -i >/dev/null 2>&1"
	else
		x "$1" 'timeout 20 xclip -selection clipboard -o 2>/dev/null'
	fi
}

holds() { # GUEST TEXT
	local now
	now=$(clip "$1")
	echo "$now"
	[ "$now" = "$2" ]
}

# chord TITLE KEY: in that window.
chord() {
	person_clicks "$1"
	./person chord "$2"
}

secret='from work, by chord'
clip work "$secret"
clip untrusted 'its own'
ok "each guest has a clipboard of its own" holds work "$secret"
ok "and the other" holds untrusted 'its own'
chord terminal-1 c
says_copied() {
	daemon_log | grep -F "${#secret} bytes"
}
ok "the copy chord takes it from the first guest" settled 20 says_copied
ok "the second guest still has its own" holds untrusted 'its own'
chord terminal-2 v
ok "until the paste chord there" settled 20 holds untrusted "$secret"
clip untrusted 'its own again'
person_clicks terminal-2
./person chord v
ok "once: a second chord brings nothing" holds untrusted 'its own again'
ok "the log never has the text" eval '! daemon_log | grep -F "$secret"'

tests_end
