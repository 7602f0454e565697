bin_PROGRAMS       += wm/paravent-wm
noinst_LTLIBRARIES += libwm-pure.la libwm.la

# What decides: no X.
libwm_pure_la_SOURCES = \
	%D%/action.h \
	%D%/action.c \
	%D%/chord.h \
	%D%/chord.c \
	%D%/config.h \
	%D%/config.c \
	%D%/focus.h \
	%D%/focus.c \
	%D%/hints.h \
	%D%/hints.c \
	%D%/place.h \
	%D%/place.c \
	%D%/stack.h \
	%D%/stack.c \
	%D%/text.h \
	%D%/text.c \
	%D%/trust.h \
	%D%/trust.c
libwm_pure_la_CFLAGS = $(AM_CFLAGS) $(INIH_CFLAGS)
libwm_pure_la_LIBADD = libbase.la $(INIH_LIBS)

# All but main(): tests link this.
libwm_la_SOURCES = \
	%D%/act.c \
	%D%/admit.c \
	%D%/atoms.def \
	%D%/client.h \
	%D%/client.c \
	%D%/client_change.c \
	%D%/drag.h \
	%D%/drag.c \
	%D%/events.c \
	%D%/ewmh.c \
	%D%/frame.h \
	%D%/frame.c \
	%D%/grabs.h \
	%D%/grabs.c \
	%D%/home.h \
	%D%/home.c \
	%D%/icccm.c \
	%D%/keys.c \
	%D%/layout.h \
	%D%/layout.c \
	%D%/manage.c \
	%D%/messages.c \
	%D%/monitor.h \
	%D%/monitor.c \
	%D%/owner.h \
	%D%/owner.c \
	%D%/paint.h \
	%D%/paint-internal.h \
	%D%/paint.c \
	%D%/paint_list.c \
	%D%/ping.h \
	%D%/ping.c \
	%D%/pointer.c \
	%D%/present.c \
	%D%/preview.h \
	%D%/preview.c \
	%D%/restart.h \
	%D%/restart.c \
	%D%/screen.h \
	%D%/screen.c \
	%D%/selection.h \
	%D%/selection.c \
	%D%/settings.h \
	%D%/settings.c \
	%D%/strip_top.h \
	%D%/strip_top.c \
	%D%/switcher.h \
	%D%/switcher.c \
	%D%/sync.h \
	%D%/sync.c \
	%D%/theme.h \
	%D%/theme.c \
	%D%/wm.h \
	%D%/wm.c \
	%D%/workspace.h \
	%D%/workspace.c
libwm_la_CFLAGS = $(AM_CFLAGS) $(WM_XCB_CFLAGS) $(CAIRO_CFLAGS)
libwm_la_LIBADD = libwm-pure.la libdesk.la libpaint.la libx.la libbase.la $(WM_XCB_LIBS) \
	$(CAIRO_LIBS) $(EV_LIBS) -lm

%C%_paravent_wm_SOURCES  = %D%/main.c
%C%_paravent_wm_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPARAVENT_WM_CONFIG='"$(sysconfdir)/paravent-wm.conf"'
%C%_paravent_wm_CFLAGS   = $(AM_CFLAGS) $(WM_XCB_CFLAGS) $(PIE_COMPILE)
%C%_paravent_wm_LDFLAGS  = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_wm_LDADD    = libwm.la

include wm/dist/local.mk
