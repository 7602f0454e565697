#!/bin/bash
# Makes the pictures of README and docs from the real programs, on a virtual display.
# usage: docs/pictures.sh BUILD OUT, as `make docs-pictures` calls it.
set -u
bin=$(cd "$1" && pwd) || exit 1
out=$(cd "$2" && pwd) || exit 1
for tool in Xvfb xdotool import convert tint2 xterm xclock gtk3-demo-application; do
	command -v "$tool" >/dev/null || {
		echo "pictures: no $tool; install what packages.debian lists under [pictures]" >&2
		exit 1
	}
done
work=$(mktemp -d) || exit 1
started=()
cleanup() {
	local i
	for ((i = ${#started[@]} - 1; i >= 0; i--)); do
		kill -TERM "${started[i]}" 2>/dev/null
		wait "${started[i]}" 2>/dev/null
	done
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

fail() {
	echo "pictures: $1" >&2
	tail -n 3 "$work"/*.log >&2
	exit 1
}
# start LOG PROGRAM ARGUMENT...
start() {
	local log=$work/$1.log
	shift
	setsid "$@" >"$log" 2>&1 </dev/null &
	started+=($!)
}
# ready PIPE: a program says that it is.
ready() {
	IFS= read -r -t 60 reply <>"$work/$1" && [ -n "$reply" ] || fail "$1 did not start"
}
# window TITLE: waits for it; its id is in $id.
window() {
	id=$(timeout 90 xdotool search --sync --onlyvisible --name "$1" | tail -n 1)
	[ -n "$id" ] || fail "no window $1"
}
place() {
	window "$1"
	xdotool windowmove "$id" "$2" "$3"
}
focus() {
	window "$1"
	xdotool windowactivate "$id"
	sleep 1.2 # the guard time, too
}
# What moves has come to rest.
settled() {
	local before=
	local now=-
	local deadline=$((SECONDS + 60))
	while [ "$before" != "$now" ]; do
		[ "$SECONDS" -lt "$deadline" ] || fail "something moves on and on"
		before=$now
		sleep 0.7
		now=$(import -silent -window root rgb:- | cksum)
	done
}
shoot() {
	sleep 1.5
	import -silent -window root -strip "PNG24:$out/$1.png" || fail "no picture $1"
	echo "$out/$1.png"
}

mkfifo "$work/display" "$work/daemon" "$work/wm" "$work/strip"
start Xvfb Xvfb -displayfd 7 -screen 0 1440x900x24 -nolisten tcp -noreset 7<>"$work/display"
ready display
export DISPLAY=:$reply
unset XAUTHORITY
convert -size 1440x900 gradient:'#41536b'-'#161b24' "$work/ground.png"
xsetroot -solid '#2b3442'
display -window root "$work/ground.png" 2>/dev/null # it fails, having done it

configure() {
	cat >"$work/paravent.conf" <<END
[default]
strip = required
fullscreen = ask
unfocused = $1

[work]
colour = #2048b8
pattern = stripes

[personal]
colour = #409860
pattern = dots

[untrusted]
colour = #b8141c
pattern = hatch
END
}
configure plain
mkdir -m 700 "$work/domains"
start daemon "$bin/gui-daemon/paravent-daemon" -c "$work/paravent.conf" --local "$work/domains" \
	--worker "$bin/gui-daemon/guest/paravent-guest" --ready-fd 7 7<>"$work/daemon"
daemon=${started[-1]}
ready daemon
export PARAVENT_DESK=$work/domains/.desk
start wm "$bin/wm/paravent-wm" --ready-fd 7 7<>"$work/wm"
ready wm
start strip "$bin/wm/strip/paravent-strip" --clock --ready-fd 7 7<>"$work/strip"
ready strip
cat >"$work/tint2rc" <<'END'
panel_items = T
panel_size = 100% 34
panel_position = bottom center horizontal
rounded = 0
border_width = 0
background_color = #161b24 90
background_color_hover = #161b24 90
rounded = 4
border_width = 0
background_color = #2b3442 100
rounded = 4
border_width = 0
background_color = #46566e 100
panel_background_id = 1
task_background_id = 2
task_active_background_id = 3
task_maximum_size = 200 30
task_centered = 0
task_padding = 12 3 8
task_font = DejaVu Sans 9
task_font_color = #e4e8ec 100
wm_menu = 1
END
start tint2 tint2 -c "$work/tint2rc"

domain() {
	local name=$1
	shift
	start "$name" "$bin/gui-agent/paravent-agent" --local "$work/domains/$name.sock" --xorg \
		--module-path "$bin/xorg-dummy-driver/.libs,/usr/lib/xorg/modules" \
		--log "$work/$name-Xorg.log" -- "$@"
}
mkdir "$work/reports"
for year in 2021 2022 2023 2024; do
	seq $((year * 3)) >"$work/reports/sales-$year.csv"
	touch -d "$year-12-2$((year % 10)) 17:0$((year % 10))" "$work/reports/sales-$year.csv"
done
cat >"$work/reports/minutes.txt" <<'END'
  Monday's meeting

  1. The figures of last year are in; see sales-2024.csv.
  2. Nobody opens attachments here: they go to "untrusted".
  3. The next meeting is on Thursday.
END
cat >"$work/hello" <<END
PS1='\[\e[1;34m\]work\[\e[0m\] ~/reports \$ '
cd "$work/reports"
END
domain work xterm -title "Terminal" -geometry 84x22 -fa "DejaVu Sans Mono" -fs 11 \
	-bg '#10161f' -fg '#dbe2ea' -e bash --rcfile "$work/hello" -i
domain personal gtk3-demo-application
domain untrusted xclock -title "Clock" -geometry 250x250 -update 30
start dom0 xterm -title "dom0: log" -geometry 78x15 -fa "DejaVu Sans Mono" -fs 10 \
	-bg '#20242c' -fg '#c8ced6' -e tail -n 40 -f "$work/daemon.log"

place '\[work\] Terminal' 44 64
place '\[personal\]' 860 96
xdotool windowsize "$id" 500 320
place '\[untrusted\] Clock' 1110 500
place '^dom0: log' 60 540
settled
focus '\[work\] Terminal'
for command in 'ls -o' 'cat minutes.txt' 'echo "Only the work domain sees these keys."'; do
	xdotool type --delay 60 "$command"
	xdotool key Return
	sleep 0.5
done
shoot desktop

focus '\[personal\]'
eval "$(xdotool getwindowgeometry --shell "$id")"
xdotool mousemove $((X + 44)) $((Y + 18)) sleep 0.5 click 1
shoot popup
xdotool key Escape

focus '\[work\] Terminal'
xdotool key super+Escape
shoot attention
xdotool key Escape
sleep 1
xdotool key super+f
shoot fullscreen
xdotool key super+f
sleep 1

configure dim
kill -HUP "$daemon"
sleep 2
place '\[untrusted\] Clock' 1110 500
place '\[personal\]' 860 96
xdotool windowsize "$id" 500 320
place '\[work\] Terminal' 44 64
settled
focus '\[work\] Terminal'
shoot dimmed

# The strip alone, which a stand-in for the daemon tells what to show.
states() {
	local caption line
	mkfifo "$work/orders" "$work/answers" "$work/posed" "$work/small"
	start small Xvfb -displayfd 7 -screen 0 1440x60x24 -nolisten tcp -noreset 7<>"$work/small"
	ready small
	export DISPLAY=:$reply
	unset PARAVENT_DESK
	mkdir "$work/pose"
	start pose sh -c "exec '$bin/tests/strip/pose' '$work/pose' <'$work/orders' >'$work/answers'"
	exec 8>"$work/orders" 9<"$work/answers"
	until [ -S "$work/pose/desk" ]; do sleep 0.1; done
	start posed "$bin/wm/strip/paravent-strip" --desk "$work/pose/desk" --ready-fd 7 7<>"$work/posed"
	ready posed
	while read -r line; do
		case $line in
		shoot*)
			caption=${line#shoot }
			echo show >&8
			read -r -t 60 <&9 || fail "the strip shows nothing"
			import -silent -window root -crop 1440x28+0+0 +repage -strip "$work/state.png"
			convert -size 1440x30 xc:'#0c0f14' -fill '#98a0ac' -font DejaVu-Sans -pointsize 13 \
				-gravity West -annotate +8+4 "$caption" "$work/state.png" -append -strip "$work/next.png"
			convert "$work"/states.png "$work/next.png" -append "$work/states.png" 2>/dev/null ||
				cp "$work/next.png" "$work/states.png"
			;;
		*) echo "$line" >&8 ;;
		esac
	done <<'END'
shoot No domain has the keyboard: what is typed goes to dom0's own programs.
domain 1 work 0x2048b8 1 3 0
domain 2 personal 0x409860 5 3 0
domain 3 untrusted 0xb8141c 2 3 0
label 1
title Quarterly report - Editor
shoot One of three domains has it: its name, colour and pattern, and its window's title.
domain 2 personal 0x409860 5 3 4
domain 3 untrusted 0xb8141c 2 3 4
shoot Two others ask for attention.
clipboard 1 1 0
domain 2 personal 0x409860 5 3 0
domain 3 untrusted 0xb8141c 2 3 32
shoot Copied from work, not pasted yet; a quota has slowed untrusted.
clipboard 2 1 2
domain 3 untrusted 0xb8141c 2 4 34
label 2
title Re: the house - Mail
shoot Pasted into personal; untrusted broke the protocol, and is held off.
clipboard 3 3 2
domain 2 personal 0x409860 5 3 1
domain 3 untrusted 0xb8141c 2 3 1
shoot Both are paused, so keys go nowhere; and a paste was refused.
domain 2 personal 0x409860 5 3 0
domain 3 untrusted 0xb8141c 2 3 0
domain 4 banking 0xf4ec34 8 3 6
clipboard 0 0 0
label 4
title A page with a title that is much longer than there is room for, by somebody who wants it to reach as far as possible, and farther still, to where the badges are and beyond the edge of the screen, if anybody let it
shoot What is too long ends in dots: titles, never names.
END
	mv "$work/states.png" "$out/strip.png"
	exec 8>&- 9<&-
	echo "$out/strip.png"
}

# H. Machado et al. (2009), severity 1.0: for linear RGB, as tests/strip/P26-palette-t.c.
simulate() {
	convert "$out/desktop.png" -colorspace RGB -color-matrix "$2" -colorspace sRGB -strip \
		-gravity South -fill white -undercolor '#000000c0' -pointsize 20 \
		-annotate +0+60 " $1 " "$work/$1.png"
}
simulate deuteranopia '0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 -0.011820 0.042940 0.968881'
simulate protanopia '0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 -0.003882 -0.048116 1.051998'
simulate tritanopia '1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 0.004733 0.691367 0.303900'
convert "$work"/{deuteranopia,protanopia,tritanopia}.png -resize 50% -append -strip \
	"PNG24:$out/colour-blind.png" && echo "$out/colour-blind.png"
states
for picture in "$out"/{desktop,popup,attention,fullscreen,dimmed,colour-blind,strip}.png; do
	convert "$picture" +dither -colors 256 -strip "PNG8:$picture" # a tenth as large
done
