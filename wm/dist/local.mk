# What a login screen offers.
xsessiondir = $(datadir)/xsessions
dist_xsession_DATA = %D%/paravent-wm.desktop
