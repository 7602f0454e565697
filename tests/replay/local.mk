# paravent-replay: its captures, and the worker against each kind of agent.
replay_tests = \
	tests/replay/agents-t \
	tests/replay/granted-t \
	tests/replay/mistakes-t \
	tests/replay/split-t \
	tests/replay/text-t
check_PROGRAMS += $(replay_tests)
TESTS          += $(replay_tests)
dist_check_DATA += \
	%D%/agents/linux-1.7.txt \
	%D%/agents/linux-1.8.txt \
	%D%/agents/mirage-1.1.txt \
	%D%/agents/stub-1.0.txt \
	%D%/agents/windows.txt

%C%_agents_t_SOURCES = %D%/agents-t.c
%C%_agents_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_agents_t_LDADD   = libreplay.la libworker-rig.la

%C%_granted_t_SOURCES = %D%/granted-t.c
%C%_granted_t_LDADD   = libreplay.la
%C%_mistakes_t_SOURCES = %D%/mistakes-t.c
%C%_mistakes_t_LDADD   = libreplay.la
%C%_split_t_SOURCES = %D%/split-t.c
%C%_split_t_LDADD   = libreplay.la
%C%_text_t_SOURCES = %D%/text-t.c
%C%_text_t_LDADD   = libreplay.la

script_tests += %D%/play.tap
