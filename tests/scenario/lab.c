#include "tests/scenario/lab.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 32

static const char *
reach(void)
{
	return getenv("SCENARIO_LAB");
}

bool
lab_is_used(void)
{
	return reach() != NULL;
}

int64_t
lab_slowness(void)
{
	const char *text = getenv("SCENARIO_SLOWNESS");
	long times = text ? strtol(text, NULL, 10) : 1;

	return times > 1 ? times : 1;
}

bool
lab_do(const char *verb, const char *first, const char *second)
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		execl(reach(), reach(), verb, first, second, (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0;
}

bool
lab_start(struct crew *crew, const char *domain, const char *const *program)
{
	const char *arguments[ARGUMENTS_MAX + 1] = {reach(), "run", domain};

	for (size_t i = 0; program[i] && i + 3 < ARGUMENTS_MAX; i++) {
		arguments[i + 3] = program[i];
	}
	return crew_start(crew,
	           &(struct crew_plan){.role = domain, .arguments = arguments}) != NULL;
}
