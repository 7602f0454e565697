# What starts the daemon, and lends it the desktop's display.
autostartdir = $(sysconfdir)/xdg/autostart
dist_autostart_DATA = %D%/paravent-session.desktop %D%/paravent-strip.desktop

systemunit_DATA += %D%/paravent-daemon@.service
CLEANFILES      += %D%/paravent-daemon@.service
EXTRA_DIST      += %D%/paravent-daemon@.service.in
