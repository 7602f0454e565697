# Sourced by `lab`: boots the image in QEMU and brings back what happened.

# Options of the command line, with their defaults.
machine_defaults() {
	script='' guests=1 files=() dom0_root='' guest_root='' out=$work/out timeout=600
	from='' kept='' key='' accel=auto input=/dev/null memory=3072 dom0_memory=1024 guest_memory=640 guest_type=pv xen='' icount=''
}

machine_options() {
	while [ $# -gt 0 ]; do
		[ $# -gt 1 ] || die "$1 needs a value"
		case $1 in
		--script) script=$2 ;;
		--guests) guests=$2 ;;
		--files) files+=("$2") ;;
		--dom0-root) dom0_root=$2 ;;
		--guest-root) guest_root=$2 ;;
		--out) out=$2 ;;
		--timeout) timeout=$2 ;;
		--from) from=$2 ;;
		--kept) kept=$2 ;;
		--key) key=$2 ;;
		--accel) accel=$2 ;;
		--input) input=$2 ;;
		--memory) memory=$2 ;;
		--dom0-memory) dom0_memory=$2 ;;
		--guest-memory) guest_memory=$2 ;;
		--guest-type) guest_type=$2 ;;
		--xen) xen+=" $2" ;;
		--icount) icount=$2 ;;
		*) die "unknown option $1" ;;
		esac
		shift 2
	done
}

# A /dev/kvm may be unable to run a hypervisor (one without hardware assistance, say): boots
# Xen alone and looks whether it gets as far as asking for its dom0.  The answer is kept.
machine_accel() {
	local answer=$work/accel
	if [ -s "$answer" ]; then
		cat "$answer"
		return
	fi
	if [ -w /dev/kvm ]; then
		timeout 10 qemu-system-x86_64 -accel kvm -cpu host -m 512 -display none \
			-nodefaults -no-reboot -serial "file:$answer.log" -kernel "$image/xen" \
			-append 'com1=115200,8n1 console=com1' >/dev/null 2>&1 || true
	fi
	if grep -aqs 'dom0 kernel not specified' "$answer.log"; then
		echo kvm
	else
		echo tcg
	fi | tee "$answer"
}

# What goes in: one tar, which every domain reads as a raw disk.
machine_pack() {
	local path
	mkdir -p "$run/in/files"
	for path in "${files[@]}"; do
		if [ -d "$path" ]; then
			cp -a "$path/." "$run/in/files/"
		else
			cp -a "$path" "$run/in/files/"
		fi
	done
	if [ -n "$script" ]; then
		install "$script" "$run/in/script"
	else
		printf '#!/bin/sh\n' >"$run/in/script"
		chmod +x "$run/in/script"
	fi
	[ -z "$dom0_root" ] || tar -C "$dom0_root" --owner=0 --group=0 -cf "$run/in/dom0.tar" .
	[ -z "$guest_root" ] || tar -C "$guest_root" --owner=0 --group=0 -cf "$run/in/guest.tar" .
	printf '%s\n' "guests='${names[*]}'" "guest_memory=$guest_memory" "guest_type=$guest_type" \
		"keep=$([ "$verb" != keep ] || echo yes)" >"$run/in/config"
	tar -C "$run/in" -cf "$run/in.tar" .
	# A machine that goes on from what was kept finds its disk as large as it was.
	[ "$(stat -c %s "$run/in.tar")" -le $((256 << 20)) ] || die "more than 256 MB of files"
	truncate -s 256M "$run/in.tar"
}

# The domains' own disks: empty, or as they were kept.
machine_disks() {
	local name
	for name in dom0 "${names[@]}"; do
		truncate -s 1G "$run/$name.out"
		[ "$name" != dom0 ] || continue
		if [ -n "$from" ]; then
			cp --sparse=always "$from/$name.disk" "$run/"
		else
			truncate -s 2G "$run/$name.disk"
			mkfs.ext4 -q -F -N 16384 -E lazy_itable_init=0,lazy_journal_init=1 \
				"$run/$name.disk"
		fi
	done
}

# monitor COMMAND PATTERN: of QEMU's (QMP), until it says what matches.
monitor() {
	local said
	[ -z "$1" ] || printf '%s\n' "$1" >&"$monitor_in"
	while IFS= read -r -t 300 -u "$monitor_out" said; do
		printf '%s\n' "$said" >>"$out/monitor.log"
		# shellcheck disable=SC2053 # a pattern
		[[ $said != $2 ]] || return 0
		[[ $said != *'"failed"'* && $said != '{"error"'* ]] || return 1
	done
	return 1
}

# The machine's memory, and its disks as they are when that is whole: it stands still then.
# It is not stopped before, for it would come back so.
machine_keep() {
	local monitor_in monitor_out name new=$kept.new
	rm -rf "$kept" "$new"
	mkdir -p "$new"
	exec {monitor_in}<>"$run/monitor.in" {monitor_out}<>"$run/monitor.out"
	if monitor '' '{"QMP"*' &&
		monitor '{"execute": "qmp_capabilities"}' '{"return"*' &&
		monitor '{"execute": "migrate-set-capabilities", "arguments":
			{"capabilities": [{"capability": "events", "state": true}]}}' '{"return"*' &&
		monitor '{"execute": "migrate-set-parameters", "arguments":
			{"max-bandwidth": 10000000000}}' '{"return"*' &&
		monitor '{"execute": "migrate", "arguments":
			{"uri": "exec:zstd -q -1 >'"$new/state.zst"'"}}' '*"MIGRATION"*"completed"*'; then
		for name in "${names[@]}"; do
			cp --sparse=always "$run/$name.disk" "$new/"
		done
		: >"$run/is_kept"
	fi
	printf '%s\n' '{"execute": "quit"}' >&"$monitor_in"
}

# After QEMU's end, which has closed the state.
machine_is_kept() {
	[ -e "$run/is_kept" ] && zstd -qt "$kept.new/state.zst" && machine_key >"$kept.new/key" &&
		mv "$kept.new" "$kept"
}

# What a kept machine was made from.
machine_key() {
	{
		cat "$image/key" "$here/machine.sh"
		qemu-system-x86_64 --version
		[ -z "$from" ] || cat "$from/key"
		echo "$accel ${names[*]} $key"
	} | sha256sum | cut -c1-32
}

# disk NAME FILE-AND-OPTIONS: one more virtio disk, in the order of the letters.
disk() {
	disks+=(-drive "if=none,id=$1,format=raw,file=$2" -device "virtio-blk-pci,drive=$1")
}

# Boots and follows the report, on the second serial port, until the machine is off.
machine_boot() {
	local disks=() name cpu=host acc=kvm start=$EPOCHREALTIME line incoming=()
	disk root "$image/root.ext4,readonly=on"
	disk in "$run/in.tar,readonly=on"
	for name in dom0 "${names[@]}"; do
		disk "$name-out" "$run/$name.out,cache=unsafe"
		[ "$name" = dom0 ] || disk "$name-disk" "$run/$name.disk,cache=unsafe"
	done
	mkfifo "$run/monitor.in" "$run/monitor.out" "$run/going"
	[ -z "$from" ] || incoming=(-incoming "exec:zstd -qdc $from/state.zst")
	# A plain model: "max" has SMAP, with which QEMU before 9.1 faults on a PV kernel's IRET.
	if [ "$accel" = tcg ]; then
		cpu=qemu64,+rdrand,+svm,+npt
		acc=tcg,thread=multi,tb-size=512
	fi
	# Time is instructions while there are any: what the host does meanwhile takes none.
	local time=()
	if [ -n "$icount" ] && [ "$accel" = tcg ]; then
		acc=tcg,thread=single,tb-size=512
		time=(-icount "shift=$icount")
	fi
	# No option that spares work (no scrubbing, no mitigations) changes what is tested.
	local linux='console=hvc0 loglevel=4 panic=-1 mitigations=off random.trust_cpu=on'
	linux+=' rcupdate.rcu_expedited=1 rodata=off apparmor=0 selinux=0 audit=0 cryptomgr.notests'
	local hypervisor='com1=115200,8n1 console=com1 loglvl=warning guest_loglvl=warning'
	hypervisor+=" dom0_mem=${dom0_memory}M,max:${dom0_memory}M dom0_max_vcpus=1 bootscrub=0"
	hypervisor+=" spec-ctrl=no xpti=no pv-l1tf=no conring_size=4m$xen"

	# One CPU: two wait for each other's turns on a busy host.
	setpriv --pdeathsig TERM timeout -k 5 "$timeout" \
		qemu-system-x86_64 -machine pc -accel "$acc" -cpu "$cpu" -smp 1 "${time[@]}" \
		-m "$memory" -display none -vga none -nodefaults -no-user-config -no-reboot \
		-net none -rtc base=utc -kernel "$image/xen" -append "$hypervisor" \
		-initrd "$image/vmlinux $linux,$image/initrd" -serial "file:$out/console.log" \
		-serial stdio -pidfile "$run/pid" "${incoming[@]}" \
		-chardev "pipe,id=monitor,path=$run/monitor" -mon chardev=monitor,mode=control \
		"${disks[@]}" < <(machine_input) 2>"$out/qemu.log" |
		machine_follow
	return "${PIPESTATUS[0]}"
}

# What comes in at the second serial port.  A machine that still loads what was kept takes
# nothing: it is told again.
machine_input() {
	if [ -n "$from" ]; then
		until read -r -t 1 <>"$run/going"; do
			echo go on
		done
	fi
	exec cat "$input"
}

# Seconds of a CPU that QEMU has had.
machine_cpu() {
	local stat=()
	read -r -a stat <"/proc/$(<"$run/pid")/stat" && echo $(((stat[13] + stat[14]) / 100))
} 2>/dev/null

# The report's lines, each with the seconds since the start, and of CPU, in report.log.
machine_follow() {
	local line cpu=0
	while IFS= read -r line; do
		line=${line%$'\r'}
		printf '%s\n' "$line"
		cpu=$(machine_cpu || echo "$cpu")
		printf '[%7s %5s] %s\n' "$(seconds_since "$start")" "$cpu" "$line" \
			>>"$out/report.log"
		case $line in
		'lab| may be kept') machine_keep ;;
		'lab| goes on') echo 1<>"$run/going" ;; # nobody may be waiting any more
		esac
	done
	echo "$cpu" >"$run/cpu"
}

# What each domain left on its disk.
machine_unpack() {
	local name
	for name in dom0 "${names[@]}"; do
		mkdir -p "$out/$name"
		tar -C "$out/$name" --no-same-owner -xf "$run/$name.out" 2>/dev/null || true
	done
}

machine_show_consoles() {
	say "the consoles' last lines ($out/console.log):"
	tail -n 60 "$out/console.log" | tr -d '\r' | sed 's/^/    /' >&2
}

# machine_run run|keep OPTION...
machine_run() {
	local script guests files dom0_root guest_root out timeout accel input memory dom0_memory
	local guest_memory guest_type xen icount name names run=$work/run.$$ code=0 status
	local from kept key verb=$1 start=$EPOCHREALTIME
	shift
	machine_defaults
	machine_options "$@"
	need qemu-system-x86_64 timeout setpriv tar awk mkfs.ext4 zstd
	case $guests in
	[0-9]*) readarray -t names < <(seq -f 'guest%g' "$guests") ;;
	*) read -r -a names <<<"$guests" ;;
	esac
	image_build
	[ "$accel" != auto ] || accel=$(machine_accel)
	kept=$work/kept/$kept
	[ -z "$from" ] || from=$work/kept/$from
	if [ "$verb" = keep ] && [ "$(machine_key)" = "$(cat "$kept/key" 2>/dev/null)" ]; then
		say "kept already"
		return 0
	fi
	mkdir -p "$out" "$run"
	# shellcheck disable=SC2064 # its value of now
	trap "rm -rf '$run'" EXIT
	for name in dom0 "${names[@]}"; do
		rm -rf "${out:?}/$name"
	done
	rm -f "$out"/*.log
	machine_pack
	machine_disks
	machine_boot || code=$?
	if machine_is_kept; then
		say "kept ($(seconds_since "$start") s, $(cat "$run/cpu") s of CPU, $accel; $kept)"
		return 0
	fi
	machine_unpack
	status=$(cat "$out/dom0/.status" 2>/dev/null || true)
	case $code in
	124 | 137)
		status=124
		say "timed out after $timeout s"
		;;
	*)
		[ -n "$status" ] || say "no status came back (QEMU: $code)"
		: "${status:=125}"
		;;
	esac
	[ "$status" = 0 ] || machine_show_consoles
	say "exit status $status ($(seconds_since "$start") s, $(cat "$run/cpu") s of CPU, $accel; $out)"
	return "$status"
}
