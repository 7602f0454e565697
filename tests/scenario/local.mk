noinst_LTLIBRARIES += libscenario.la

# A desktop for a test: processes, windows, pixels.
libscenario_la_SOURCES = \
	%D%/crew.h \
	%D%/crew.c \
	%D%/desk.h \
	%D%/desk.c \
	%D%/desk_input.c \
	%D%/fixture.h \
	%D%/fixture.c \
	%D%/folder.h \
	%D%/folder.c \
	%D%/leftover.h \
	%D%/leftover.c \
	%D%/picture.h \
	%D%/picture.c \
	%D%/procfs.h \
	%D%/procfs.c \
	%D%/tap.h \
	%D%/tap.c
libscenario_la_CFLAGS = $(AM_CFLAGS) $(CAIRO_CFLAGS) $(TEST_XCB_CFLAGS)
libscenario_la_LIBADD = libbase.la $(CAIRO_LIBS) $(TEST_XCB_LIBS)

# Plays the person for `./demo --headless`.
noinst_PROGRAMS += tests/scenario/pilot
tests_scenario_pilot_SOURCES = %D%/pilot.c
tests_scenario_pilot_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
tests_scenario_pilot_LDADD = libscenario.la
