bin_PROGRAMS       += replay/paravent-replay
noinst_LTLIBRARIES += libreplay.la

# All but main(): tests link this.
libreplay_la_SOURCES = \
	%D%/binary.h \
	%D%/binary.c \
	%D%/bytes.h \
	%D%/bytes.c \
	%D%/capture.h \
	%D%/capture.c \
	%D%/capture_file.h \
	%D%/capture_file.c \
	%D%/channel.h \
	%D%/channel.c \
	%D%/differ.h \
	%D%/differ.c \
	%D%/endpoint.h \
	%D%/endpoint.c \
	%D%/event.h \
	%D%/event.c \
	%D%/form.h \
	%D%/form.c \
	%D%/granted.h \
	%D%/granted.c \
	%D%/line.h \
	%D%/line.c \
	%D%/memfile.h \
	%D%/memfile.c \
	%D%/mutate.h \
	%D%/mutate.c \
	%D%/options.h \
	%D%/options.c \
	%D%/parse.h \
	%D%/parse.c \
	%D%/parse_record.h \
	%D%/parse_record.c \
	%D%/play.h \
	%D%/play.c \
	%D%/print.h \
	%D%/print.c \
	%D%/record.h \
	%D%/record.c \
	%D%/split.h \
	%D%/split.c \
	%D%/value.h \
	%D%/value.c
libreplay_la_LIBADD = libtransport.la libwire.la libbase.la $(XEN_GNTTAB_LIBS)

%C%_paravent_replay_SOURCES = %D%/main.c
%C%_paravent_replay_CFLAGS  = $(AM_CFLAGS) $(PIE_COMPILE)
%C%_paravent_replay_LDFLAGS = $(AM_LDFLAGS) $(PIE_LINK)
%C%_paravent_replay_LDADD   = libreplay.la
