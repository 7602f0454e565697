#include "replay/capture_file.h"

#include "replay/binary.h"
#include "replay/print.h"

#include <errno.h>
#include <string.h>

static bool
read_all(FILE *file, struct bytes *out)
{
	uint8_t chunk[65536];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		if (!bytes_add(out, chunk, got)) {
			errno = ENOMEM;
			return false;
		}
	}
	return !ferror(file);
}

static bool
read_file(const char *path, struct bytes *out)
{
	bool is_input = strcmp(path, "-") == 0;
	FILE *file = is_input ? stdin : fopen(path, "rbe");

	if (!file) {
		return false;
	}
	bool is_read = read_all(file, out);
	int saved_errno = errno;
	if (!is_input) {
		fclose(file);
	}
	errno = saved_errno;
	return is_read;
}

static bool
read_bytes(const struct bytes *in, struct capture *out, struct complaint *complaint)
{
	return binary_is(in->at, in->len)
	    ? binary_read(in->at, in->len, out, complaint)
	    : parse_text(in->at ? (const char *)in->at : "", in->len, out, complaint);
}

bool
capture_load(const char *path, struct capture *out, FILE *errors)
{
	struct bytes in = {NULL, 0, 0};
	struct complaint complaint;

	*out = (struct capture){NULL, 0, 0};
	if (!read_file(path, &in)) {
		fprintf(errors, "%s: %s\n", path, strerror(errno));
		bytes_finish(&in);
		return false;
	}
	bool is_good = read_bytes(&in, out, &complaint);
	if (!is_good && complaint.line > 0) {
		fprintf(errors, "%s:%zu:%zu: %s\n", path, complaint.line,
		    complaint.column, complaint.text);
	} else if (!is_good) {
		fprintf(errors, "%s: %s\n", path, complaint.text);
	}
	bytes_finish(&in);
	return is_good;
}

void
capture_write(FILE *out, const struct capture *capture, enum capture_format format)
{
	if (format == CAPTURE_TEXT) {
		print_capture(out, capture);
		return;
	}
	binary_write_start(out);
	for (size_t i = 0; i < capture->count; i++) {
		binary_write_event(out, &capture->events[i]);
	}
}
