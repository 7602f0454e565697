# --- the display, lent by a session --------------------------------------------
session_tests = \
	tests/daemon/loan-t \
	tests/daemon/seat-t \
	tests/daemon/session-t
check_PROGRAMS += $(session_tests)
TESTS          += $(session_tests)

%C%_loan_t_SOURCES    = %D%/loan-t.c
%C%_loan_t_LDADD      = libsession.la libscenario.la
%C%_seat_t_SOURCES    = %D%/seat-t.c
%C%_seat_t_LDADD      = librig.la libbase.la
%C%_session_t_SOURCES = %D%/session-t.c
%C%_session_t_LDADD   = libsession.la libscenario.la libbase.la $(EV_LIBS)
