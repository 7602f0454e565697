# Hostile guests: scenarios as text, played against a real worker of a real daemon.
check_PROGRAMS += %D%/hostile-t
TESTS          += %D%/hostile-t

%C%_hostile_t_SOURCES = \
	%D%/act-internal.h \
	%D%/act.h \
	%D%/act.c \
	%D%/hostile-t.c \
	%D%/look.c \
	%D%/scenario.h \
	%D%/scenario.c \
	%D%/stand.h \
	%D%/stand.c \
	%D%/told.h \
	%D%/told.c \
	%D%/witness.h \
	%D%/witness.c
%C%_hostile_t_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_hostile_t_LDADD  = libreplay.la libdesk.la $(oracle_libs)

script_tests += %D%/P1-under-paravent-wm.tap
EXTRA_DIST += %D%/scenarios %D%/mutate.sh %D%/mutations.txt

# Every defence taken out once, in copies of the tree: minutes.
.PHONY: check-mutations
check-mutations: all $(check_PROGRAMS)
	$(AM_TESTS_ENVIRONMENT) MUTATE_SHARE='$(MUTATE_SHARE)' MAKE=$(MAKE) \
		$(srcdir)/%D%/mutate.sh
