# Debian packages: `make deb' builds them, in deb/, from what a release holds.
debdir = deb
EXTRA_DIST += \
	%D%/changelog \
	%D%/control \
	%D%/copyright \
	%D%/not-installed \
	%D%/paravent-dom0.docs \
	%D%/paravent-dom0.install \
	%D%/paravent-dom0.lintian-overrides \
	%D%/paravent-dom0.postinst \
	%D%/paravent-dom0.prerm \
	%D%/paravent-guest.docs \
	%D%/paravent-guest.install \
	%D%/paravent-guest.lintian-overrides \
	%D%/paravent-guest.postinst \
	%D%/paravent-guest.prerm \
	%D%/rules \
	%D%/source/format

.PHONY: deb
deb:
	rm -rf '$(debdir)' && $(MKDIR_P) '$(debdir)'
	$(MAKE) $(AM_MAKEFLAGS) distdir distdir='$(debdir)/$(PACKAGE)-$(VERSION)'
	cd '$(debdir)/$(PACKAGE)-$(VERSION)' && dpkg-buildpackage -us -uc -b
	rm -rf '$(debdir)/$(PACKAGE)-$(VERSION)'
	@echo "In $(debdir): $$(cd '$(debdir)' && echo *.deb)"
