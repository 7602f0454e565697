#!/bin/sh
# mutate.sh [NAME...]: takes each defence out of a copy of the tree, one at a time, builds
# it, and demands that the scenarios, or cases of other tests, that stand for it fail.  As TAP.  The list and its
# form: mutations.txt beside this script.
#   MUTATE_JOBS     copies that are worked on side by side (default: processors)
#   MUTATE_SHARE    K/N: only the mutations K, K+N, ... of the list
set -u
: "${top_srcdir:=.}" "${top_builddir:=.}" "${MAKE:=make}"
top=$(cd "$top_srcdir" && pwd -P) build=$(cd "$top_builddir" && pwd -P)
list=$top/tests/hostile/mutations.txt
case $build/ in
"$top"/*) below=${build#"$top"} ;;
*)
	echo "1..0 # SKIP the build folder is not below the sources"
	exit 0
	;;
esac
room=$(mktemp -d "${TMPDIR:-/tmp}/paravent-mutate-XXXXXX") || exit 1
trap 'rm -rf "$room"' EXIT
trap 'exit 1' HUP INT TERM

# Sources and build, side by side as they are, with the times that make looks at.
copy() {
	mkdir -p "$1$below" &&
		tar -C "$top" --exclude='./_build*' --exclude=./.git -cf - . | tar -C "$1" -xf - &&
		tar -C "$build" --exclude=./tests/scenario --exclude='*.log' -cf - . |
		tar -C "$1$below" -xf -
}

# Optimised little and not linted: mutants need not be pretty.
compile() {
	CFLAGS='-O1 -g -Wno-error' "$MAKE" -C "$1$below" srcdir="$2" VPATH="$2" top_srcdir="$2" \
		abs_top_srcdir="$1" CFLAGS='-O1 -g -Wno-error' \
		gui-daemon/paravent-daemon gui-daemon/guest/paravent-guest wm/paravent-wm \
		wm/strip/paravent-strip >"$1/make.out" 2>&1
}

# The names in the list, or those that are asked for.
names() {
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@"
	else
		sed -n 's/^mutation //p' "$list" |
			awk -v share="${MUTATE_SHARE:-0/1}" '
				BEGIN { split(share, s, "/") }
				NR % s[2] == s[1] % s[2]'
	fi
}

# part NAME KEY: what follows KEY in the mutation's lines.
part() {
	awk -v name="$1" -v key="$2" '
		$1 == "mutation" { on = $2 == name; next }
		on && $1 == key { sub(/^[a-z]+ /, ""); print }' "$list"
}

# apply COPY NAME: each of its hunks must be found exactly once in its file.
apply() {
	awk -v name="$2" -v copy="$1" '
		function fail(why) {
			print "# " name ": " why
			bad = 1
			exit
		}
		function flush_hunk(   text, line, at, first) {
			if (old == "") {
				return
			}
			text = ""
			while ((getline line < (copy "/" file)) > 0) {
				text = text line "\n"
			}
			close(copy "/" file)
			first = index(text, old)
			if (!first || index(substr(text, first + 1), old)) {
				fail(file " does not have these lines exactly once: " old)
			}
			text = substr(text, 1, first - 1) new substr(text, first + length(old))
			printf "%s", text >(copy "/" file)
			close(copy "/" file)
			old = new = ""
		}
		/^mutation / { flush_hunk(); on = $2 == name; seen = seen || on; next }
		!on { next }
		/^file / { flush_hunk(); file = $2; next }
		/^-/ { if (new != "") { flush_hunk() } old = old substr($0, 2) "\n"; next }
		/^\+/ { new = new substr($0, 2) "\n"; next }
		END {
			if (!bad) { flush_hunk() }
			if (!seen && !bad) { print "# no mutation " name; bad = 1 }
			exit bad
		}' "$list"
}

# play COPY BUILD SCENARIO...: the results, with the programs of the copy.
play() {
	copy=$1 patience=$2
	shift 2
	top_srcdir=$top top_builddir=$copy$below HOSTILE_PATIENCE_MS=$patience \
		"$build/tests/hostile/hostile-t" "$@"
}

# breaks COPY MUTATION: each other test that stands for it, a program and what its case's
# name begins with, fails with the programs of the copy.
breaks() {
	part "$2" breaks | while read -r program case; do
		top_srcdir=$top top_builddir=$1$below timeout 300 "$build/$program" \
			>"$1/played" 2>&1
		if ! grep -q "^not ok [0-9]* - $case" "$1/played"; then
			echo "# without $2, $program passes all the same: $case"
		fi
	done | tee "$1/passed"
	[ ! -s "$1/passed" ]
}

# run COPY NAME: true when each of its scenarios fails without the defence.
run() {
	copy=$1 mutation=$2
	scenarios=$(part "$mutation" fails)
	if ! apply "$copy" "$mutation"; then
		return 1
	fi
	if ! compile "$copy" "$vpath"; then
		echo "# $mutation does not compile"
		tail -n 5 "$copy/make.out" | sed 's/^/# /'
		return 1
	fi
	# shellcheck disable=SC2086
	[ -z "$scenarios" ] || play "$copy" 2500 $scenarios >"$copy/played" 2>&1
	good=0
	for s in $scenarios; do
		if ! grep -q "^not ok [0-9]* - $s " "$copy/played"; then
			echo "# without $mutation, $s passes all the same"
			good=1
		fi
	done
	breaks "$copy" "$mutation" || good=1
	[ -n "$scenarios$(part "$mutation" breaks)" ] && [ $good -eq 0 ]
}

# What is changed is kept beside it, and comes back newer than what was built of it.
save() {
	part "$2" file | sort -u | while read -r file; do
		cp "$1/$file" "$1/$file.saved"
	done
}

restore() {
	part "$2" file | sort -u | while read -r file; do
		mv "$1/$file.saved" "$1/$file" && touch "$1/$file"
	done
}

# work K: takes the names one after another from the common list.
work() {
	copy=$room/$1
	vpath=$copy
	case $(sed -n 's/^srcdir = //p' "$build/Makefile") in
	/*) ;;
	*) vpath=$(sed -n 's/^srcdir = //p' "$build/Makefile") ;;
	esac
	if ! copy "$copy" || ! compile "$copy" "$vpath"; then
		echo "not ok - copy $1 of the tree builds"
		tail -n 5 "$copy/make.out" | sed 's/^/# /'
		return
	fi
	awk -v k="$1" -v n="$jobs" 'NR % n == k' "$room/names" | while read -r mutation; do
		save "$copy" "$mutation"
		if out=$(run "$copy" "$mutation"); then
			echo "ok - $mutation is missed:" \
				"$(part "$mutation" fails) $(part "$mutation" breaks)"
		else
			echo "not ok - $mutation is missed"
			echo "$out"
		fi
		restore "$copy" "$mutation"
	done
}

cp "$list" "$room/list"
list=$room/list
names "$@" >"$room/names"
jobs=${MUTATE_JOBS:-$(nproc)}
k=0
while [ $k -lt "$jobs" ]; do
	work $k >"$room/out.$k" &
	k=$((k + 1))
done
# Meanwhile: with all defences in place they pass, else what follows means nothing.
play_all() {
	while read -r mutation; do
		part "$mutation" fails
	done <"$room/names" | tr ' ' '\n' | sort -u | grep .
}
scenarios=$(play_all)
control=0
if [ -n "$scenarios" ]; then
	# shellcheck disable=SC2086
	top_srcdir=$top top_builddir=$build "$build/tests/hostile/hostile-t" $scenarios \
		>"$room/control" 2>&1
	control=$?
fi
wait
{
	if [ $control -eq 0 ]; then
		echo "ok - with every defence all of them pass"
	else
		echo "not ok - with every defence all of them pass"
		grep -A5 '^not ok' "$room/control" | sed 's/^/# /'
	fi
	cat "$room"/out.*
} | awk '
	/^(not )?ok - / { n++; sub(/ok - /, "ok " n " - ") }
	{ print }
	/^not ok/ { bad++ }
	END { print "1.." n; exit bad > 0 }'
