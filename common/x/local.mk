noinst_LTLIBRARIES += libx.la

# Links with xcb and libev.
libx_la_SOURCES = \
	%D%/atoms.def \
	%D%/connection.h \
	%D%/connection.c \
	%D%/loop.h \
	%D%/loop.c \
	%D%/message.h \
	%D%/message.c \
	%D%/property.h \
	%D%/property.c \
	%D%/resolution.h \
	%D%/resolution.c
libx_la_CFLAGS = $(AM_CFLAGS) $(XCB_CFLAGS)
libx_la_LIBADD = libbase.la $(XCB_LIBS) $(EV_LIBS)
