#include "common/base/scale.h"

#include <string.h>

#define DPI_PLAIN 96u
#define DPI_LEAST 120u /* below, nothing is scaled */
#define DPI_MOST 9600u /* nobody has more */
#define MM_PER_INCH 25.4

bool
scale_is_sane(uint32_t scale)
{
	return scale == SCALE_AUTO || (scale >= SCALE_LEAST && scale <= SCALE_MOST);
}

uint32_t
scale_px(uint32_t px, uint32_t scale)
{
	return (px * scale + 50) / 100;
}

uint32_t
scale_zoom(uint32_t scale)
{
	return scale < 200 ? 1 : scale / 100;
}

uint32_t
scale_of_dpi(uint32_t dpi)
{
	if (dpi < DPI_LEAST) {
		return SCALE_PLAIN;
	}
	dpi = dpi < DPI_MOST ? dpi : DPI_MOST;
	/* Steps of a half: fewer blurred lines. */
	uint32_t scale = (dpi * 100 / DPI_PLAIN + 25) / 50 * 50;
	return scale < SCALE_MOST ? scale : SCALE_MOST;
}

uint32_t
scale_dpi_of(uint32_t px, uint32_t mm)
{
	return mm > 0 ? (uint32_t)(px * MM_PER_INCH / mm) : 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The number at the start of a line's len bytes, which may end in a fraction. */
static uint32_t
read_number(const char *at, size_t len)
{
	uint32_t number = 0;

	while (len > 0 && is_blank(*at)) {
		at++;
		len--;
	}
	for (; len > 0 && *at >= '0' && *at <= '9' && number < DPI_MOST; at++, len--) {
		number = number * 10 + (uint32_t)(*at - '0');
	}
	return number;
}

uint32_t
scale_find_dpi(const char *resources, size_t len)
{
	static const char name[] = "Xft.dpi:";
	const size_t name_len = sizeof(name) - 1;

	while (len > 0) {
		const char *end = memchr(resources, '\n', len);
		size_t line = end ? (size_t)(end - resources) : len;

		if (line > name_len && memcmp(resources, name, name_len) == 0) {
			return read_number(resources + name_len, line - name_len);
		}
		line += end != NULL;
		resources += line;
		len -= line;
	}
	return 0;
}
