# Proofs: no part of `make check', for they say the same whatever builds.
EXTRA_DIST += \
	%D%/run %D%/table.in %D%/decoders.in %D%/encoders.in %D%/modules %D%/mutations \
	%D%/libc.h %D%/eva

# PROVE names modules; all when it is empty.
.PHONY: prove
prove:
	$(AM_V_at)top_srcdir='$(abs_top_srcdir)' $(abs_top_srcdir)/%D%/run $(PROVE)
