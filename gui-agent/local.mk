bin_PROGRAMS       += gui-agent/paravent-agent
noinst_LTLIBRARIES += libagent.la

# All but main(): tests link this.
libagent_la_SOURCES = \
	%D%/channel.h \
	%D%/channel.c \
	%D%/janitor.h \
	%D%/janitor.c \
	%D%/obey.h \
	%D%/obey.c \
	%D%/options.h \
	%D%/options.c \
	%D%/pace.h \
	%D%/pace.c \
	%D%/process.h \
	%D%/process.c \
	%D%/session.h \
	%D%/session.c \
	%D%/supervise.h \
	%D%/supervise.c \
	%D%/tell.h \
	%D%/tell.c \
	%D%/text.h \
	%D%/text.c \
	%D%/windows.h \
	%D%/windows.c \
	%D%/x.h \
	%D%/x.c \
	%D%/x_atoms.h \
	%D%/x_buffer.h \
	%D%/x_buffer.c \
	%D%/x_copy.h \
	%D%/x_copy.c \
	%D%/x_cursor.h \
	%D%/x_cursor.c \
	%D%/x_damage.h \
	%D%/x_damage.c \
	%D%/x_events.h \
	%D%/x_events.c \
	%D%/x_focus.h \
	%D%/x_focus.c \
	%D%/x_input.h \
	%D%/x_input.c \
	%D%/x_offer.h \
	%D%/x_offer.c \
	%D%/x_props.h \
	%D%/x_props.c \
	%D%/x_replies.h \
	%D%/x_replies.c \
	%D%/x_screen.h \
	%D%/x_screen.c \
	%D%/x_stack.h \
	%D%/x_stack.c \
	%D%/x_track.h \
	%D%/x_track.c \
	%D%/x_tray.h \
	%D%/x_tray.c \
	%D%/x_wm.h \
	%D%/x_wm.c \
	%D%/xorg.h \
	%D%/xorg.c
libagent_la_CFLAGS = $(AM_CFLAGS) $(AGENT_XCB_CFLAGS)
libagent_la_LIBADD = libxext-client.la libtransport.la libbase.la $(AGENT_XCB_LIBS) $(EV_LIBS)

%C%_paravent_agent_SOURCES = %D%/main.c
%C%_paravent_agent_CFLAGS  = $(AM_CFLAGS) $(PIE_COMPILE)
%C%_paravent_agent_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_agent_LDADD   = libagent.la
