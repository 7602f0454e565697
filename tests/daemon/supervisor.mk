# --- the daemon: marks, configuration, workers ---------------------------------
check_PROGRAMS += tests/daemon/fake-worker
%C%_fake_worker_SOURCES = %D%/fake.h %D%/fake-worker.c

check_LTLIBRARIES += librig.la
librig_la_SOURCES = %D%/rig.h %D%/rig.c
librig_la_LIBADD  = libscenario.la

daemon_tests = \
	tests/daemon/broker-t \
	tests/daemon/config-t \
	tests/daemon/config-values-t \
	tests/daemon/desk-client-t \
	tests/daemon/desk-t \
	tests/daemon/keys_gate-t \
	tests/daemon/keys-model-t \
	tests/daemon/mark-t \
	tests/daemon/pure-t \
	tests/daemon/startup-t \
	tests/daemon/supervisor-t
check_PROGRAMS += $(daemon_tests)
TESTS          += $(daemon_tests)

%C%_startup_t_SOURCES = %D%/startup-t.c
%C%_startup_t_LDADD   = librig.la
%C%_supervisor_t_SOURCES = %D%/supervisor-t.c
%C%_supervisor_t_LDADD   = librig.la
%C%_broker_t_SOURCES = %D%/broker-t.c
%C%_broker_t_LDADD   = libdaemon.la libscenario.la
%C%_desk_t_SOURCES = %D%/desk-t.c
%C%_desk_t_LDADD   = librig.la libdesk.la libbase.la
%C%_desk_client_t_SOURCES = %D%/desk-client-t.c
%C%_desk_client_t_LDADD   = librig.la libdesk.la libbase.la $(EV_LIBS)
%C%_config_values_t_SOURCES = %D%/config-values-t.c %D%/said.h %D%/said.c
%C%_config_values_t_LDADD   = libdaemon.la libscenario.la
%C%_config_t_SOURCES = %D%/config-t.c %D%/said.h %D%/said.c
%C%_config_t_LDADD   = libdaemon.la libscenario.la
%C%_keys_model_t_SOURCES = %D%/keys-model.h %D%/keys-model-internal.h \
	%D%/keys-model.c %D%/keys-model-daemon.c %D%/keys-model-t.c
%C%_keys_model_t_LDADD   = libdaemon.la libguest.la libscenario.la
%C%_keys_gate_t_SOURCES = %D%/keys_gate-t.c
%C%_keys_gate_t_LDADD   = libdaemon.la libscenario.la
%C%_mark_t_SOURCES = %D%/mark-t.c
%C%_mark_t_LDADD   = libpaint.la libscenario.la
%C%_pure_t_SOURCES = %D%/pure-t.c
%C%_pure_t_LDADD   = libdaemon.la libscenario.la
