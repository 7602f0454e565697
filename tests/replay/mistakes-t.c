/*
 * What is wrong with a text is named where it stands, with what to do.
 */
#include "replay/parse.h"
#include "replay/print.h"
#include "tests/unit/tap.h"

#include <string.h>

/* clang-format off */
static const struct {
	const char *in; /* behind the first line, if it does not begin with '!' */
	const char *complaint;
} mistakes[] = {
    {"!", "1:1: not a capture: its first line must be \"paravent-replay 1\""},
    {"!paravent-replay 2\n", "1:1: not a capture: its first line must be \"paravent-replay 1\""},
    {"!paravent-replay 1 x\n", "1:19: not a capture: its first line must be \"paravent-replay 1\""},
    {"A>D MAP", "2:1: unknown line \"A>D\": begin it with A->D, D->A, expect, wait, fd, ignore or #"},
    {"\n\n  foo", "4:3: unknown line \"foo\": begin it with A->D, D->A, expect, wait, fd, ignore or #"},
    {"A->D", "2:5: a record is missing: write a message's name, such as CREATE"},
    {"A->D CREAT window=1", "2:6: unknown record \"CREAT\": did you mean CREATE?"},
    {"A->D window_dump", "2:6: unknown record \"window_dump\": did you mean WINDOW_DUMP?"},
    {"A->D 17", "2:6: unknown record \"17\": see paravent-replay(1) for their names"},
    {"A->D MAP 5", "2:10: not FIELD=VALUE: write a field's name, = and its value"},
    {"A->D MAP widow=5", "2:10: MAP has no field \"widow\": it has window transient_for override_redirect"},
    {"A->D version window=5", "2:14: version has no field \"window\": it has protocol"},
    {"A->D MAP window=5 window=6", "2:19: \"window\" is given twice: remove one"},
    {"A->D CREATE x=1 x=1", "2:17: \"x\" is given twice: remove one"},
    {"A->D MAP window=", "2:17: not a number: write it as 300, -5 or 0x1a"},
    {"A->D MAP window=x", "2:17: not a number: write it as 300, -5 or 0x1a"},
    {"A->D MAP window=0x", "2:17: not a number: write it as 300, -5 or 0x1a"},
    {"A->D MAP window=4294967296", "2:17: the number does not fit its field"},
    {"A->D MAP window=99999999999999999999999", "2:17: the number does not fit its field"},
    {"A->D MAP window=-1", "2:17: the number does not fit its field"},
    {"A->D CREATE x=2147483648", "2:15: the number does not fit its field"},
    {"A->D CREATE x=-2147483649", "2:15: the number does not fit its field"},
    {"A->D MAP window=5x", "2:18: a blank is missing: put one between fields"},
    {"A->D WMNAME title=abc", "2:21: not bytes: write two hex digits for each, or - for none"},
    {"A->D WMNAME title=\"abc", "2:19: a text without its end: close it with \""},
    {"A->D WMNAME title=\"a\\n\"", "2:22: unknown escape: only \\\", \\\\ and \\xNN are known"},
    {"A->D WMNAME title=\"a\\x1\"", "2:22: unknown escape: only \\\", \\\\ and \\xNN are known"},
    {"A->D WMCLASS res_class=\"0123456789012345678901234567890123456789012345678901234567890123x\"",
     "2:24: more bytes than the field has room for"},
    {"A->D WINDOW_DUMP refs=5", "2:23: words stand in brackets: write [1,2,5..9]"},
    {"A->D WINDOW_DUMP refs=[5", "2:25: words stand in brackets with commas between: write [1,2,5..9]"},
    {"A->D WINDOW_DUMP refs=[5 6]", "2:25: words stand in brackets with commas between: write [1,2,5..9]"},
    {"A->D WINDOW_DUMP refs=[5..4]", "2:27: the number does not fit its field"},
    {"A->D WINDOW_DUMP refs=[1..98305]", "2:24: more words than the message may have"},
    {"A->D WINDOW_DUMP refs=[0..4294967295]", "2:24: more words than the message may have"},
    {"A->D version protocol=1", "2:24: a version is MAJOR.MINOR: write 1.8"},
    {"A->D version protocol=1.65536", "2:25: the number does not fit its field"},
    {"A->D raw bytes=0", "2:16: not bytes: write two hex digits for each, or - for none"},
    {"A->D raw bytes=00f", "2:18: not bytes: write two hex digits for each, or - for none"},
    {"A->D end", "2:6: \"end\" and \"nothing\" cannot be sent: put expect before it"},
    {"wait nothing", "2:6: nobody can wait for nothing: write expect nothing"},
    {"expect end window=1", "2:12: nothing may follow here: end the line"},
    {"A->D MAP fd=a", "2:14: no descriptor \"a\" yet: put \"fd a memfd size=BYTES\" above this line"},
    {"A->D MAP fd=a*b", "2:13: not a descriptor's name: use up to 23 letters, digits, - and _"},
    {"fd", "2:3: not a descriptor's name: use up to 23 letters, digits, - and _"},
    {"fd a", "2:5: a descriptor is a memfd or null: write memfd size=BYTES"},
    {"fd a pipe", "2:6: a descriptor is a memfd or null: write memfd size=BYTES"},
    {"fd a null x", "2:11: nothing may follow here: end the line"},
    {"fd a memfd 17", "2:12: not KEY=VALUE: write size=BYTES"},
    {"fd a memfd length=17", "2:12: a memfd has only size, sealed, and colour, noise or hash"},
    {"fd a memfd size=99999999999", "2:17: the number does not fit its field"},
    {"fd a memfd sealed=2", "2:19: the number does not fit its field"},
    {"fd a memfd colour=0x1000000", "2:19: the number does not fit its field"},
    {"fd a memfd colour=1 noise=2", "2:21: only one of colour, noise and hash may stand here: remove one"},
    {"fd a memfd hash=00", "2:17: a hash has 16 hex digits"},
    {"fd a null\nfd a null", "3:4: this name is taken by a line above: use another"},
    {"ignore", "2:7: not a message: write the name of the one to ignore, such as MOTION"},
    {"ignore xconf", "2:8: not a message: write the name of the one to ignore, such as MOTION"},
    {"ignore MOTION FOCUS", "2:15: nothing may follow here: end the line"},
    {"+ A->D MAP", "2:2: not a delay: write +SECONDS, such as +0.5, up to +86400"},
    {"+86401 A->D MAP", "2:2: not a delay: write +SECONDS, such as +0.5, up to +86400"},
    {"+1. A->D MAP", "2:4: not a delay: digits must follow the point"},
    {"+1.1234567 A->D MAP", "2:10: not a delay: at most six digits after the point, then a blank"},
    {"+1A->D MAP", "2:3: not a delay: at most six digits after the point, then a blank"},
    {"A->D MAP\r", "2:9: a carriage return: end lines with a line feed alone"},
    {"# \x01", "2:3: a control character: remove it, or write \\xNN in a text"},
};
/* clang-format on */

static void
test_mistakes(void)
{
	for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
		const char *in = mistakes[i].in;
		bool is_whole = in[0] == '!';
		char text[512], got[256] = "accepted";
		struct capture capture = {NULL, 0, 0};
		struct complaint complaint;

		snprintf(text, sizeof(text), "%s%s",
		    is_whole ? "" : PRINT_FIRST_LINE "\n", is_whole ? in + 1 : in);
		if (!parse_text(text, strlen(text), &capture, &complaint)) {
			snprintf(got, sizeof(got), "%zu:%zu: %s", complaint.line,
			    complaint.column, complaint.text);
		}
		capture_finish(&capture);
		if (!ok_named(
		        strcmp(got, mistakes[i].complaint) == 0, mistakes[i].complaint)) {
			printf("# got %s\n", got);
		}
	}
}

int
main(void)
{
	test_mistakes();
	return done_testing();
}
