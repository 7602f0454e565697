TEST_EXTENSIONS = .tap
LOG_DRIVER     = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TAP_LOG_DRIVER = $(LOG_DRIVER)
AM_TESTS_ENVIRONMENT = \
	CC='$(CC)'; export CC; \
	SAN_CFLAGS='$(SAN_CFLAGS)'; export SAN_CFLAGS; \
	TEST_CPPFLAGS='-D_GNU_SOURCE -I$(abs_top_srcdir)'; export TEST_CPPFLAGS; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir;

script_tests =
sweep_tests  =

# One file a room, so that each room's tests live in one place.
include tests/unit/local.mk
include tests/fuzz/local.mk
include tests/compile-fail/local.mk
include tests/driver/local.mk
include tests/agent/local.mk
include tests/daemon/local.mk
include tests/replay/local.mk
include tests/scenario/local.mk
include tests/wm/local.mk
include tests/oracle/local.mk
include tests/hostile/local.mk
include tests/strip/local.mk
include tests/day/local.mk
include tests/bench/local.mk
include tests/xen/local.mk
include tests/package/local.mk
include tests/prove/local.mk
include tests/coverage/local.mk

# --- scripts -----------------------------------------------------------------
script_tests += \
	%D%/compile-fail/run.tap \
	%D%/lint/arrows.tap \
	%D%/lint/dist.tap \
	%D%/lint/mutations.tap \
	%D%/lint/trust.tap
dist_check_SCRIPTS += $(script_tests)
TESTS              += $(script_tests)
