pkglibexec_PROGRAMS += gui-daemon/guest/paravent-guest
noinst_LTLIBRARIES += libguest-pure.la libguest.la libconfine.la

# Decides: no X, no descriptors but those that a buffer is.
libguest_pure_la_SOURCES = \
	%D%/admit.h \
	%D%/admit_buffer.c \
	%D%/admit_look.c \
	%D%/admit_window.c \
	%D%/bucket.h \
	%D%/bucket.c \
	%D%/chords.h \
	%D%/chords.c \
	%D%/dim.h \
	%D%/dim.c \
	%D%/guard.h \
	%D%/guard.c \
	%D%/key_token.h \
	%D%/key_token.c \
	%D%/keys.h \
	%D%/keys.c \
	%D%/placement.h \
	%D%/placement.c \
	%D%/policy.h \
	%D%/policy.c \
	%D%/windows.h \
	%D%/windows.c \
	%D%/winstate.h \
	%D%/winstate.c \
	%D%/buffer/kind.h \
	%D%/buffer/pixbuf.h \
	%D%/buffer/pixbuf.c \
	%D%/buffer/pixbuf_grant.c \
	%D%/buffer/pixbuf_memfd.c \
	%D%/buffer/stage.h \
	%D%/buffer/stage.c
libguest_pure_la_CFLAGS = $(AM_CFLAGS) $(XEN_CFLAGS)
libguest_pure_la_LIBADD = libcontrol.la libwire.la libbase.la $(XEN_LIBS)

# All but main().
libguest_la_SOURCES = \
	%D%/clipboard.h \
	%D%/clipboard.c \
	%D%/deadlines.h \
	%D%/desktop.h \
	%D%/desktop-internal.h \
	%D%/desktop.c \
	%D%/desktop_keyboard.c \
	%D%/desktop_props.c \
	%D%/desktop_tray.c \
	%D%/dispatch.h \
	%D%/dispatch.c \
	%D%/input_out.h \
	%D%/input_out.c \
	%D%/pixels.c \
	%D%/present.h \
	%D%/present.c \
	%D%/present_change.c \
	%D%/present_icon.c \
	%D%/present_state.c \
	%D%/present_view.c \
	%D%/bounds.h \
	%D%/bounds.c \
	%D%/requests.h \
	%D%/requests.c \
	%D%/requests_pixels.c \
	%D%/sandbox.h \
	%D%/sandbox.c \
	%D%/session.h \
	%D%/session-internal.h \
	%D%/session.c \
	%D%/session_control.c \
	%D%/session_serve.c \
	%D%/session_tell.c \
	%D%/tell.h \
	%D%/tell.c \
	%D%/view.h \
	%D%/x_buffer.h \
	%D%/x_buffer.c \
	%D%/x_desk.h \
	%D%/x_desk.c \
	%D%/x_events.h \
	%D%/x_events.c \
	%D%/x_input.h \
	%D%/x_input.c \
	%D%/x_props.h \
	%D%/x_props.c \
	%D%/x_tray.h \
	%D%/x_tray.c \
	%D%/x_window.h \
	%D%/x_window.c
libguest_la_CFLAGS = $(AM_CFLAGS) $(XCB_CFLAGS)
libguest_la_LIBADD = libguest-pure.la libcontrol.la libx.la libpaint.la libtransport.la libwire.la \
	libbase.la $(XCB_LIBS) $(EV_LIBS)

# What tests run in a checker, or sanitized, cannot be fenced: chosen here, once.
if SANITIZED
confine = %D%/confine_none.c
else
confine = %D%/confine_files.c %D%/confine_calls.c
endif
libconfine_la_SOURCES = %D%/confine.h $(confine)
libconfine_la_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
libconfine_la_LIBADD = libbase.la $(SECCOMP_LIBS)

%C%_paravent_guest_SOURCES = %D%/main.c
%C%_paravent_guest_CFLAGS  = $(AM_CFLAGS) $(XCB_CFLAGS) $(PIE_COMPILE)
%C%_paravent_guest_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_guest_LDADD   = libguest.la libconfine.la
