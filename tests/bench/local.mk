# Not part of `make check': figures need a machine to themselves.
EXTRA_PROGRAMS += %D%/bench %D%/load %D%/wm
CLEANFILES     += %D%/bench %D%/load %D%/wm %D%/bench.json

bench_libs = libscenario.la libtransport.la libbase.la $(CAIRO_LIBS) $(TEST_XCB_LIBS) \
	$(EV_LIBS) $(XEN_LIBS) -lm

%C%_bench_SOURCES = \
	%D%/bench.c \
	%D%/cost.h \
	%D%/cost.c \
	%D%/line.h \
	%D%/line.c \
	%D%/measure.h \
	%D%/measure_attention.c \
	%D%/measure_latency.c \
	%D%/measure_rate.c \
	%D%/measure_rest.c \
	%D%/player.h \
	%D%/player.c \
	%D%/report.h \
	%D%/report.c \
	%D%/scene.h \
	%D%/stage.h \
	%D%/stage.c \
	%D%/watch.h \
	%D%/watch.c
%C%_bench_LDADD = $(bench_libs)

%C%_load_SOURCES = \
	%D%/line.h \
	%D%/line.c \
	%D%/load.h \
	%D%/load.c \
	%D%/load_answer.c \
	%D%/load_cost.c \
	%D%/load_draw.c \
	%D%/load_window.c \
	%D%/scene.h
%C%_load_LDADD = $(bench_libs)

# How paravent-wm follows the hand.
%C%_wm_SOURCES = %D%/wm.c
%C%_wm_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_wm_LDADD   = libwm-rig.la

# BENCH="-r ROUNDS -t MS -s SAMPLES LOAD..." chooses.
.PHONY: bench bench-programs bench-xen
bench-programs: %D%/bench %D%/load %D%/wm
bench: all
	$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) bench-programs
	$(AM_V_at)top_builddir='$(abs_top_builddir)' %D%/bench -o %D%/bench.json $(BENCH)
	$(AM_V_at)cat %D%/bench.json
	$(AM_V_at)top_builddir='$(abs_top_builddir)' %D%/wm

# The same under Xen, in the lab of tests/xen.
bench-xen: all
	$(AM_V_at)$(MAKE) $(AM_MAKEFLAGS) bench-programs
	$(AM_V_at)$(srcdir)/tests/xen/bench '$(abs_top_builddir)' $(BENCH)
