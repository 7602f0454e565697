# Not among `make check': it builds all anew.  `./check --only packages' runs it.
EXTRA_DIST += \
	%D%/packages.tap \
	%D%/dom0.files \
	%D%/guest.files
