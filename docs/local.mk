dist_doc_DATA += %D%/ARCHITECTURE.md %D%/PROTOCOL.md %D%/TRUST.md
dist_man_MANS += %D%/paravent-daemon.8 %D%/paravent.conf.5
