check_LTLIBRARIES += liboracle.la

liboracle_la_SOURCES = \
	%D%/tag.h \
	%D%/areas.h \
	%D%/areas.c \
	%D%/label.h \
	%D%/label.c \
	%D%/label_judge.h \
	%D%/label_judge.c \
	%D%/plate_judge.h \
	%D%/plate_judge.c \
	%D%/oracle.h \
	%D%/oracle.c \
	%D%/owners.h \
	%D%/owners.c \
	%D%/steady.h \
	%D%/steady.c \
	%D%/words.h \
	%D%/words.c \
	%D%/puppet.h \
	%D%/puppet.c \
	%D%/stage.c
liboracle_la_CFLAGS = $(AM_CFLAGS) $(CAIRO_CFLAGS)
liboracle_la_LIBADD = libcontrol.la libwm.la libpaint.la libscenario.la libbase.la

# A worker of its own behind the proxy.
check_LTLIBRARIES += libprobe.la
libprobe_la_SOURCES = \
	%D%/acts.c \
	%D%/probe.h \
	%D%/probe.c \
	%D%/probe_manager.c \
	%D%/proxy.h \
	%D%/proxy-internal.h \
	%D%/proxy.c \
	%D%/proxy_bytes.h \
	%D%/proxy_bytes.c \
	%D%/proxy_house.c \
	%D%/proxy_link.c \
	%D%/proxy_wire.h \
	%D%/proxy_wire.c \
	%D%/sweep.h \
	%D%/sweep.c
libprobe_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libprobe_la_LIBADD = liboracle.la libfake-desk.la libworker-rig.la libscenario.la libtransport.la \
	libwire.la libpaint.la libbase.la $(EV_LIBS) $(TEST_XCB_LIBS)

probe_tests = \
	%D%/P30-daemon-faults-t \
	%D%/judges-t \
	%D%/P30-error-sweep-t \
	%D%/P30-fault-sweep-t \
	%D%/P30-kill-sweep-t \
	%D%/P30-manager-sweep-t \
	%D%/P21-oracle-catches-t \
	%D%/P1-every-request-t \
	%D%/P1-icons-t \
	%D%/P1-framed-openbox-t \
	%D%/P1-framed-paravent-t \
	%D%/P1-dragged-paravent-t \
	%D%/P2-whole-desktop-t
check_PROGRAMS += $(probe_tests)
TESTS          += $(probe_tests)

%C%_P21_oracle_catches_t_SOURCES = %D%/P21-oracle-catches-t.c
%C%_P21_oracle_catches_t_LDADD   = libprobe.la

%C%_P1_icons_t_SOURCES = %D%/P1-icons-t.c tests/daemon/tray.h tests/daemon/tray.c
%C%_P1_icons_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P1_icons_t_LDADD   = libprobe.la

# A worker that is broken on purpose, to see the oracle catch it.  Never installed.
check_PROGRAMS += %D%/broken-guest
%C%_broken_guest_SOURCES = \
	gui-daemon/guest/main.c \
	gui-daemon/guest/confine_none.c \
	%D%/broken-guest.c
%C%_broken_guest_CFLAGS  = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_broken_guest_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK) \
	-Wl,--wrap=xcb_create_window -Wl,--wrap=xcb_shm_put_image \
	-Wl,--wrap=xcb_map_window -Wl,--wrap=xcb_reparent_window
%C%_broken_guest_LDADD   = libguest.la

%C%_P30_daemon_faults_t_SOURCES = %D%/P30-daemon-faults-t.c
%C%_P30_daemon_faults_t_LDADD   = librig.la
%C%_judges_t_SOURCES = %D%/judges-t.c
%C%_judges_t_LDADD   = libprobe.la
%C%_P30_error_sweep_t_SOURCES = %D%/P30-error-sweep-t.c
%C%_P30_error_sweep_t_LDADD   = libprobe.la
%C%_P30_fault_sweep_t_SOURCES = %D%/P30-fault-sweep-t.c
%C%_P30_fault_sweep_t_LDADD   = libprobe.la
%C%_P30_kill_sweep_t_SOURCES = %D%/P30-kill-sweep-t.c
%C%_P30_kill_sweep_t_LDADD   = libprobe.la
%C%_P30_manager_sweep_t_SOURCES = %D%/P30-manager-sweep-t.c
%C%_P30_manager_sweep_t_LDADD   = libprobe.la libhands.la

# Our programs with calls that can be made to fail.  Never installed.
fault_link = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=mmap \
	-Wl,--wrap=strdup -Wl,--wrap=memfd_create -Wl,--wrap=fcntl -Wl,--wrap=sendmsg
fault_sources = %D%/fault.h %D%/fault.c
# Likewise, and what they free is counted.
fault_free_link = $(fault_link) -Wl,--wrap=free
fault_free_sources = $(fault_sources) %D%/fault_free.c
check_PROGRAMS += %D%/faulty-guest %D%/faulty-daemon
%C%_faulty_daemon_SOURCES  = gui-daemon/main.c $(fault_sources)
%C%_faulty_daemon_CPPFLAGS = $(libdaemon_la_CPPFLAGS)
%C%_faulty_daemon_CFLAGS   = $(AM_CFLAGS) $(PIE_COMPILE)
%C%_faulty_daemon_LDFLAGS  = $(AM_LDFLAGS) $(PIE_LINK) $(fault_link)
%C%_faulty_daemon_LDADD    = libdaemon.la
%C%_faulty_guest_SOURCES = gui-daemon/guest/main.c $(fault_sources)
%C%_faulty_guest_CFLAGS  = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_faulty_guest_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK) $(fault_link)
%C%_faulty_guest_LDADD   = libguest.la libconfine.la

every_request = %D%/every_request.h %D%/every_request.c
%C%_P1_every_request_t_SOURCES = %D%/P1-every-request-t.c $(every_request)
%C%_P1_framed_openbox_t_SOURCES = %D%/P1-framed-openbox-t.c $(every_request)
%C%_P1_framed_openbox_t_LDADD   = libprobe.la
%C%_P1_framed_paravent_t_SOURCES = %D%/P1-framed-paravent-t.c $(every_request)
%C%_P1_framed_paravent_t_LDADD   = libprobe.la
%C%_P1_dragged_paravent_t_SOURCES = %D%/P1-dragged-paravent-t.c
%C%_P1_dragged_paravent_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P1_dragged_paravent_t_LDADD   = libprobe.la libhands.la
%C%_P1_every_request_t_LDADD   = libprobe.la
%C%_P2_whole_desktop_t_SOURCES = %D%/P2-whole-desktop-t.c
%C%_P2_whole_desktop_t_LDADD   = libprobe.la
EXTRA_DIST += %D%/whole-desktop/paravent-wm.conf

oracle_tests = \
	%D%/oracle-t \
	%D%/P21-frame-before-buffer-t \
	%D%/P21-override-redirect-t \
	%D%/P21-storm-t \
	%D%/P21-worker-stopped-t \
	%D%/P20-flood-t \
	%D%/P22-dim-t \
	%D%/P30-held-off-t \
	%D%/P5-stacking-openbox-t \
	%D%/P5-stacking-paravent-t \
	%D%/P28-two-runs-t

check_PROGRAMS += $(oracle_tests) %D%/tagged-guest
TESTS          += $(oracle_tests)

oracle_libs = liboracle.la libpaint.la libscenario.la libbase.la \
	$(CAIRO_LIBS) $(TEST_XCB_LIBS)

%C%_oracle_t_SOURCES = %D%/oracle-t.c
%C%_oracle_t_LDADD   = $(oracle_libs)
%C%_P21_frame_before_buffer_t_SOURCES = %D%/P21-frame-before-buffer-t.c
%C%_P21_frame_before_buffer_t_LDADD   = $(oracle_libs)
%C%_P21_override_redirect_t_SOURCES = %D%/P21-override-redirect-t.c
%C%_P21_override_redirect_t_LDADD   = $(oracle_libs)
%C%_P21_storm_t_SOURCES = %D%/P21-storm-t.c
%C%_P21_storm_t_LDADD   = $(oracle_libs)
%C%_P21_worker_stopped_t_SOURCES = %D%/P21-worker-stopped-t.c
%C%_P21_worker_stopped_t_LDADD   = $(oracle_libs)

%C%_P20_flood_t_SOURCES = %D%/P20-flood-t.c
%C%_P20_flood_t_LDADD   = $(oracle_libs)
oracle_stacking = %D%/stacking.h %D%/stacking.c
%C%_P5_stacking_openbox_t_SOURCES = %D%/P5-stacking-openbox-t.c $(oracle_stacking)
%C%_P5_stacking_openbox_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P5_stacking_openbox_t_LDADD   = $(oracle_libs)
%C%_P5_stacking_paravent_t_SOURCES = %D%/P5-stacking-paravent-t.c $(oracle_stacking)
%C%_P5_stacking_paravent_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P5_stacking_paravent_t_LDADD   = $(oracle_libs)
%C%_P30_held_off_t_SOURCES = %D%/P30-held-off-t.c
%C%_P30_held_off_t_LDADD   = $(oracle_libs)
%C%_P22_dim_t_SOURCES = %D%/P22-dim-t.c
%C%_P22_dim_t_LDADD   = $(oracle_libs)
%C%_P28_two_runs_t_SOURCES = %D%/P28-two-runs-t.c
%C%_P28_two_runs_t_LDADD   = $(oracle_libs)

# Not a test: what the scenarios run as a guest.
%C%_tagged_guest_SOURCES = \
	%D%/tagged-guest.c \
	%D%/guest_flood.h \
	%D%/guest_flood.c \
	%D%/guest_link.h \
	%D%/guest_link.c \
	%D%/guest_window.h \
	%D%/guest_window.c
%C%_tagged_guest_LDADD = libtransport.la libwire.la libbase.la $(EV_LIBS)

sweep_tests += \
	%D%/P2-whole-desktop-t \
	%D%/P30-error-sweep-t \
	%D%/P30-fault-sweep-t \
	%D%/P30-kill-sweep-t \
	%D%/P30-manager-sweep-t

# Sweeps with no step left out: minutes, so by hand.
.PHONY: check-sweep
check-sweep:
	PARAVENT_SWEEP=full $(MAKE) check TESTS='$(sweep_tests)'
