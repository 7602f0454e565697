dist_doc_DATA += %D%/ARCHITECTURE.md %D%/INSTALL.md %D%/PERFORMANCE.md %D%/PROTOCOL.md %D%/TRUST.md %D%/WINDOW-MANAGERS.md %D%/WM-HINTS.md %D%/demo.png
dist_man_MANS += %D%/paravent-daemon.8 %D%/paravent.conf.5 %D%/paravent.4 \
	%D%/paravent-agent.8 %D%/paravent-session.1 %D%/paravent-strip.1 %D%/paravent-replay.1 \
	%D%/paravent-wm.1 %D%/paravent-wm.conf.5
