noinst_LTLIBRARIES += libbase.la

# Links with libc, and pixman for regions.
libbase_la_SOURCES = \
	%D%/base/base.h \
	%D%/base/compound.h \
	%D%/base/compound.c \
	%D%/base/family.h \
	%D%/base/family.c \
	%D%/base/fd.h \
	%D%/base/fd.c \
	%D%/base/insets.h \
	%D%/base/log.h \
	%D%/base/log.c \
	%D%/base/memory.h \
	%D%/base/memory.c \
	%D%/base/memfd.h \
	%D%/base/memfd.c \
	%D%/base/rect.h \
	%D%/base/rect.c \
	%D%/base/reserve.h \
	%D%/base/reserve.c \
	%D%/base/region.h \
	%D%/base/region.c \
	%D%/base/scale.h \
	%D%/base/scale.c \
	%D%/base/user_socket.h \
	%D%/base/user_socket.c
libbase_la_CFLAGS = $(AM_CFLAGS) $(PIXMAN_CFLAGS)
libbase_la_LIBADD = $(PIXMAN_LIBS)

include common/desk/local.mk
include common/paint/local.mk
include common/x/local.mk
