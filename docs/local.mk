dist_doc_DATA += %D%/ARCHITECTURE.md %D%/PROTOCOL.md %D%/TRUST.md
