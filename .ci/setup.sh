# Sourced by `demo` and `check`: packages and builds.  Needs $top, the tree's root.

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# packages PART...: their names, from packages.debian.
packages() {
	awk -v parts=" $* " '
		/^\[/ { part = substr($0, 2, length($0) - 2); next }
		/^[^#]/ && index(parts, " " part " ") { print $1 }' "$top/packages.debian"
}

# missing NAME...: those that are not installed.
missing() {
	for name; do
		case $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) in
		"install ok installed") ;;
		*) echo "$name" ;;
		esac
	done
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "packages are missing and this is not root; as root run: $*"
	fi
}

# install_packages PART...: asks for root only if something is missing.
install_packages() {
	command -v apt-get >/dev/null ||
		die "apt-get not found: this script sets up Debian 12; see packages.debian for the list"
	# shellcheck disable=SC2046 # names are words
	set -- $(missing $(packages "$@"))
	[ $# -gt 0 ] || return 0
	echo "Installing $# packages: $*"
	as_root apt-get -q -q update || die "apt-get update failed"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -q -y --no-install-recommends \
		install "$@" >"$top/_build/apt.log" 2>&1 || {
		tail -n 20 "$top/_build/apt.log" >&2
		die "apt-get could not install the packages above"
	}
}

# A release tarball has ./configure; a git checkout makes it, and again when it changed.
generate_configure() {
	if [ ! -e "$top/configure" ] ||
		[ -n "$(find "$top" -name '_build*' -prune -o \
			\( -name '*.mk' -o -name Makefile.am -o -name configure.ac -o -name '*.m4' \) \
			-newer "$top/configure" -print | head -n 1)" ]; then
		(cd "$top" && ./autogen.sh) >"$top/_build/autogen.log" 2>&1 || {
			cat "$top/_build/autogen.log" >&2
			die "autogen.sh failed"
		}
		touch "$top/configure"
	fi
}

# build NAME CONFIGURE-ARGUMENT...: configures and makes in _build/NAME.
build() {
	dir=$top/_build/$1
	shift
	mkdir -p "$dir"
	if [ ! -e "$dir/config.status" ] || [ "$top/configure" -nt "$dir/config.status" ]; then
		(cd "$dir" && "$top/configure" "$@") >"$dir/configure.out" 2>&1 || {
			tail -n 5 "$dir/configure.out" >&2
			die "configure failed; all of it is in $dir/configure.out"
		}
		touch "$dir/config.status"
	fi
	make -C "$dir" -j "$(nproc)" >"$dir/make.out" 2>&1 || {
		grep -E 'error|warning|\*\*\*' "$dir/make.out" | head -n 20 >&2
		die "make failed; all of it is in $dir/make.out"
	}
}
