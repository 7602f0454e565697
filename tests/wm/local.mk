# paravent-wm: what decides, and what clients may count on, with real clients.
check_LTLIBRARIES += libfake-desk.la libwm-rig.la
libfake_desk_la_SOURCES = \
	%D%/fake_desk.h \
	%D%/fake_desk.c
libfake_desk_la_LIBADD = libdesk.la libbase.la

libwm_rig_la_SOURCES = \
	%D%/rig.h \
	%D%/rig.c \
	%D%/rig_window.c
libwm_rig_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libwm_rig_la_LIBADD = libfake-desk.la libhands.la libdesk.la libbase.la $(TEST_XCB_LIBS)

wm_pure_tests = \
	%D%/config-t \
	%D%/paint-t \
	%D%/text-t \
	%D%/pure-t
wm_x_tests = \
	%D%/cover-t \
	%D%/hand-t \
	%D%/icccm-focus-t \
	%D%/icccm-t \
	%D%/idle-t \
	%D%/killed-t \
	%D%/monitors-t \
	%D%/odd-t \
	%D%/scale-t \
	%D%/ewmh-root-t \
	%D%/ewmh-window-t \
	%D%/trust-t
check_PROGRAMS += $(wm_pure_tests) $(wm_x_tests)
TESTS          += $(wm_pure_tests) $(wm_x_tests)

%C%_paint_t_SOURCES = %D%/paint-t.c
%C%_paint_t_LDADD   = libwm.la
%C%_pure_t_SOURCES = %D%/pure-t.c
%C%_pure_t_LDADD   = libwm-pure.la
%C%_config_t_SOURCES = %D%/config-t.c
%C%_config_t_LDADD   = libwm-pure.la
%C%_text_t_SOURCES = %D%/text-t.c
%C%_text_t_LDADD   = libwm-pure.la
%C%_cover_t_SOURCES = %D%/cover-t.c
%C%_cover_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_cover_t_LDADD   = libwm-rig.la
%C%_hand_t_SOURCES = %D%/hand-t.c
%C%_hand_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS) $(WM_XCB_CFLAGS)
%C%_hand_t_LDADD   = libwm-rig.la $(WM_XCB_LIBS)
%C%_icccm_focus_t_SOURCES = %D%/icccm-focus-t.c
%C%_icccm_focus_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_icccm_focus_t_LDADD   = libwm-rig.la
%C%_icccm_t_SOURCES = %D%/icccm-t.c
%C%_icccm_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_icccm_t_LDADD   = libwm-rig.la
%C%_idle_t_SOURCES = %D%/idle-t.c
%C%_idle_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_idle_t_LDADD   = libwm-rig.la
%C%_killed_t_SOURCES = %D%/killed-t.c
%C%_killed_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_killed_t_LDADD   = libwm-rig.la
%C%_monitors_t_SOURCES = %D%/monitors-t.c
%C%_monitors_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_monitors_t_LDADD   = libwm-rig.la
%C%_odd_t_SOURCES = %D%/odd-t.c
%C%_odd_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS) $(WM_XCB_CFLAGS)
%C%_odd_t_LDADD   = libwm-rig.la $(WM_XCB_LIBS)
%C%_scale_t_SOURCES = %D%/scale-t.c
%C%_scale_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_scale_t_LDADD   = libwm-rig.la
%C%_ewmh_root_t_SOURCES = %D%/ewmh-root-t.c
%C%_ewmh_root_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_ewmh_root_t_LDADD   = libwm-rig.la
%C%_ewmh_window_t_SOURCES = %D%/ewmh-window-t.c
%C%_ewmh_window_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS) $(WM_XCB_CFLAGS)
%C%_ewmh_window_t_LDADD   = libwm-rig.la $(WM_XCB_LIBS)
%C%_trust_t_SOURCES = %D%/trust-t.c
%C%_trust_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_trust_t_LDADD   = libwm-rig.la libwm.la
