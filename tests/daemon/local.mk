include tests/daemon/supervisor.mk
include tests/daemon/worker.mk
include tests/daemon/session.mk
