# The worker: paravent-guest, and what it is made of.
check_LTLIBRARIES += libworker-rig.la
libworker_rig_la_SOURCES = \
	%D%/worker-rig.h \
	%D%/worker-rig.c \
	%D%/worker-agent.c \
	%D%/worker-person.c
libworker_rig_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libworker_rig_la_LIBADD = libscenario.la libhands.la libcontrol.la libpaint.la libtransport.la libwire.la libbase.la $(TEST_XCB_LIBS)

# The worker for valgrind, which no sandbox can hold.  Never installed.
check_PROGRAMS += tests/daemon/unconfined-guest
%C%_unconfined_guest_SOURCES = \
	gui-daemon/guest/main.c \
	gui-daemon/guest/confine_none.c
%C%_unconfined_guest_CFLAGS  = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_unconfined_guest_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_unconfined_guest_LDADD   = libguest.la

worker_tests = \
	%D%/worker-admit-t \
	%D%/worker-bounds-t \
	%D%/worker-clipboard-t \
	%D%/worker-scale-t \
	%D%/worker-frames-t \
	%D%/worker-guard-t \
	%D%/worker-input-t \
	%D%/worker-limits-t \
	%D%/worker-policy-t \
	%D%/worker-refuse-t \
	%D%/worker-sandbox-t \
	%D%/worker-setup-t \
	%D%/worker-state-t \
	%D%/worker-storm-t \
	%D%/worker-token-t \
	%D%/worker-tray-t \
	%D%/worker-wm-states-t \
	%D%/worker-wm-t \
	%D%/x_loop-t
check_PROGRAMS += $(worker_tests)
TESTS          += $(worker_tests)

%C%_worker_bounds_t_SOURCES = %D%/worker-bounds-t.c
%C%_worker_bounds_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_bounds_t_LDADD   = libworker-rig.la libcontrol.la libbase.la

%C%_worker_clipboard_t_SOURCES = %D%/worker-clipboard-t.c
%C%_worker_clipboard_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_clipboard_t_LDADD   = libworker-rig.la libcontrol.la libbase.la

%C%_worker_scale_t_SOURCES = %D%/worker-scale-t.c
%C%_worker_scale_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_scale_t_LDADD   = libworker-rig.la
%C%_worker_frames_t_SOURCES = %D%/worker-frames-t.c
%C%_worker_frames_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_frames_t_LDADD   = libworker-rig.la

%C%_worker_guard_t_SOURCES = %D%/worker-guard-t.c %D%/worker-hands.h %D%/worker-hands.c
%C%_worker_guard_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_guard_t_LDADD   = libworker-rig.la

%C%_worker_input_t_SOURCES = %D%/worker-input-t.c %D%/worker-hands.h %D%/worker-hands.c
%C%_worker_input_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_input_t_LDADD   = libworker-rig.la

%C%_worker_limits_t_SOURCES = %D%/worker-limits-t.c
%C%_worker_limits_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_limits_t_LDADD   = libguest-pure.la libworker-rig.la

%C%_worker_refuse_t_SOURCES = %D%/worker-refuse-t.c
%C%_worker_refuse_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_refuse_t_LDADD   = libworker-rig.la

%C%_worker_sandbox_t_SOURCES = %D%/worker-sandbox-t.c
%C%_worker_sandbox_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_sandbox_t_LDADD   = libworker-rig.la libguest.la libconfine.la

%C%_worker_setup_t_SOURCES = %D%/worker-setup-t.c
%C%_worker_setup_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_setup_t_LDADD   = libworker-rig.la libcontrol.la libbase.la

%C%_worker_token_t_SOURCES = %D%/worker-token-t.c
%C%_worker_token_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_token_t_LDADD   = libguest-pure.la libworker-rig.la libcontrol.la libbase.la

%C%_worker_storm_t_SOURCES = %D%/worker-storm-t.c
%C%_worker_storm_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_storm_t_LDADD   = libworker-rig.la

%C%_worker_tray_t_SOURCES = %D%/worker-tray-t.c %D%/tray.h %D%/tray.c
%C%_worker_tray_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_tray_t_LDADD   = libworker-rig.la libscenario.la

managed_sources = %D%/worker-managed.h %D%/worker-managed.c
%C%_worker_wm_states_t_SOURCES = %D%/worker-wm-states-t.c $(managed_sources)
%C%_worker_wm_states_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_wm_states_t_LDADD   = libworker-rig.la libscenario.la

%C%_worker_wm_t_SOURCES = %D%/worker-wm-t.c $(managed_sources)
%C%_worker_wm_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_worker_wm_t_LDADD   = libworker-rig.la libscenario.la

# Links without X.
%C%_worker_admit_t_SOURCES = %D%/worker-admit-t.c
%C%_worker_admit_t_LDADD   = libguest-pure.la

# Links without X.
%C%_worker_policy_t_SOURCES = %D%/worker-policy-t.c
%C%_worker_policy_t_LDADD   = libguest-pure.la

# Links without X.
%C%_worker_state_t_SOURCES = %D%/worker-state-t.c
%C%_worker_state_t_LDADD   = libguest-pure.la

%C%_x_loop_t_SOURCES = %D%/x_loop-t.c
%C%_x_loop_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_x_loop_t_LDADD   = libworker-rig.la libx.la libbase.la $(TEST_XCB_LIBS) $(EV_LIBS)
