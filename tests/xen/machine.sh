# Sourced by `lab`: boots the image in QEMU and brings back what happened.

# Options of the command line, with their defaults.
machine_defaults() {
	script='' guests=1 files=() dom0_root='' guest_root='' out=$work/out timeout=600
	accel=auto input=/dev/null memory=3072 dom0_memory=1024 guest_memory=640 guest_type=pv xen='' icount=''
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
		>"$run/in/config"
	tar -C "$run/in" -cf "$run/in.tar" .
	truncate -s '>64M' "$run/in.tar" # room, if it is made anew while the machine runs
}

# disk NAME FILE-AND-OPTIONS: one more virtio disk, in the order of the letters.
disk() {
	disks+=(-drive "if=none,id=$1,format=raw,file=$2" -device "virtio-blk-pci,drive=$1")
}

# Boots and follows the report, on the second serial port, until the machine is off.
machine_boot() {
	local disks=() name cpu=host acc=kvm start=$EPOCHREALTIME line
	disk root "$image/root.ext4,readonly=on"
	disk in "$run/in.tar,readonly=on"
	for name in dom0 "${names[@]}"; do
		truncate -s 1G "$run/$name.out"
		disk "$name-out" "$run/$name.out,cache=unsafe"
		[ "$name" != dom0 ] || continue
		truncate -s 2G "$run/$name.disk"
		mkfs.ext4 -q -F -N 16384 -E lazy_itable_init=0,lazy_journal_init=1 "$run/$name.disk"
		disk "$name-disk" "$run/$name.disk,cache=unsafe"
	done
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
	timeout -k 5 "$timeout" qemu-system-x86_64 -machine pc -accel "$acc" -cpu "$cpu" -smp 1 \
		"${time[@]}" \
		-m "$memory" -display none -vga none -nodefaults -no-user-config -no-reboot \
		-net none -rtc base=utc -kernel "$image/xen" -append "$hypervisor" \
		-initrd "$image/vmlinux $linux,$image/initrd" -serial "file:$out/console.log" \
		-serial stdio -monitor none "${disks[@]}" <"$input" 2>"$out/qemu.log" |
		while IFS= read -r line; do
			line=${line%$'\r'}
			printf '%s\n' "$line"
			printf '[%7s] %s\n' "$(seconds_since "$start")" "$line" >>"$out/report.log"
		done
	return "${PIPESTATUS[0]}"
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

# machine_run OPTION...
machine_run() {
	local script guests files dom0_root guest_root out timeout accel input memory dom0_memory
	local guest_memory guest_type xen icount name names run=$work/run.$$ code=0 status
	local start=$EPOCHREALTIME
	machine_defaults
	machine_options "$@"
	need qemu-system-x86_64 timeout tar awk mkfs.ext4
	case $guests in
	[0-9]*) readarray -t names < <(seq -f 'guest%g' "$guests") ;;
	*) read -r -a names <<<"$guests" ;;
	esac
	image_build
	[ "$accel" != auto ] || accel=$(machine_accel)
	mkdir -p "$out" "$run"
	# shellcheck disable=SC2064 # its value of now
	trap "rm -rf '$run'" EXIT
	for name in dom0 "${names[@]}"; do
		rm -rf "${out:?}/$name"
	done
	rm -f "$out"/*.log
	machine_pack
	machine_boot || code=$?
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
	say "exit status $status ($(seconds_since "$start") s, $accel; $out)"
	return "$status"
}
