# Sourced in dom0, after lib.sh: guests by their names, guest1 the first.

# guest_configure N: writes xl's file for guestN, and shows its console beside dom0's.
guest_configure() {
	local letter log=/var/log/xen/console/guest-guest$1.log
	letter=$(printf '%b' "\\x$(printf %x $((99 + $1)))")
	. /lab/ctl/config
	cat >"/run/guest$1.cfg" <<END
name = "guest$1"
type = "$guest_type"
kernel = "/usr/lib/lab/vmlinux"
ramdisk = "/usr/lib/lab/initrd"
cmdline = "$(sed 's/.*console=hvc0/console=hvc0/' /proc/cmdline)"
memory = $guest_memory
vcpus = 1
disk = [ "format=raw,vdev=xvda,access=r,backendtype=phy,script=block-lab,target=/dev/vda",
         "format=raw,vdev=xvdb,access=r,backendtype=phy,script=block-lab,target=/dev/vdb",
         "format=raw,vdev=xvdc,access=w,backendtype=phy,script=block-lab,target=/dev/vd$letter" ]
on_poweroff = "destroy"
on_reboot = "restart"
on_crash = "destroy"
END
	touch "$log"
	tail -n +1 -F "$log" 2>/dev/null | sed -u "s/^/guest$1: /" >/dev/hvc0 &
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
	local path answer number=$RANDOM$RANDOM
	[ -n "${guest_ids[$1]:-}" ] || guest_await "$1" 10 || return 125
	path=/local/domain/${guest_ids[$1]}/data/lab
	answer=$(store_await "${guest_patience:-60}" "$path/answer" "$number *" \
		xenstore-write "$path/command" "$number $2") || return 124
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
