# Sourced by `lab`: makes the disk image that dom0 and the guests boot.  No maintainer
# script of a package runs, and nothing of this machine changes outside $work.

# list FILE: its words, without comments.
list() {
	sed 's/#.*//' "$1" | tr -s ' \t' '\n' | sed '/^$/d'
}

# image_apt TOOL ARGUMENT...: apt's tools with this machine's sources, but lists and caches
# of our own, and nothing installed.
image_apt() {
	local tool=$1
	shift
	"$tool" -q -o APT::Install-Recommends=0 -o APT::Sandbox::User=root \
		-o Debug::NoLocking=1 -o Dir::State::status="$work/apt/status" \
		-o Dir::State::extended_states="$work/apt/extended_states" \
		-o Dir::State::lists="$work/apt/lists" \
		-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
		-o Dir::Cache::archives="$work/apt/archives" "$@"
}

# in_root COMMAND...: in the image's root, also for a user who is not root.
in_root() {
	if [ "$(id -u)" = 0 ]; then
		chroot "$root" "$@"
	else
		unshare -r chroot "$root" "$@"
	fi
}

# What the image is made from: newer packages come with --force only.
image_key() {
	cat "$here"/image.sh "$here"/image/* "$here"/domain/* | sha256sum | cut -c1-32
}

# image_build [--force]
image_build() {
	need apt-get dpkg-deb mkfs.ext4 cpio gzip xz
	local key root=$work/root start=$EPOCHREALTIME
	key=$(image_key)
	if [ -z "${1:-}" ] && [ "$(cat "$image/key" 2>/dev/null)" = "$key" ]; then
		return
	fi
	mkdir -p "$work/apt/archives/partial" "$work/apt/lists/partial" "$work/debs" "$image"
	rm -f "$image/key"
	: >"$work/apt/status"
	image_fetch
	say "packages are here ($(seconds_since "$start") s)"
	image_unpack
	image_status
	image_settle
	image_kernel
	image_initrd
	image_disk
	rm -rf "$root"
	echo "$key" >"$image/key"
	say "image: $(du -m "$image/root.ext4" | cut -f1) MB ($(seconds_since "$start") s)"
}

# Downloads what is missing; leaves the wanted files' names in $work/wanted.
image_fetch() {
	local skip
	skip=" $(list "$here/image/packages.skip" | tr '\n' ' ')"
	image_apt apt-get update >"$work/apt/update.log" 2>&1 || {
		tail -n 5 "$work/apt/update.log" >&2
		die "apt-get update failed"
	}
	# shellcheck disable=SC2046 # names are words
	image_apt apt-get -y --print-uris install $(list "$here/image/packages.list") >"$work/apt/uris" || {
		cat "$work/apt/uris" >&2
		die "apt cannot resolve packages.list"
	}
	awk -v skip="$skip" "/^'/"' {
		name = $2
		sub(/_.*/, "", name)
		if (!index(skip, " " name " ")) print $2
	}' "$work/apt/uris" >"$work/wanted"

	local file missing=()
	while read -r file; do
		[ -s "$work/debs/$file" ] || missing+=("${file%%_*}")
	done <"$work/wanted"
	[ ${#missing[@]} -gt 0 ] || return 0
	(cd "$work/debs" && image_apt apt-get download "${missing[@]}" >"$work/apt/download.log" 2>&1) || {
		tail -n 5 "$work/apt/download.log" >&2
		die "the download of ${#missing[@]} packages failed"
	}
}

image_unpack() {
	rm -rf "$root"
	mkdir -p "$root"/usr/{bin,sbin,lib,lib64,lib32}
	ln -s usr/bin usr/sbin usr/lib usr/lib64 usr/lib32 "$root/"
	sed "s,^,$work/debs/," "$work/wanted" |
		xargs -P "$(nproc)" -I{} sh -c 'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" \
			--no-same-owner --keep-directory-symlink --exclude="./usr/share/doc/*" \
			--exclude="./usr/share/man/*" --exclude="./usr/share/locale/*" \
			--exclude="./usr/share/info/*" --exclude="./usr/share/i18n/*"' sh {} "$root"
}

# What is installed, for the image's own dpkg and apt; what was left out too, for it is
# left out of what apt resolved.
image_status() {
	local names dpkg=$root/var/lib/dpkg
	names=$(awk "/^'/"'{ sub(/_.*/, "", $2); print $2 }' "$work/apt/uris")
	mkdir -p "$dpkg"/{info,updates,alternatives,triggers,parts}
	# shellcheck disable=SC2086 # names are words
	image_apt apt-cache show --no-all-versions $names | awk '
		/^(Filename|Size|MD5sum|SHA[0-9]*|Description-md5|Tag|Task|Homepage| )/ { next }
		{ print }
		/^Package:/ { print "Status: install ok installed" }' >"$dpkg/status"
	awk '/^Package:/ { name = $2; same = "" } /^Multi-Arch: same/ { same = ":amd64" }
		/^$/ { print name same } END { print name same }' "$dpkg/status" |
		while read -r name; do
			: >"$dpkg/info/$name.list" # it owns nothing, as far as that goes
		done
	: >"$dpkg/available"
	mkdir -p "$root"/var/cache/apt/archives/partial "$root"/var/lib/apt/lists/partial \
		"$root"/var/log/apt "$root/etc/alternatives"
	rm -rf "$root"/etc/apt/sources.list*
	mkdir -p "$root"/etc/apt/{apt.conf.d,sources.list.d}
	: >"$root/etc/apt/sources.list"
	echo 'APT::Get::Assume-Yes "yes";' >"$root/etc/apt/apt.conf.d/lab" # who types y
}

# What systemd shall not start: no part of what is tested, and slow where it is emulated.
image_units() {
	local name units=$root/etc/systemd/system
	mkdir -p "$units" "$root/etc/systemd/system-generators"
	for name in $(list "$here/image/units.masked"); do
		ln -sf /dev/null "$units/$name"
	done
	for name in "$root"/lib/systemd/system-generators/*; do
		ln -sf /dev/null "$root/etc/systemd/system-generators/${name##*/}"
	done
	install -m 644 "$here"/domain/*.service "$units/"
	install -D -m 644 "$here/image/journald.conf" "$root/etc/systemd/journald.conf.d/lab.conf"
	install -D -m 644 "$here/image/coldplug.conf" "$units/systemd-udev-trigger.service.d/lab.conf"
	install -D -m 644 "$here/image/system.conf" "$root/etc/systemd/system.conf.d/lab.conf"
}

# pam_common KIND MODULE: as pam-auth-update writes it where nothing else is installed.
pam_common() {
	printf '%s required %s\n' "$1" "$2" >"$root/etc/pam.d/common-$1"
}

image_user() { # ID NAME
	echo "$2:x:$1:$1::/home/$2:/bin/bash" >>"$root/etc/passwd"
	echo "$2:x:$1:" >>"$root/etc/group"
	echo "$2:!:19000::::::" >>"$root/etc/shadow"
	mkdir -p "$root/home/$2" # whose it is, init says: an image is made by any user
}

# The little that the maintainer scripts would have done.
image_settle() {
	cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
	cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
	image_user 1000 alice # the desktop's, in dom0
	image_user 1001 bob   # the programs', in guests
	mkdir -p "$root"/{proc,sys,dev,run,tmp,mnt,root,lab,var/log/xen/console} \
		"$root"/var/lib/xen "$root/usr/lib/lab"
	rm -rf "$root/var/run" "$root/var/lock"
	ln -s /run "$root/var/run"
	ln -s /run/lock "$root/var/lock"
	ln -sf mawk "$root/usr/bin/awk"
	ln -sf which.debianutils "$root/usr/bin/which"
	ln -s xterm "$root/usr/bin/x-terminal-emulator"
	pam_common auth pam_deny.so
	pam_common password pam_deny.so
	pam_common account pam_permit.so
	pam_common session pam_unix.so
	echo '127.0.0.1 localhost' >"$root/etc/hosts"
	: >"$root/etc/machine-id"
	: >"$root/etc/fstab"
	image_units
	install "$here/domain/init" "$root/usr/sbin/lab-init"
	install "$here"/domain/{dom0,guest,xen} "$root/usr/lib/lab/"
	install -m 644 "$here"/domain/*.sh "$root/usr/lib/lab/"
	install -D "$here/domain/block-lab" "$root/etc/xen/scripts/block-lab"
	in_root /sbin/ldconfig || die "cannot chroot: neither root nor unshare -r works here"
	# Whole seconds: mkfs keeps no others, and an index that is not as old as its folder is
	# made again by each program that draws text.
	in_root sh -c 'for folder in /usr/share/fonts/X11/*/; do mkfontdir "$folder"; done
		cat /etc/X11/fonts/misc/*.alias >/usr/share/fonts/X11/misc/fonts.alias
		find /usr/share/fonts -type d -exec touch -d 2000-01-01 {} +
		fc-cache -s' >"$work/fonts.log" 2>&1 || die "fonts cannot be indexed: $work/fonts.log"
}

# kernel_elf BZIMAGE OUT: unpacked here, which emulated Xen would do slowly.  The offsets
# are those of Linux' boot protocol (Documentation/arch/x86/boot.rst).
kernel_elf() {
	local setup offset length
	setup=$(od -An -tu1 -j $((0x1f1)) -N1 "$1" | tr -d ' ')
	offset=$(od -An -tu4 -j $((0x248)) -N4 "$1" | tr -d ' ')
	length=$(od -An -tu4 -j $((0x24c)) -N4 "$1" | tr -d ' ')
	(
		set +o pipefail
		tail -c +$(((setup + 1) * 512 + offset + 1)) "$1" | head -c "$((length - 4))" >"$2.z"
	)
	case $(head -c 4 "$2.z" | od -An -tx1 | tr -d ' ') in
	fd377a58) xz -dc --single-stream <"$2.z" >"$2" ;;
	28b52ffd) zstd -qdc <"$2.z" >"$2" ;;
	1f8b*) gzip -dc <"$2.z" >"$2" ;;
	*) cp "$1" "$2" ;; # Xen can do it too
	esac
	rm -f "$2.z"
}

# modules_of VERSION NAME...: their files, in the order in which to load them.
modules_of() {
	local version=$1
	shift
	in_root modprobe -S "$version" -a --show-depends "$@" |
		awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

# Hypervisor and kernel come out of the root; of the modules only ours stay.
image_kernel() {
	local version file boot
	version=$(ls "$root/lib/modules")
	[ "$(wc -w <<<"$version")" = 1 ] || die "not one kernel but: $version"
	zcat "$root"/boot/xen-*-amd64.gz >"$image/xen"
	kernel_elf "$root/boot/vmlinuz-$version" "$image/vmlinux"
	in_root depmod "$version" 2>/dev/null
	boot=$(sed -n 's/^boot://p' "$here/image/modules.list")
	# shellcheck disable=SC2086 # names are words
	modules_of "$version" $boot >"$work/modules.boot"
	# shellcheck disable=SC2046
	modules_of "$version" $(list "$here/image/modules.list" | sed '/^boot:$/d') \
		>"$work/modules.all"
	while read -r file; do
		install -D -m 644 "$root$file" "$root/keep$file"
	done <"$work/modules.all"
	rm -rf "$root/lib/modules/$version" "$root"/boot/*
	mv "$root/keep/lib/modules/$version" "$root/lib/modules/"
	rm -r "$root/keep"
	in_root depmod "$version" 2>/dev/null
}

image_initrd() {
	local file tree=$work/initrd
	rm -rf "$tree"
	mkdir -p "$tree"/{bin,dev,proc,sys,newroot,lower,upper,modules}
	cp "$root/usr/bin/busybox" "$tree/bin/"
	install "$here/domain/initramfs" "$tree/init"
	while read -r file; do
		cp "$root$file" "$tree/modules/"
		basename "$file"
	done <"$work/modules.boot" >"$tree/modules/order"
	(cd "$tree" && find . | cpio -o -H newc -R 0:0 --quiet) >"$image/initrd"
	rm -rf "$tree"
}

# Read-only for everyone; dom0 also finds there what to start the guests with.
image_disk() {
	local mb
	cp "$image/vmlinux" "$image/initrd" "$root/usr/lib/lab/"
	mb=$(($(du -sm "$root" | cut -f1) * 115 / 100 + 64))
	rm -f "$image/root.ext4"
	mkfs.ext4 -q -F -O ^has_journal,^metadata_csum -m 0 \
		-E root_owner=0:0,lazy_itable_init=1 -d "$root" "$image/root.ext4" "${mb}M" >/dev/null
}
