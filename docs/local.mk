dist_doc_DATA += %D%/ARCHITECTURE.md %D%/INSTALL.md %D%/PERFORMANCE.md %D%/PROTOCOL.md %D%/TRUST.md %D%/WINDOW-MANAGERS.md %D%/WM-HINTS.md
dist_man_MANS += %D%/paravent-daemon.8 %D%/paravent.conf.5 %D%/paravent.4 \
	%D%/paravent-agent.8 %D%/paravent-session.1 %D%/paravent-strip.1 %D%/paravent-replay.1 \
	%D%/paravent-wm.1 %D%/paravent-wm.conf.5
docs_pictures = %D%/pictures/desktop.png %D%/pictures/popup.png %D%/pictures/attention.png %D%/pictures/fullscreen.png \
	%D%/pictures/dimmed.png %D%/pictures/colour-blind.png %D%/pictures/strip.png

EXTRA_DIST += %D%/PICTURES.md %D%/pictures.sh $(docs_pictures)

# From the programs of this build, on a virtual display; looked at before they are committed.
.PHONY: docs-pictures
docs-pictures: all tests/strip/pose
	$(MKDIR_P) $(top_srcdir)/docs/pictures
	$(top_srcdir)/docs/pictures.sh $(abs_top_builddir) $(top_srcdir)/docs/pictures
