bin_PROGRAMS       += gui-daemon/paravent-daemon
noinst_LTLIBRARIES += libcontrol.la libdaemon.la

# What the daemon and its workers share.
libcontrol_la_SOURCES = \
	%D%/chord.h \
	%D%/chord.c \
	%D%/control.h \
	%D%/control.c \
	%D%/token.h \
	%D%/token.c \
	%D%/cursor_set.h \
	%D%/cursor_set.c \
	%D%/domain_policy.h \
	%D%/parcel.h \
	%D%/parcel.c
libcontrol_la_LIBADD = libbase.la

# All but main(): tests link this.
libdaemon_la_SOURCES = \
	%D%/backoff.h \
	%D%/backoff.c \
	%D%/broker.h \
	%D%/broker.c \
	%D%/clipboard.h \
	%D%/clipboard.c \
	%D%/config.h \
	%D%/config-internal.h \
	%D%/config.c \
	%D%/config_read.c \
	%D%/config_value.h \
	%D%/config_value.c \
	%D%/desk_server.h \
	%D%/desk_server-internal.h \
	%D%/desk_server.c \
	%D%/desk_outbox.c \
	%D%/domain_name.h \
	%D%/domain_name.c \
	%D%/domain_set.h \
	%D%/domain_set.c \
	%D%/domains.h \
	%D%/domains.c \
	%D%/domains_local.c \
	%D%/keys_gate.h \
	%D%/keys_gate.c \
	%D%/options.h \
	%D%/options.c \
	%D%/restraint.h \
	%D%/restraint.c \
	%D%/rundir.h \
	%D%/rundir.c \
	%D%/seat.h \
	%D%/seat.c \
	%D%/supervisor.h \
	%D%/supervisor-internal.h \
	%D%/supervisor.c \
	%D%/supervisor_desk.c \
	%D%/supervisor_keys.c \
	%D%/utf8.h \
	%D%/utf8.c \
	%D%/worker.h \
	%D%/worker.c \
	%D%/worker_end.h \
	%D%/worker_end.c
if WITH_XEN
libdaemon_la_SOURCES += %D%/domains_xen.c
endif
libdaemon_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DPARAVENT_SESSION_SOCKET='"$(runstatedir)/paravent/session"' \
	-DPARAVENT_CONFIG='"$(sysconfdir)/paravent.conf"' \
	-DPARAVENT_GUEST_PATH='"$(pkglibexecdir)/paravent-guest"'
libdaemon_la_CFLAGS = $(AM_CFLAGS) $(INIH_CFLAGS) $(XEN_CFLAGS)
libdaemon_la_LIBADD = libcontrol.la libsession.la libdesk.la libpaint.la libbase.la $(INIH_LIBS) $(EV_LIBS) $(XEN_LIBS)

%C%_paravent_daemon_SOURCES  = %D%/main.c
%C%_paravent_daemon_CPPFLAGS = $(libdaemon_la_CPPFLAGS)
%C%_paravent_daemon_CFLAGS   = $(AM_CFLAGS) $(PIE_COMPILE)
%C%_paravent_daemon_LDFLAGS  = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_daemon_LDADD    = libdaemon.la

# The example is all comments.  One that a person has changed stays.
EXTRA_DIST += %D%/paravent.conf
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(sysconfdir)'
	test -e '$(DESTDIR)$(sysconfdir)/paravent.conf' || \
		$(INSTALL_DATA) '$(srcdir)/gui-daemon/paravent.conf' '$(DESTDIR)$(sysconfdir)/paravent.conf'
uninstall-local:
	! cmp -s '$(srcdir)/gui-daemon/paravent.conf' '$(DESTDIR)$(sysconfdir)/paravent.conf' || \
		rm -f '$(DESTDIR)$(sysconfdir)/paravent.conf'

# For whoever packages it; what starts at boot and at login is theirs to decide.
EXTRA_DIST += \
	%D%/dist/paravent-daemon@.service \
	%D%/dist/paravent-session.desktop \
	%D%/dist/paravent-strip.desktop

include gui-daemon/session/local.mk
include gui-daemon/guest/local.mk
