include tests/daemon/supervisor.mk
include tests/daemon/worker.mk
