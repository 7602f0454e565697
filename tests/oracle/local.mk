check_LTLIBRARIES += liboracle.la

liboracle_la_SOURCES = \
	%D%/tag.h \
	%D%/oracle.h \
	%D%/oracle.c
liboracle_la_LIBADD = libpaint.la libscenario.la libbase.la

oracle_tests = %D%/oracle-t

check_PROGRAMS += $(oracle_tests)
TESTS          += $(oracle_tests)

%C%_oracle_t_SOURCES = %D%/oracle-t.c
%C%_oracle_t_LDADD   = liboracle.la libpaint.la libscenario.la libbase.la $(CAIRO_LIBS)
