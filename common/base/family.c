#include "common/base/family.h"

#include <string.h>

bool
family_is_sane_or_none(const char *family, size_t size)
{
	if (!memchr(family, '\0', size)) {
		return false;
	}
	for (const char *c = family; *c; c++) {
		if ((unsigned char)*c < ' ' || strchr(",:\\\"", *c)) {
			return false;
		}
	}
	return true;
}

bool
family_is_sane(const char *family, size_t size)
{
	return size > 0 && family[0] != '\0' && family_is_sane_or_none(family, size);
}
