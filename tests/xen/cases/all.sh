#!/bin/bash
# The cases that ./cases names, one after the other.  Grants come late: a full table leaves
# the kernel's count of a guest's pages wrong for good.
. ./desktop.sh
bad=0
for name in $(<cases); do
	echo "# --- $name, uptime $(cut -d' ' -f1 /proc/uptime) s"
	pace_measure
	echo $((3 * at_once)) >/run/at_once # the host may have more to do later
	timeout -k 5 900 ./$name.sh 2>&1 | tee "/run/$name.out"
	status=${PIPESTATUS[0]}
	if [ "$status" -ne 0 ]; then
		bad=1
		grep -q '^not ok' "/run/$name.out" ||
			echo "not ok - $name ended with status $status"
	fi
done
exit $bad
