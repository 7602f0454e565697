# The desktop's display, lent by its user's session: both ends of the loan.
bin_PROGRAMS       += gui-daemon/session/paravent-session
noinst_LTLIBRARIES += libsession.la

libsession_la_SOURCES = \
	%D%/loan.h \
	%D%/loan.c \
	%D%/lender.h \
	%D%/lender.c
libsession_la_LIBADD = libbase.la $(EV_LIBS)

%C%_paravent_session_SOURCES  = %D%/main.c
%C%_paravent_session_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPARAVENT_SESSION_SOCKET='"$(runstatedir)/paravent/session"'
%C%_paravent_session_CFLAGS   = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_paravent_session_LDFLAGS  = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_session_LDADD    = libsession.la libbase.la $(XCB_LIBS)
