noinst_LTLIBRARIES += libhands.la libscenario.la

libhands_la_SOURCES = %D%/ancestor.h %D%/ancestor.c %D%/ask.h %D%/ask.c \
	%D%/atom.h %D%/atom.c %D%/hands.h %D%/hands.c %D%/monitors.h %D%/monitors.c
libhands_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libhands_la_LIBADD = $(TEST_XCB_LIBS)

# A desktop for a test: processes, windows, pixels.
libscenario_la_SOURCES = \
	%D%/crew.h \
	%D%/crew.c \
	%D%/desk.h \
	%D%/desk.c \
	%D%/desk_input.c \
	%D%/fixture.h \
	%D%/fixture-internal.h \
	%D%/fixture.c \
	%D%/fixture_desk.c \
	%D%/fixture_domains.c \
	%D%/folder.h \
	%D%/folder.c \
	%D%/lab.h \
	%D%/lab.c \
	%D%/leftover.h \
	%D%/leftover.c \
	%D%/locked.h \
	%D%/locked.c \
	%D%/picture.h \
	%D%/place.h \
	%D%/place.c \
	%D%/picture.c \
	%D%/procfs.h \
	%D%/procfs.c \
	%D%/tap.h \
	%D%/tap.c
libscenario_la_CFLAGS = $(AM_CFLAGS) $(CAIRO_CFLAGS) $(TEST_XCB_CFLAGS)
libscenario_la_LIBADD = libhands.la libbase.la $(CAIRO_LIBS) $(TEST_XCB_LIBS)

# Plays the person for `./demo --headless`.
noinst_PROGRAMS += tests/scenario/pilot
tests_scenario_pilot_SOURCES = %D%/pilot.c
tests_scenario_pilot_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
tests_scenario_pilot_LDADD = libscenario.la

scenario_tests = \
	%D%/P1-tray-t \
	%D%/P9-asked-t \
	%D%/P9-states-t \
	%D%/P14-clipboard-t \
	%D%/P30-death-t \
	%D%/P30-place-openbox-t \
	%D%/P30-place-paravent-t \
	%D%/P30-place-xfwm4-t \
	%D%/menu-gtk-t \
	%D%/menu-xterm-t \
	%D%/typing-t \
	%D%/valgrind-t \
	%D%/windows-openbox-t \
	%D%/windows-paravent-t \
	%D%/windows-xfwm4-t

# They need the driver: real programs draw in an Xorg.
if BUILD_DRIVER
check_PROGRAMS += $(scenario_tests)
TESTS          += $(scenario_tests)
endif

scenario_windows = %D%/windows.h %D%/windows.c
scenario_menu = %D%/menu.h %D%/menu.c
scenario_restart = %D%/restart.h %D%/restart.c

# An application with an icon, for a guest.
if BUILD_DRIVER
check_PROGRAMS += tests/scenario/icon tests/scenario/states
endif
%C%_states_SOURCES = %D%/states.c
%C%_states_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_states_LDADD   = libhands.la
%C%_icon_SOURCES = %D%/icon.c
%C%_icon_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_icon_LDADD   = libhands.la

%C%_P1_tray_t_SOURCES = %D%/P1-tray-t.c tests/daemon/tray.h tests/daemon/tray.c
%C%_P1_tray_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P1_tray_t_LDADD   = $(oracle_libs)
%C%_P9_asked_t_SOURCES = %D%/P9-asked-t.c
%C%_P9_asked_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P9_asked_t_LDADD   = libpaint.la $(oracle_libs)
%C%_P9_states_t_SOURCES = %D%/P9-states-t.c
%C%_P9_states_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P9_states_t_LDADD   = $(oracle_libs)
%C%_P14_clipboard_t_SOURCES = %D%/P14-clipboard-t.c
%C%_P14_clipboard_t_LDADD   = $(oracle_libs)
%C%_P30_death_t_SOURCES = %D%/P30-death-t.c
%C%_P30_death_t_LDADD   = $(oracle_libs)
%C%_P30_place_openbox_t_SOURCES = %D%/P30-place-openbox-t.c $(scenario_restart)
%C%_P30_place_openbox_t_LDADD   = $(oracle_libs)
%C%_P30_place_paravent_t_SOURCES = %D%/P30-place-paravent-t.c $(scenario_restart)
%C%_P30_place_paravent_t_LDADD   = $(oracle_libs)
%C%_P30_place_xfwm4_t_SOURCES = %D%/P30-place-xfwm4-t.c $(scenario_restart)
%C%_P30_place_xfwm4_t_LDADD   = $(oracle_libs)
%C%_menu_gtk_t_SOURCES = %D%/menu-gtk-t.c $(scenario_menu)
%C%_menu_gtk_t_LDADD   = $(oracle_libs)
%C%_menu_xterm_t_SOURCES = %D%/menu-xterm-t.c $(scenario_menu)
%C%_menu_xterm_t_LDADD   = $(oracle_libs)
%C%_typing_t_SOURCES = %D%/typing-t.c
%C%_typing_t_LDADD   = $(oracle_libs)
%C%_valgrind_t_SOURCES = %D%/valgrind-t.c
%C%_valgrind_t_LDADD   = $(oracle_libs)
%C%_windows_openbox_t_SOURCES = %D%/windows-openbox-t.c $(scenario_windows)
%C%_windows_openbox_t_LDADD   = $(oracle_libs)
%C%_windows_paravent_t_SOURCES = %D%/windows-paravent-t.c $(scenario_windows)
%C%_windows_paravent_t_LDADD   = $(oracle_libs)
%C%_windows_xfwm4_t_SOURCES = %D%/windows-xfwm4-t.c $(scenario_windows)
%C%_windows_xfwm4_t_LDADD   = $(oracle_libs)

# Every scenario with daemon, workers and agents in valgrind: slow, so by hand.
.PHONY: check-valgrind
check-valgrind:
	SCENARIO_VALGRIND=1 $(MAKE) check TESTS='$(scenario_tests)'

script_tests += %D%/carrier.tap
EXTRA_DIST   += %D%/scenarios.list
