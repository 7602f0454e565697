EXTRA_DIST += \
	%D%/control-decode.c \
	%D%/control-ok.c \
	%D%/control-print.c \
	%D%/control-text.c \
	%D%/guest-add.c \
	%D%/guest-arith.c \
	%D%/guest-as-int.c \
	%D%/guest-bytes-as-pointer.c \
	%D%/guest-compare-equal.c \
	%D%/guest-decoded-width.c \
	%D%/guest-index.c \
	%D%/guest-memcpy-length.c \
	%D%/guest-negate.c \
	%D%/guest-pass.c \
	%D%/guest-print.c \
	%D%/guest-sign.c \
	%D%/guest-text-print.c \
	%D%/guest-truth.c \
	%D%/ignored-verdict.c \
	%D%/shown-as-chars.c \
	%D%/shown-compare.c \
	%D%/shown-print.c
