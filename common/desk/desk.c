#include "common/desk/desk.h"

#include "common/base/scale.h"

#include <string.h>

struct desk_record
desk_record_of(enum desk_type type)
{
	struct desk_record record;

	memset(&record, 0, sizeof(record));
	record.type = type;
	return record;
}

/* --- each record's content --------------------------------------------------------- */

static bool
is_text(const char *text, size_t size)
{
	return text[0] != '\0' && memchr(text, '\0', size);
}

/* X 11 protocol, "Connection Setup": at least 18 contiguous bits that base has not. */
static bool
is_client(uint32_t base, uint32_t mask)
{
	return (base == 0 && mask == 0) ||
	    (base != 0 && mask != 0 && (base & mask) == 0 && !(base >> 29) &&
	        !(mask >> 29));
}

static const char *
check_welcome(const struct desk_record *record)
{
	const struct desk_welcome *welcome = &record->welcome;

	if (welcome->version != DESK_VERSION) {
		return "another version";
	}
	return scale_is_sane(welcome->scale) &&
	        family_is_sane_or_none(welcome->font, sizeof(welcome->font))
	    ? NULL
	    : "scale or font out of range";
}

static const char *
check_domain(const struct desk_record *record)
{
	const struct desk_domain *domain = &record->domain;

	if (domain->id == 0) {
		return "a domain without an id";
	}
	if (!is_text(domain->name, sizeof(domain->name)) ||
	    !is_text(domain->label, sizeof(domain->label))) {
		return "a domain without a name or label";
	}
	if (!family_is_sane_or_none(domain->font, sizeof(domain->font))) {
		return "a domain's font out of range";
	}
	if (domain->state == 0 || domain->state >= DESK_N_STATES ||
	    domain->flags & ~(uint32_t)DESK_FLAGS || domain->colour >> 24) {
		return "a domain's state, flags or colour out of range";
	}
	return is_client(domain->x_base, domain->x_mask) ? NULL
	                                                 : "no X client has such ids";
}

static const char *
check_number(const struct desk_record *record)
{
	return record->number ? NULL : "a number that is 0";
}

static const char *
check_truth(const struct desk_record *record)
{
	return record->number <= 1 ? NULL : "neither 0 nor 1";
}

static const char *
check_none(const struct desk_record *record)
{
	(void)record;
	return NULL;
}

static const char *
check_label(const struct desk_record *record)
{
	return record->label.serial ? NULL : "a label without a serial";
}

static const char *
check_clipboard(const struct desk_record *record)
{
	return record->clipboard.state < DESK_N_CLIPBOARD_STATES
	    ? NULL
	    : "unknown state of the clipboard";
}

static const char *
check_hello(const struct desk_record *record)
{
	const struct desk_hello *hello = &record->hello;

	if (hello->version != DESK_VERSION) {
		return "another version";
	}
	return hello->role >= DESK_STRIP && hello->role <= DESK_VIEWER ? NULL
	                                                               : "unknown role";
}

static const char *
check_pause(const struct desk_record *record)
{
	return record->pause.domain && record->pause.pause <= 1 ? NULL
	                                                        : "pause out of range";
}

static const char *
check_reserve(const struct desk_record *record)
{
	return reserve_is_sane(&record->reserve) ? NULL : "no such part of a screen";
}

/* --- both ways --------------------------------------------------------------------- */

struct rule {
	uint32_t type;
	const char *(*check)(const struct desk_record *record);
};

static const struct rule from_daemon[] = {
    {DESK_WELCOME, check_welcome},
    {DESK_DOMAIN, check_domain},
    {DESK_GONE, check_number},
    {DESK_COMPLETE, check_none},
    {DESK_LABEL, check_label},
    {DESK_CLIPBOARD, check_clipboard},
};

static const struct rule from_program[] = {
    {DESK_HELLO, check_hello},
    {DESK_SHOWN, check_number},
    {DESK_COVERED, check_truth},
    {DESK_PAUSE, check_pause},
    {DESK_RESERVE, check_reserve},
    {DESK_LOCKED, check_truth},
};

static const char *
check(
    const struct rule *rules, size_t count, const struct desk_record *record, size_t len)
{
	if (len != sizeof(*record)) {
		return "record of a wrong length";
	}
	for (size_t i = 0; i < count; i++) {
		if (rules[i].type == record->type) {
			return rules[i].check(record);
		}
	}
	return "record of a wrong type";
}

const char *
desk_check_from_daemon(const struct desk_record *record, size_t len)
{
	return check(from_daemon, ARRAY_LEN(from_daemon), record, len);
}

const char *
desk_check_from_program(const struct desk_record *record, size_t len)
{
	return check(from_program, ARRAY_LEN(from_program), record, len);
}
