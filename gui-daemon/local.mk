include gui-daemon/guest/local.mk
