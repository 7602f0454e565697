noinst_LTLIBRARIES += libdesk.la

# Links with libev.
libdesk_la_SOURCES = \
	%D%/desk.h \
	%D%/desk.c \
	%D%/arrival.h \
	%D%/arrival.c \
	%D%/client.h \
	%D%/client.c
libdesk_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPARAVENT_DESK_SOCKET='"$(runstatedir)/paravent/desk"'
libdesk_la_LIBADD = libbase.la $(EV_LIBS)
