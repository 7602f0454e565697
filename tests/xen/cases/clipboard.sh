#!/bin/bash
# Two guests' clipboards: what is copied in one by the person's chord is in the other after
# the other chord, and not before.  Goes on from what install.sh leaves.
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

secret='from work, by chord'
clip work "$secret"
clip untrusted 'its own'
ok "each guest has a clipboard of its own" holds work "$secret"
ok "and the other" holds untrusted 'its own'
ok "the copy chord takes it from the first guest" \
	person_chords terminal-1 c "copied ${#secret} bytes from work"
ok "the second guest still has its own" holds untrusted 'its own'
ok "until the paste chord there" person_chords terminal-2 v "pasted ${#secret} bytes from work"
ok "which brings it" settled 20 holds untrusted "$secret"
clip untrusted 'its own again'
ok "once: a second chord has nothing to bring" \
	person_chords terminal-2 v "nothing pasted into untrusted"
ok "and leaves what is there" holds untrusted 'its own again'
ok "the log never has the text" eval '! daemon_log | grep -F "$secret"'

tests_end
