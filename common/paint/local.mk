noinst_LTLIBRARIES += libpaint.la

libpaint_la_SOURCES = \
	%D%/faces.h \
	%D%/faces.c \
	%D%/font.h \
	%D%/font.c \
	%D%/letters.h \
	%D%/letters.c \
	%D%/mark.h \
	%D%/mark.c \
	%D%/measure.h \
	%D%/measure.c \
	%D%/palette.h \
	%D%/palette.c \
	%D%/pattern.h \
	%D%/pattern.c \
	%D%/tone.h \
	%D%/tone.c
libpaint_la_CFLAGS = $(AM_CFLAGS) $(CAIRO_CFLAGS) $(FONTS_CFLAGS)
libpaint_la_LIBADD = libbase.la $(CAIRO_LIBS) $(FONTS_LIBS) -lm

EXTRA_DIST += %D%/fontconfig.supp

# `mark-preview FILE.png`: every pattern in several colours, to look at.
noinst_PROGRAMS += common/paint/mark-preview
%C%_mark_preview_SOURCES = %D%/mark-preview.c
%C%_mark_preview_CFLAGS  = $(AM_CFLAGS) $(CAIRO_CFLAGS) $(PIE_COMPILE)
%C%_mark_preview_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_mark_preview_LDADD   = libpaint.la $(CAIRO_LIBS)
