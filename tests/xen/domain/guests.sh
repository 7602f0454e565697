# Sourced in dom0, after lib.sh: guests by their names; $guests has all of them.
. /lab/ctl/config

# guest_disk NAME N: the Nth of the guest's own disks, as dom0's device.
guest_disk() {
	local name letters=(d e f g h i j k l m) n=$(($2 - 1))
	for name in $guests; do
		[ "$name" != "$1" ] || break
		n=$((n + 2))
	done
	echo "/dev/vd${letters[n]}"
}

# guest_configure NAME: writes xl's file for it, and shows its console beside dom0's.
guest_configure() {
	local log=/var/log/xen/console/guest-$1.log
	cat >"/run/$1.cfg" <<END
name = "$1"
type = "$guest_type"
kernel = "/usr/lib/lab/vmlinux"
ramdisk = "/usr/lib/lab/initrd"
cmdline = "$(sed 's/.*console=hvc0/console=hvc0/' /proc/cmdline)"
memory = $guest_memory
vcpus = 1
disk = [ "format=raw,vdev=xvda,access=r,backendtype=phy,script=block-lab,target=/dev/vda",
         "format=raw,vdev=xvdb,access=r,backendtype=phy,script=block-lab,target=/dev/vdb",
         "format=raw,vdev=xvdc,access=w,backendtype=phy,script=block-lab,target=$(guest_disk "$1" 1)",
         "format=raw,vdev=xvdd,access=w,backendtype=phy,script=block-lab,target=$(guest_disk "$1" 2)" ]
on_poweroff = "destroy"
on_reboot = "restart"
on_crash = "destroy"
END
	touch "$log"
	tail -n +1 -F "$log" 2>/dev/null | sed -u "s/^/$1: /" >/dev/hvc0 &
}

guest_id() { # NAME
	xl domid "$1" 2>/dev/null
}

declare -A guest_ids # of those that guest() has talked to

guest_await() { # NAME SECONDS: until it takes commands
	local id
	id=$(guest_id "$1") || return 1
	store_await "$2" "/local/domain/$id/data/lab/state" ready >/dev/null || return 1
	guest_ids[$1]=$id
}

# guest NAME COMMAND: runs it there as root, prints what it printed; its exit status, or
# 124 when it took longer than $guest_patience (60) seconds.  After a new start of the
# domain guest_await() comes first.
guest() {
	local lock status
	exec {lock}>"/run/guest-$1.lock"
	flock $lock # one command at a time, whoever asks
	guest_ask "$1" "$2"
	status=$?
	flock -u $lock
	exec {lock}>&-
	return $status
}

guest_ask() { # NAME COMMAND
	local path answer number=$RANDOM$RANDOM
	[ -n "${guest_ids[$1]:-}" ] || guest_await "$1" 10 || return 125
	path=/local/domain/${guest_ids[$1]}/data/lab
	answer=$(store_await "${guest_patience:-60}" "$path/answer" "$number *" \
		xenstore-write "$path/command" "$number ${2//\\/\\\\}") || return 124
	[ "$answer" = "${answer#*$'\n'}" ] || printf '%s\n' "${answer#*$'\n'}"
	answer=${answer%%$'\n'*}
	return "${answer#* }"
}

guest_gone() { # NAME
	! xl domid "$1"
}

guest_stop() { # NAME
	guest_gone "$1" >/dev/null 2>&1 && return
	guest_patience=30 guest "$1" stop >/dev/null
	settled 30 guest_gone "$1" || {
		xl destroy "$1"
		return 1
	}
}
