# Sourced by all that runs inside the lab.

# settled SECONDS COMMAND...: until it succeeds.  For what raises no event.
settled() {
	local end=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.1
	done
}

store_is() { # PATH VALUE
	[ "$(xenstore-read "$1" 2>/dev/null)" = "$2" ]
}

# store_await SECONDS PATH PATTERN [COMMAND...]: until xenstore's value matches; prints it.
# COMMAND runs once the path is watched: what it causes is not missed.
store_await() {
	local end=$((SECONDS + $1)) path=$2 pattern=$3 value watch watcher found=1
	shift 3
	exec {watch}< <(exec xenstore-watch "$path" 2>/dev/null)
	watcher=$!
	read -r -t 10 -u "$watch" _ # it says so once at the start
	"$@"
	while :; do
		value=$(xenstore-read -R "$path" 2>/dev/null)
		# shellcheck disable=SC2053 # a pattern
		if [[ $value == $pattern ]]; then
			printf '%s\n' "$value"
			found=0
			break
		fi
		[ $SECONDS -lt $end ] && read -r -t $((end - SECONDS)) -u "$watch" _ || break
	done
	kill "$watcher" 2>/dev/null
	exec {watch}<&-
	return $found
}

uptime_s() {
	cut -d' ' -f1 /proc/uptime
}

# hand_over STATUS: /lab/out leaves by this domain's own disk.
hand_over() {
	echo "$1" >/lab/out/.status
	dmesg >/lab/out/dmesg.log
	journalctl -o short-monotonic --no-hostname >/lab/out/journal.log 2>&1
	tar -C /lab/out -cf - . | dd of="/dev/${disk}c" bs=1M conv=fsync status=none
	sync
}
