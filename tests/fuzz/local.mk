# Each target is always built against replay.c, and `make check' runs it over its corpus and
# what was ever found; with --enable-fuzzing it is linked with an engine as well, libFuzzer
# or AFL++'s (LIB_FUZZING_ENGINE).  `make fuzz T=60' runs every target for T seconds.
fuzz_targets = agent capture config decoders frames session text

%C%_agent_sources    = %D%/target.h %D%/quiet.c %D%/agent.c
%C%_capture_sources  = %D%/target.h %D%/capture.c
%C%_config_sources   = %D%/target.h %D%/config.c
%C%_decoders_sources = %D%/target.h %D%/decode.h %D%/decode.c %D%/decoders.c
%C%_frames_sources   = %D%/target.h %D%/decode.h %D%/decode.c %D%/frames.c
%C%_session_sources  = %D%/target.h %D%/decode.h %D%/decode.c %D%/x_record.h \
	%D%/x_record.c %D%/record-internal.h %D%/record_desktop.c %D%/record_else.c \
	%D%/record_pixels.c %D%/quiet.c %D%/session.c
%C%_text_sources     = %D%/target.h %D%/text.c

%C%_agent_flags    = $(AM_CFLAGS) $(AGENT_XCB_CFLAGS)
%C%_agent_libs     = libagent.la $(AGENT_XCB_LIBS) $(EV_LIBS)
%C%_session_flags  = $(AM_CFLAGS) $(XCB_CFLAGS)
%C%_session_libs   = libguest.la $(XCB_LIBS) $(EV_LIBS)

check_PROGRAMS += \
	%D%/agent-replay \
	%D%/capture-replay \
	%D%/config-replay \
	%D%/decoders-replay \
	%D%/frames-replay \
	%D%/session-replay \
	%D%/text-replay
%C%_agent_replay_SOURCES    = $(%C%_agent_sources) %D%/replay.c
%C%_agent_replay_CFLAGS     = $(%C%_agent_flags)
%C%_agent_replay_LDADD      = $(%C%_agent_libs)
%C%_capture_replay_SOURCES  = $(%C%_capture_sources) %D%/replay.c
%C%_capture_replay_LDADD    = libreplay.la
%C%_config_replay_SOURCES   = $(%C%_config_sources) %D%/replay.c
%C%_config_replay_LDADD     = libdaemon.la
%C%_decoders_replay_SOURCES = $(%C%_decoders_sources) %D%/replay.c
%C%_decoders_replay_LDADD   = libwire.la
%C%_frames_replay_SOURCES   = $(%C%_frames_sources) %D%/replay.c
%C%_frames_replay_LDADD     = libwire.la
%C%_session_replay_SOURCES  = $(%C%_session_sources) %D%/replay.c
%C%_session_replay_CFLAGS   = $(%C%_session_flags)
%C%_session_replay_LDADD    = $(%C%_session_libs)
%C%_text_replay_SOURCES     = $(%C%_text_sources) %D%/replay.c
%C%_text_replay_LDADD       = libwire.la

if FUZZING
noinst_PROGRAMS += \
	%D%/agent-fuzz \
	%D%/capture-fuzz \
	%D%/config-fuzz \
	%D%/decoders-fuzz \
	%D%/frames-fuzz \
	%D%/session-fuzz \
	%D%/text-fuzz
%C%_agent_fuzz_SOURCES    = $(%C%_agent_sources)
%C%_agent_fuzz_CFLAGS     = $(%C%_agent_flags)
%C%_agent_fuzz_LDADD      = $(%C%_agent_libs) $(LIB_FUZZING_ENGINE)
%C%_capture_fuzz_SOURCES  = $(%C%_capture_sources)
%C%_capture_fuzz_LDADD    = libreplay.la $(LIB_FUZZING_ENGINE)
%C%_config_fuzz_SOURCES   = $(%C%_config_sources)
%C%_config_fuzz_LDADD     = libdaemon.la $(LIB_FUZZING_ENGINE)
%C%_decoders_fuzz_SOURCES = $(%C%_decoders_sources)
%C%_decoders_fuzz_LDADD   = libwire.la $(LIB_FUZZING_ENGINE)
%C%_frames_fuzz_SOURCES   = $(%C%_frames_sources)
%C%_frames_fuzz_LDADD     = libwire.la $(LIB_FUZZING_ENGINE)
%C%_session_fuzz_SOURCES  = $(%C%_session_sources)
%C%_session_fuzz_CFLAGS   = $(%C%_session_flags)
%C%_session_fuzz_LDADD    = $(%C%_session_libs) $(LIB_FUZZING_ENGINE)
%C%_text_fuzz_SOURCES     = $(%C%_text_sources)
%C%_text_fuzz_LDADD       = libwire.la $(LIB_FUZZING_ENGINE)
endif

script_tests += %D%/replay.tap
EXTRA_DIST   += %D%/wire.dict %D%/corpus %D%/found %D%/run

# The seeds that messages.def makes.
check_PROGRAMS += %D%/make-corpus
%C%_make_corpus_SOURCES = %D%/make-corpus.c
%C%_make_corpus_LDADD   = libwire.la

# The seeds that captures make: as fuzzers are built, and for `make check'.
check_PROGRAMS += %D%/make-seeds
%C%_make_seeds_SOURCES = %D%/make-seeds.c
%C%_make_seeds_LDADD   = libreplay.la

.PHONY: corpus
corpus: %D%/make-corpus
	$(AM_V_GEN)%D%/make-corpus $(srcdir)/tests/fuzz/corpus

# In a build of its own, _fuzz, whatever this one is; T seconds a target, FUZZ names some.
T = 60
.PHONY: fuzz
fuzz:
	$(AM_V_at)top_srcdir='$(abs_top_srcdir)' $(abs_top_srcdir)/%D%/run \
		'$(abs_top_builddir)/_fuzz' '$(T)' $(if $(FUZZ),$(FUZZ),$(fuzz_targets))
