if BUILD_DRIVER
check_LTLIBRARIES += libtestagent.la

# A guest with its agent, a client in it, and a daemon that keeps a record.
libtestagent_la_SOURCES = \
	%D%/client.h \
	%D%/client.c \
	%D%/daemon.h \
	%D%/daemon.c \
	%D%/guest.h \
	%D%/guest.c \
	%D%/rig.h \
	%D%/rig.c
libtestagent_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libtestagent_la_LIBADD = libscenario.la libtransport.la libbase.la $(TEST_XCB_LIBS) \
	$(EV_LIBS)

agent_tests = \
	%D%/P30-agent-faults-t \
	%D%/clipboard-t \
	%D%/input-t \
	%D%/pages-t \
	%D%/session-t \
	%D%/tray-t \
	%D%/windows-t
check_PROGRAMS += $(agent_tests)
TESTS += $(agent_tests)

%C%_clipboard_t_SOURCES = %D%/clipboard-t.c
%C%_clipboard_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_clipboard_t_LDADD   = libtestagent.la

%C%_tray_t_SOURCES = %D%/tray-t.c
%C%_tray_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_tray_t_LDADD   = libtestagent.la

%C%_windows_t_SOURCES = %D%/windows-t.c
%C%_windows_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_windows_t_LDADD   = libtestagent.la

%C%_input_t_SOURCES = %D%/input-t.c
%C%_input_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_input_t_LDADD   = libtestagent.la

%C%_pages_t_SOURCES = %D%/pages-t.c
%C%_pages_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_pages_t_LDADD   = libtestagent.la

%C%_session_t_SOURCES = %D%/session-t.c
%C%_session_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_session_t_LDADD   = libtestagent.la

sweep_tests += %D%/P30-agent-faults-t

# An agent with calls that can be made to fail.  Never installed.
check_PROGRAMS += %D%/faulty-agent
%C%_faulty_agent_SOURCES = gui-agent/main.c $(fault_sources) tests/oracle/fault_x.c
%C%_faulty_agent_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS) $(PIE_COMPILE)
%C%_faulty_agent_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK) $(fault_link)
%C%_faulty_agent_LDADD   = libagent.la
%C%_P30_agent_faults_t_SOURCES = %D%/P30-agent-faults-t.c %D%/life.h %D%/life.c \
	%D%/busy.h %D%/busy.c
%C%_P30_agent_faults_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P30_agent_faults_t_LDADD   = libtestagent.la libdrivertest.la
endif

check_PROGRAMS += %D%/pace-t %D%/text-t
TESTS          += %D%/pace-t %D%/text-t
%C%_pace_t_SOURCES = %D%/pace-t.c
%C%_pace_t_LDADD   = libagent.la
%C%_text_t_SOURCES = %D%/text-t.c
%C%_text_t_LDADD   = libagent.la

script_tests += %D%/cli.tap
