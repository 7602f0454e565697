check_LTLIBRARIES += liboracle.la

liboracle_la_SOURCES = \
	%D%/tag.h \
	%D%/oracle.h \
	%D%/oracle.c
liboracle_la_LIBADD = libpaint.la libscenario.la libbase.la

oracle_tests = %D%/oracle-t

check_PROGRAMS += $(oracle_tests) %D%/tagged-guest
TESTS          += $(oracle_tests)

%C%_oracle_t_SOURCES = %D%/oracle-t.c
%C%_oracle_t_LDADD   = liboracle.la libpaint.la libscenario.la libbase.la $(CAIRO_LIBS)

# Not a test: what the scenarios run as a guest.
%C%_tagged_guest_SOURCES = \
	%D%/tagged-guest.c \
	%D%/guest_link.h \
	%D%/guest_link.c \
	%D%/guest_window.h \
	%D%/guest_window.c
%C%_tagged_guest_LDADD = libtransport.la libwire.la libbase.la $(EV_LIBS)
