check_LTLIBRARIES += liboracle.la

liboracle_la_SOURCES = \
	%D%/tag.h \
	%D%/oracle.h \
	%D%/oracle.c \
	%D%/puppet.h \
	%D%/puppet.c \
	%D%/stage.c
liboracle_la_LIBADD = libpaint.la libscenario.la libbase.la

oracle_tests = \
	%D%/oracle-t \
	%D%/P21-frame-before-buffer-t \
	%D%/P21-override-redirect-t \
	%D%/P21-storm-t \
	%D%/P21-worker-stopped-t

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

# Not a test: what the scenarios run as a guest.
%C%_tagged_guest_SOURCES = \
	%D%/tagged-guest.c \
	%D%/guest_link.h \
	%D%/guest_link.c \
	%D%/guest_window.h \
	%D%/guest_window.c
%C%_tagged_guest_LDADD = libtransport.la libwire.la libbase.la $(EV_LIBS)
