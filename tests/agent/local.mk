if BUILD_DRIVER
check_LTLIBRARIES += libtestagent.la

# A guest with its agent, a client in it, and a daemon that keeps a record.
libtestagent_la_SOURCES = \
	%D%/client.h \
	%D%/client.c \
	%D%/daemon.h \
	%D%/daemon.c \
	%D%/guest.h \
	%D%/guest.c
libtestagent_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libtestagent_la_LIBADD = libscenario.la libtransport.la libbase.la $(TEST_XCB_LIBS) \
	$(EV_LIBS)

agent_tests = \
	%D%/windows-t
check_PROGRAMS += $(agent_tests)
TESTS += $(agent_tests)

%C%_windows_t_SOURCES = %D%/windows-t.c
%C%_windows_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_windows_t_LDADD   = libtestagent.la
endif
