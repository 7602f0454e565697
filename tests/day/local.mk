# A working day in fast motion: `make check-day [DAY_SECONDS=N] [DAY_SEED=N]`.
EXTRA_PROGRAMS += %D%/day
CLEANFILES     += %D%/day
%C%_day_SOURCES = %D%/day.h %D%/day.c %D%/acts.c %D%/desktop.c %D%/line.c
%C%_day_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_day_LDADD   = libpaint.la libscenario.la libbase.la $(TEST_XCB_LIBS)

.PHONY: check-day
check-day: all %D%/day
	$(AM_V_at)top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' \
		DAY_SECONDS='$(DAY_SECONDS)' DAY_SEED='$(DAY_SEED)' %D%/day
