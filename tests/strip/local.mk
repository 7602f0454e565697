check_LTLIBRARIES += libstrip-stage.la
libstrip_stage_la_SOURCES = \
	%D%/agent.h \
	%D%/agent.c \
	%D%/stage.h \
	%D%/stage.c \
	%D%/storm.h \
	%D%/storm.c \
	tests/oracle/steady.h \
	tests/oracle/steady.c \
	tests/oracle/words.h \
	tests/oracle/words.c \
	%D%/tokens.h \
	%D%/tokens.c \
	%D%/typist.h \
	%D%/typist.c
libstrip_stage_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libstrip_stage_la_LIBADD = libpaint.la libscenario.la libcontrol.la libtransport.la libwire.la libbase.la \
	$(CAIRO_LIBS) $(TEST_XCB_LIBS) $(EV_LIBS)

strip_tests = \
	%D%/P2-managers-t \
	%D%/P24-attention-t \
	%D%/P26-palette-t \
	%D%/P29-locker-t \
	%D%/P29-monitors-t \
	%D%/P29-monitors-sweep-t \
	%D%/P29-real-lockers-t \
	%D%/P3-keys-t \
	%D%/P3-managers-t \
	%D%/P3-scale-t \
	%D%/P30-strip-kept-t \
	%D%/P30-strip-sweep-t
check_PROGRAMS += $(strip_tests)
TESTS          += $(strip_tests)

%C%_P2_managers_t_SOURCES = %D%/P2-managers-t.c
%C%_P2_managers_t_LDADD   = libstrip-stage.la
%C%_P24_attention_t_SOURCES = %D%/P24-attention-t.c
%C%_P24_attention_t_LDADD   = libstrip-stage.la
%C%_P26_palette_t_SOURCES = %D%/P26-palette-t.c
%C%_P26_palette_t_LDADD   = libpaint.la libscenario.la -lm
%C%_P29_real_lockers_t_SOURCES = %D%/P29-real-lockers-t.c
%C%_P29_real_lockers_t_LDADD   = libstrip-stage.la
%C%_P29_locker_t_SOURCES = %D%/P29-locker-t.c
%C%_P29_locker_t_LDADD   = libstrip-stage.la
%C%_P29_monitors_t_SOURCES = %D%/P29-monitors-t.c
%C%_P29_monitors_t_LDADD   = libstrip-stage.la
sweep_tests += %D%/P29-monitors-sweep-t
%C%_P29_monitors_sweep_t_SOURCES = %D%/P29-monitors-sweep-t.c
%C%_P29_monitors_sweep_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P29_monitors_sweep_t_LDADD   = libstrip-stage.la libprobe.la
%C%_P3_managers_t_SOURCES = %D%/P3-managers-t.c
%C%_P3_managers_t_LDADD   = libstrip-stage.la
%C%_P30_strip_kept_t_SOURCES = %D%/P30-strip-kept-t.c
%C%_P30_strip_kept_t_LDADD   = libstrip-stage.la libstrip.la
sweep_tests += %D%/P3-managers-t %D%/P30-strip-sweep-t
%C%_P30_strip_sweep_t_SOURCES = %D%/P30-strip-sweep-t.c
%C%_P30_strip_sweep_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P30_strip_sweep_t_LDADD   = libstrip-stage.la libprobe.la
%C%_P3_scale_t_SOURCES = %D%/P3-scale-t.c
%C%_P3_scale_t_LDADD   = libstrip-stage.la $(TEST_XCB_LIBS)
%C%_P3_keys_t_SOURCES = %D%/P3-keys-t.c
%C%_P3_keys_t_LDADD   = libstrip-stage.la
# What pictures of the strip's states are made with (docs/pictures.sh).
check_PROGRAMS += %D%/pose
%C%_pose_SOURCES = %D%/pose.c
%C%_pose_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_pose_LDADD   = libfake-desk.la $(TEST_XCB_LIBS)
# What the attention view looked like; what a strip left when it was killed.
CLEANFILES += P3-scale.png P3-scale-narrow.png P24-view.png P30-notice.png
