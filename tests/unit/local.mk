# One program a module, speaking TAP.
unit_tests = \
	%D%/letters-t \
	%D%/log-t \
	%D%/memfd-t \
	%D%/rect-t \
	%D%/reserve-t \
	%D%/region-t \
	%D%/scale-t \
	%D%/stage-t \
	%D%/reader-t \
	%D%/facts-t \
	%D%/messages-t \
	%D%/frame-t \
	%D%/text-t \
	%D%/transport-t \
	%D%/link-t \
	%D%/link-hostile-t
check_PROGRAMS += $(unit_tests)
TESTS          += $(unit_tests)
EXTRA_DIST     += %D%/tap.h %D%/random.h %D%/kill_one.h

%C%_letters_t_SOURCES  = %D%/letters-t.c
%C%_letters_t_CFLAGS   = $(AM_CFLAGS) $(CAIRO_CFLAGS) $(FONTS_CFLAGS)
%C%_letters_t_LDADD    = libpaint.la libbase.la $(CAIRO_LIBS) $(FONTS_LIBS)
%C%_log_t_SOURCES      = %D%/log-t.c
%C%_log_t_LDADD        = libbase.la
%C%_memfd_t_SOURCES    = %D%/memfd-t.c
%C%_memfd_t_LDADD      = libbase.la
%C%_rect_t_SOURCES     = %D%/rect-t.c
%C%_rect_t_LDADD       = libbase.la
%C%_reserve_t_SOURCES  = %D%/reserve-t.c
%C%_reserve_t_LDADD    = libbase.la
%C%_region_t_SOURCES   = %D%/region-t.c
%C%_region_t_LDADD     = libbase.la
%C%_scale_t_SOURCES    = %D%/scale-t.c
%C%_scale_t_LDADD      = libpaint.la libbase.la
%C%_stage_t_SOURCES    = %D%/stage-t.c
%C%_stage_t_LDADD      = libguest-pure.la
%C%_reader_t_SOURCES   = %D%/reader-t.c
%C%_reader_t_LDADD     = libwire.la
%C%_facts_t_SOURCES    = %D%/facts-t.c
%C%_facts_t_LDADD      = libwire.la
%C%_messages_t_SOURCES = %D%/messages-t.c
%C%_messages_t_LDADD   = libwire.la
%C%_frame_t_SOURCES    = %D%/frame-t.c
%C%_frame_t_LDADD      = libwire.la
%C%_text_t_SOURCES     = %D%/text-t.c
%C%_text_t_LDADD       = libwire.la
%C%_transport_t_SOURCES = %D%/transport-t.c
%C%_transport_t_LDADD   = libtransport.la
%C%_link_t_SOURCES      = %D%/link-t.c $(link_test_sources)
%C%_link_t_LDADD        = libtransport.la
%C%_link_hostile_t_SOURCES = %D%/link-hostile-t.c $(link_test_sources)
%C%_link_hostile_t_LDADD   = libtransport.la
link_test_sources = %D%/peer.h %D%/peer.c %D%/spy.h %D%/spy.c

script_tests += %D%/tables.tap
