bin_PROGRAMS       += wm/strip/paravent-strip
noinst_LTLIBRARIES += libstrip.la

# All but main().
libstrip_la_SOURCES = \
	%D%/atoms.h \
	%D%/atoms.c \
	%D%/canvas.h \
	%D%/canvas.c \
	%D%/chord.h \
	%D%/chord.c \
	%D%/cover.h \
	%D%/cover.c \
	%D%/keeper.h \
	%D%/keeper.c \
	%D%/locker.h \
	%D%/locker.c \
	%D%/manager.h \
	%D%/manager.c \
	%D%/monitors.h \
	%D%/monitors.c \
	%D%/notice.h \
	%D%/notice.c \
	%D%/options.h \
	%D%/options.c \
	%D%/paint.h \
	%D%/paint.c \
	%D%/panel.h \
	%D%/panel.c \
	%D%/plates.h \
	%D%/plates.c \
	%D%/raw.h \
	%D%/raw.c \
	%D%/scan.h \
	%D%/scan.c \
	%D%/strip.h \
	%D%/style.h \
	%D%/title.h \
	%D%/strip-internal.h \
	%D%/strip.c \
	%D%/strip_desk.c \
	%D%/strip_lock.c \
	%D%/strip_panels.c \
	%D%/strip_show.c \
	%D%/strip_tell.c \
	%D%/upload.h \
	%D%/upload.c \
	%D%/view.h \
	%D%/view.c \
	%D%/view_names.h \
	%D%/view_names.c \
	%D%/view_paint.h \
	%D%/view_paint.c
libstrip_la_CFLAGS = $(AM_CFLAGS) $(XCB_CFLAGS) $(STRIP_XCB_CFLAGS) $(CAIRO_CFLAGS)
libstrip_la_LIBADD = libwm-pure.la libdesk.la libpaint.la libx.la libbase.la \
	$(XCB_LIBS) $(STRIP_XCB_LIBS) $(CAIRO_LIBS) $(EV_LIBS)

%C%_paravent_strip_SOURCES = %D%/main.c
%C%_paravent_strip_CFLAGS  = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_paravent_strip_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_strip_LDADD   = libstrip.la
