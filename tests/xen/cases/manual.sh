# Sourced in dom0: the steps of docs/INSTALL.md, which are its indented lines, as text.

# manual_step SECTION N: the Nth block of the section whose heading begins so.
manual_step() {
	awk -v section="## $1" -v wanted="$2" '
		/^#/ { inside = index($0, section) == 1; within = 0 }
		!inside { next }
		/^    / {
			if (!within) { n++; within = 1 }
			if (n == wanted) print substr($0, 5)
			next
		}
		/./ { within = 0 }
		within && n == wanted { print }' INSTALL.md
}

# manual_count SECTION: how many blocks it has.
manual_count() {
	local n=0
	while [ -n "$(manual_step "$1" $((n + 1)))" ]; do
		n=$((n + 1))
	done
	echo $n
}

has_steps() { # SECTION COUNT
	manual_count "$1"
	[ "$(manual_count "$1")" = "$2" ]
}

# manual_run SECTION N: does it here.
manual_run() {
	bash -ec "$(manual_step "$1" "$2")"
}

# manual_answered SECTION N: the same for eval, with a yes to each question.
manual_answered() {
	printf 'yes | bash -ec %q' "$(manual_step "$1" "$2")"
}
