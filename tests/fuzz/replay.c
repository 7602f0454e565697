/* Runs a fuzz target over the files named on the command line, without an engine. */
#include "tests/fuzz/target.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* A heap block of exactly the file's size lets a sanitizer see one byte too far. */
static void
replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat status;

	if (!file || fstat(fileno(file), &status) < 0) {
		err(1, "%s", path);
	}
	size_t size = (size_t)status.st_size;
	uint8_t *bytes = malloc(size > 0 ? size : 1);
	if (!bytes || fread(bytes, 1, size, file) != size) {
		err(1, "%s", path);
	}
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		replay(argv[i]);
	}
	return 0;
}
