# Not part of `make check': figures need a machine to themselves.
EXTRA_PROGRAMS += %D%/bench %D%/load
CLEANFILES     += %D%/bench %D%/load %D%/bench.json

bench_libs = libscenario.la libbase.la $(CAIRO_LIBS) $(TEST_XCB_LIBS) -lm

%C%_bench_SOURCES = \
	%D%/bench.c \
	%D%/measure.h \
	%D%/measure_latency.c \
	%D%/measure_rate.c \
	%D%/measure_rest.c \
	%D%/player.h \
	%D%/player.c \
	%D%/report.h \
	%D%/report.c \
	%D%/watch.h \
	%D%/watch.c
%C%_bench_LDADD = $(bench_libs)

%C%_load_SOURCES = \
	%D%/load.h \
	%D%/load.c \
	%D%/load_draw.c
%C%_load_LDADD = $(bench_libs)

.PHONY: bench
bench: all %D%/bench %D%/load
	$(AM_V_at)top_builddir='$(abs_top_builddir)' %D%/bench -o %D%/bench.json $(BENCH)
	$(AM_V_at)cat %D%/bench.json
