if BUILD_DRIVER
xorgdriver_LTLIBRARIES = %D%/paravent_drv.la
xorgdriverdir = $(xorgmoduledir)/drivers

# All but its door, for the driver and for a test's.
noinst_LTLIBRARIES += libdriver.la
libdriver_la_SOURCES = \
	%D%/buffer.c \
	%D%/buffer.h \
	%D%/driver.h \
	%D%/describe.h \
	%D%/describe.c \
	%D%/extension.c \
	%D%/extension.h \
	%D%/hold.c \
	%D%/hold.h \
	%D%/inject.c \
	%D%/inject.h \
	%D%/input.c \
	%D%/input.h \
	%D%/options.c \
	%D%/options.h \
	%D%/output.c \
	%D%/output.h \
	%D%/pages.h \
	%D%/pages_gntalloc.c \
	%D%/pages_memfd.c \
	%D%/pixmap.c \
	%D%/pixmap.h \
	%D%/pool.c \
	%D%/pool.h \
	%D%/privates.c \
	%D%/root.c \
	%D%/root.h \
	%D%/screen.c \
	%D%/screen.h \
	%D%/sprite.c \
	%D%/sprite.h \
	common/base/fd.c \
	common/base/log.c \
	common/base/memfd.c
libdriver_la_CFLAGS  = $(AM_CFLAGS) $(XORG_CFLAGS)

# Bound lazily, as Xorg's modules are; everything but the loader's name stays inside.
driver_link = $(AM_LDFLAGS) -module -avoid-version -shared \
	-Wl,-z,lazy -export-symbols-regex '^paraventModuleData$$'
%C%_paravent_drv_la_SOURCES = %D%/driver.c
%C%_paravent_drv_la_CFLAGS  = $(AM_CFLAGS) $(XORG_CFLAGS)
%C%_paravent_drv_la_LDFLAGS = $(driver_link)
%C%_paravent_drv_la_LIBADD  = libdriver.la $(XEN_GNTTAB_LIBS)
endif

EXTRA_DIST += %D%/xorg.conf
