#!/bin/bash
# How a scenario's program reaches the lab's domains: see tests/scenario/lab.h.
cd /lab/in || exit 1
. /usr/lib/lab/lib.sh
. /usr/lib/lab/guests.sh

# As INSTALL.md starts it without systemd.
start() { # DOMAIN PROGRAM [ARGUMENT]...
	local domain=$1
	shift
	guest "$domain" "cd ~bob && rm -f /tmp/scenario.log && HOME=\$PWD setpriv --reuid bob \
		--regid bob --groups paravent paravent-agent --xen --xorg --log /tmp/scenario.log \
		-- $(printf '%q ' "$@") >/run/scenario.out 2>&1 &"
}

stop() { # DOMAIN
	guest "$1" "pkill -TERM -of '^paravent-agent --xen --xorg --log'; for i in \$(seq 100); do
		pgrep -f '^paravent-agent --xen --xorg --log' >/dev/null || exit 0; sleep 0.1; done
		pkill -KILL -f '^paravent-agent --xen --xorg --log'; pkill -KILL Xorg" >/dev/null
}

kill_it() { # DOMAIN WHAT
	case $1-$2 in
	dom0-daemon)
		systemctl kill --signal=KILL --kill-who=main paravent-daemon@alice
		systemctl stop paravent-daemon@alice # systemd would start it again
		;;
	*-agent)
		guest "$1" "pkill -KILL -of '^paravent-agent --xen --xorg --log'
			for i in \$(seq 100); do pgrep Xorg >/dev/null || exit 0; sleep 0.1; done
			exit 1" >/dev/null
		;;
	*-session) guest "$1" "pkill -KILL -f 'paravent-agent.*--peer'" >/dev/null ;;
	esac
}

case $1 in
configure)
	cp "$2" /etc/paravent.conf
	systemctl reset-failed paravent-daemon@alice 2>/dev/null
	systemctl restart paravent-daemon@alice
	settled 60 test -S /run/paravent/session
	;;
run)
	shift
	domain=$1
	start "$@"
	sleep infinity &
	trap 'kill $!; stop "$domain"; exit 0' TERM
	wait $!
	;;
kill) kill_it "$2" "$3" ;;
fetch)
	: >"$LAB_COPY"
	n=0
	while piece=$(guest "$2" "dd if=$(printf %q "$3") bs=1200 skip=$n count=1 2>/dev/null |
			base64 -w0") && [ -n "$piece" ]; do
		base64 -d <<<"$piece" >>"$LAB_COPY"
		n=$((n + 1))
	done
	;;
esac
