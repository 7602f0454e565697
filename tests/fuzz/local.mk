# Each target is always built against replay.c, and `make check' runs it over the corpus;
# with --enable-fuzzing it is linked with an engine as well:
#   tests/fuzz/frames-fuzz -dict=.../wire.dict NEW-FOLDER .../corpus/frames
# (the engine writes what it finds into the first folder).
%C%_frames_sources   = %D%/target.h %D%/decode.h %D%/decode.c %D%/frames.c
%C%_decoders_sources = %D%/target.h %D%/decode.h %D%/decode.c %D%/decoders.c
%C%_text_sources     = %D%/target.h %D%/text.c
%C%_session_sources  = %D%/target.h %D%/decode.h %D%/decode.c %D%/x_record.h \
	%D%/x_record.c %D%/quiet.c %D%/session.c
%C%_session_flags    = $(AM_CFLAGS) $(XCB_CFLAGS)
%C%_session_libs     = libguest.la $(XCB_LIBS) $(EV_LIBS)

check_PROGRAMS += %D%/frames-replay %D%/decoders-replay %D%/text-replay \
	%D%/session-replay
%C%_frames_replay_SOURCES   = $(%C%_frames_sources) %D%/replay.c
%C%_frames_replay_LDADD     = libwire.la
%C%_decoders_replay_SOURCES = $(%C%_decoders_sources) %D%/replay.c
%C%_decoders_replay_LDADD   = libwire.la
%C%_text_replay_SOURCES     = $(%C%_text_sources) %D%/replay.c
%C%_text_replay_LDADD       = libwire.la
%C%_session_replay_SOURCES  = $(%C%_session_sources) %D%/replay.c
%C%_session_replay_CFLAGS   = $(%C%_session_flags)
%C%_session_replay_LDADD    = $(%C%_session_libs)

if FUZZING
noinst_PROGRAMS += %D%/frames-fuzz %D%/decoders-fuzz %D%/text-fuzz %D%/session-fuzz
%C%_frames_fuzz_SOURCES   = $(%C%_frames_sources)
%C%_frames_fuzz_LDADD     = libwire.la $(LIB_FUZZING_ENGINE)
%C%_decoders_fuzz_SOURCES = $(%C%_decoders_sources)
%C%_decoders_fuzz_LDADD   = libwire.la $(LIB_FUZZING_ENGINE)
%C%_text_fuzz_SOURCES     = $(%C%_text_sources)
%C%_text_fuzz_LDADD       = libwire.la $(LIB_FUZZING_ENGINE)
%C%_session_fuzz_SOURCES  = $(%C%_session_sources)
%C%_session_fuzz_CFLAGS   = $(%C%_session_flags)
%C%_session_fuzz_LDADD    = $(%C%_session_libs) $(LIB_FUZZING_ENGINE)
endif

script_tests += %D%/replay.tap
EXTRA_DIST   += %D%/wire.dict %D%/corpus

# The seeds that messages.def makes.
check_PROGRAMS += %D%/make-corpus
%C%_make_corpus_SOURCES = %D%/make-corpus.c
%C%_make_corpus_LDADD   = libwire.la

.PHONY: corpus
corpus: %D%/make-corpus
	$(AM_V_GEN)%D%/make-corpus $(srcdir)/tests/fuzz/corpus
