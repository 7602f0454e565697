/* paravent.conf: every kind of error and warning, with its line. */
#include "tests/daemon/said.h"

#include <string.h>

/* --- errors ------------------------------------------------------------------------ */

#define COLOURS "black blue brown gray green orange purple red teal white yellow"
#define PATTERNS "solid stripes hatch bars rows dots checks diamonds waves"
#define NAMES "up to 32 letters, digits, '.', '_' or '-', the first a letter or digit"
#define MORE_KEYS                                                                    \
	" font font-size windows pages hover fullscreen attention titles strip "     \
	"message-rate "                                                              \
	"create-rate "                                                               \
	"guard override-redirect-share clipboard-to clipboard-from clipboard-bytes " \
	"cursors unfocused"
#define CHORDS                                                                        \
	"Ctrl, Alt, Super or Shift, each with +, then a letter, a digit, F1 to F12, " \
	"Insert, Delete, Home, End, Page_Up or Page_Down"
#define TEN "0123456789"
#define SIXTY_FOUR TEN TEN TEN TEN TEN TEN "0123"

static const struct {
	const char *name;
	const char *text;
	const char *said;
} errors[] = {
    {"colour name", "\n\n[work]\ncolour = purpel\n",
        "E FILE:4: [work] colour = purpel: not a colour; use #rrggbb or one of " COLOURS
        "\n"},
    {"colour short", "[work]\ncolour = #12345\n",
        "E FILE:2: [work] colour = #12345: not a colour; use #rrggbb or one of " COLOURS
        "\n"},
    {"colour not hex", "[work]\ncolour = #12345g\n",
        "E FILE:2: [work] colour = #12345g: not a colour; use #rrggbb or one of " COLOURS
        "\n"},
    {"colour long", "[work]\ncolour = #1234567\n",
        "E FILE:2: [work] colour = #1234567: not a colour; use #rrggbb or one of " COLOURS
        "\n"},
    {"colour empty", "[work]\ncolour =\n",
        "E FILE:2: [work] colour = : not a colour; use #rrggbb or one of " COLOURS "\n"},
    {"pattern", "[work]\npattern = Dots\n",
        "E FILE:2: [work] pattern = Dots: not a pattern; use one of " PATTERNS "\n"},
    {"width small", "[work]\nframe-width = 1\n",
        "E FILE:2: [work] frame-width = 1: not a frame's width; use a number from 2 to "
        "32\n"},
    {"width large", "[work]\nframe-width = 33\n",
        "E FILE:2: [work] frame-width = 33: not a frame's width; use a number from 2 to "
        "32\n"},
    {"width huge", "[work]\nframe-width = 18446744073709551620\n",
        "E FILE:2: [work] frame-width = 18446744073709551620: not a frame's width; use a "
        "number from 2 to 32\n"},
    {"width signed", "[work]\nframe-width = +4\n",
        "E FILE:2: [work] frame-width = +4: not a frame's width; use a number from 2 to "
        "32\n"},
    {"width with unit", "[work]\nframe-width = 4px\n",
        "E FILE:2: [work] frame-width = 4px: not a frame's width; use a number from 2 to "
        "32\n"},
    {"label long", "[work]\nlabel = " SIXTY_FOUR "\n",
        "E FILE:2: [work] label = " SIXTY_FOUR ": 64 bytes long; use at most 63\n"},
    {"label empty", "[work]\nlabel = ; nothing\n",
        "E FILE:2: [work] label = : empty; give it a text, or leave the key out for the "
        "section's name\n"},
    {"label in default", "[default]\nlabel = x\n",
        "E FILE:2: [default] label = x: a label is one domain's; give it in that "
        "domain's "
        "section\n"},
    {"unknown key", "[work]\ncolor = red\n",
        "E FILE:2: [work] color = red: no such key; use one of label colour pattern "
        "frame-width" MORE_KEYS "\n"},
    {"windows none", "[work]\nwindows = 0\n",
        "E FILE:2: [work] windows = 0: not a number of windows; use a number from 1 to "
        "4096\n"},
    {"pages many", "[work]\npages = 4194305\n",
        "E FILE:2: [work] pages = 4194305: not a number of pages; use a number from 1 to "
        "4194304\n"},
    {"hover", "[work]\nhover = yes\n",
        "E FILE:2: [work] hover = yes: use one of focused always\n"},
    {"fullscreen", "[work]\nfullscreen =\n",
        "E FILE:2: [work] fullscreen = : use one of never ask allow\n"},
    {"attention", "[work]\nattention = 1\n",
        "E FILE:2: [work] attention = 1: use one of no yes\n"},
    {"message rate", "[work]\nmessage-rate = 99\n",
        "E FILE:2: [work] message-rate = 99: not a rate; use a number from 100 to "
        "1000000\n"},
    {"create rate", "[work]\ncreate-rate = 0\n",
        "E FILE:2: [work] create-rate = 0: not a rate; use a number from 1 to "
        "1000000\n"},
    {"guard", "[work]\nguard = 5001\n",
        "E FILE:2: [work] guard = 5001: not a time in ms; use a number from 0 to "
        "5000\n"},
    {"popup share", "[work]\noverride-redirect-share = 50%\n",
        "E FILE:2: [work] override-redirect-share = 50%: not a share in percent; use a "
        "number from 1 to 1000\n"},
    {"strip", "[work]\nstrip = yes\n",
        "E FILE:2: [work] strip = yes: use one of optional required\n"},
    {"titles", "[work]\ntitles = ASCII\n",
        "E FILE:2: [work] titles = ASCII: use one of unicode ascii\n"},
    {"font", "[work]\nfont = Noto Sans, 12\n",
        "E FILE:2: [work] font = Noto Sans, 12: no font; use " FAMILY_RULE "\n"},
    {"font empty", "[default]\nfont =\n",
        "E FILE:2: [default] font = : no font; use " FAMILY_RULE "\n"},
    {"font long", "[work]\nfont = " SIXTY_FOUR "\n",
        "E FILE:2: [work] font = " SIXTY_FOUR ": no font; use " FAMILY_RULE "\n"},
    {"font size", "[work]\nfont-size = 33\n",
        "E FILE:2: [work] font-size = 33: not a size of letters; use a number from 8 to "
        "32\n"},
    {"scale", "scale = 2\n",
        "E FILE:1: scale = 2: not a scale; use auto, or a percentage from 50 to 400\n"},
    {"scale twice", "scale = auto\nscale = 200\n",
        "E FILE:2: scale = 200: given before in line 1; remove one of them\n"},
    {"scale of a section", "[work]\nscale = 200\n",
        "E FILE:2: [work] scale = 200: holds for all domains; put it before the first "
        "[NAME]\n"},
    {"key twice", "[work]\ncolour = red\n\ncolour = blue\n",
        "E FILE:4: [work] colour = blue: given before in line 2; remove one of them\n"},
    {"bad key twice", "[work]\ncolour = x\ncolour = blue\n",
        "E FILE:2: [work] colour = x: not a colour; use #rrggbb or one of " COLOURS "\n"
        "E FILE:3: [work] colour = blue: given before in line 2; remove one of them\n"},
    {"section twice", "[work]\n[mail]\n[work]\ncolour = x\n",
        "E FILE:3: [work]: a second section of this name, the first is in line 1; join "
        "them\n"
        "E FILE:4: [work] colour = x: not a colour; use #rrggbb or one of " COLOURS "\n"},
    {"section name", "[my work]\ncolour = red\n",
        "E FILE:1: [my work]: not a domain's name; use " NAMES "\n"},
    {"section name empty", "[]\n", "E FILE:1: []: not a domain's name; use " NAMES "\n"},
    {"section name dot", "[.x]\n",
        "E FILE:1: [.x]: not a domain's name; use " NAMES "\n"},
    {"section name long", "[" TEN TEN TEN "01]\n[" TEN TEN TEN "012]\n",
        "E FILE:2: [" TEN TEN TEN "012]: not a domain's name; use " NAMES "\n"},
    {"section open", "[work\ncolour = nocolour\n",
        "E FILE:1: a section's line must be [NAME] and nothing else\n"
        "E FILE:2: [?] colour = nocolour: not a colour; use #rrggbb or one of " COLOURS
        "\n"},
    {"section and more", "[work] colour = red\n",
        "E FILE:1: a section's line must be [NAME] and nothing else\n"},
    {"key without section", "colour = red\n",
        "E FILE:1: colour = red: not in a section; put [NAME] before it\n"},
    {"clipboard bytes", "[work]\nclipboard-bytes = 255\n",
        "E FILE:2: [work] clipboard-bytes = 255: not a number of bytes; use a number "
        "from 256 to 256000\n"},
    {"clipboard to", "[work]\nclipboard-to = all work\n",
        "E FILE:2: [work] clipboard-to = all work: use all, none, all but NAME ..., or "
        "NAME ...\n"},
    {"clipboard from", "[work]\nclipboard-from =\n",
        "E FILE:2: [work] clipboard-from = : use all, none, all but NAME ..., or NAME "
        "...\n"},
    {"cursors", "[work]\ncursors = xterm, watch\n",
        "E FILE:2: [work] cursors = xterm, watch: use all, none, all but NAME ..., or "
        "NAME ... of the X cursor font, as left_ptr xterm\n"},
    {"chord", "copy-key = Ctrl-C\n",
        "E FILE:1: copy-key = Ctrl-C: not a chord; use " CHORDS "\n"},
    {"chord that is typed", "paste-key = Shift+V\n",
        "E FILE:1: paste-key = Shift+V: a key that people type; add Ctrl, Alt or "
        "Super\n"},
    {"chord twice", "paste-key = Alt+V\npaste-key = Alt+W\n",
        "E FILE:2: paste-key = Alt+W: given before in line 1; remove one of them\n"},
    {"chords alike", "# one\npaste-key = Shift+Ctrl+c\n",
        "E FILE:2: copy-key and paste-key are the same; change one of them\n"},
    {"chord of a section", "[work]\ncopy-key = Alt+C\n",
        "E FILE:2: [work] copy-key = Alt+C: holds for all domains; put it before the "
        "first [NAME]\n"},
    {"no key", "[work]\njust words\n",
        "E FILE:2: neither [NAME] nor key = value; correct it, or put ; before a "
        "comment\n"},
    {"no key, no line end", "[work]\njust words",
        "E FILE:2: neither [NAME] nor key = value; correct it, or put ; before a "
        "comment\n"},
    {"indented lines do not continue", "[work]\nlabel = a\n   b\n",
        "E FILE:3: neither [NAME] nor key = value; correct it, or put ; before a "
        "comment\n"},
    {"line long", "[work]\nlabel = " SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR "\ncolour = x\n",
        "E FILE:2: 200 bytes long; use at most 198\n"
        "E FILE:3: [work] colour = x: not a colour; use #rrggbb or one of " COLOURS "\n"},
    {"not UTF-8", "[work]\nlabel = \xff\n",
        "E FILE:2: byte 9 is not UTF-8; save the file as UTF-8\n"},
    {"overlong UTF-8", "[work]\nlabel = \xc0\xaf\n",
        "E FILE:2: byte 9 is not UTF-8; save the file as UTF-8\n"},
    {"surrogate", "[work]\nlabel = \xed\xa0\x80\n",
        "E FILE:2: byte 9 is not UTF-8; save the file as UTF-8\n"},
    {"beyond Unicode", "[work]\nlabel = \xf4\x90\x80\x80\n",
        "E FILE:2: byte 9 is not UTF-8; save the file as UTF-8\n"},
    {"cut UTF-8", "[work]\nlabel = \xe2\x82\n",
        "E FILE:2: byte 9 is not UTF-8; save the file as UTF-8\n"},
    {"control", "[work]\nlabel = a\x1b[31m\n",
        "E FILE:2: control character at byte 10; remove it\n"},
    {"C1 control", "[work]\nlabel = a\xc2\x9b\n",
        "E FILE:2: control character at byte 10; remove it\n"},
    {"direction mark", "[work]\nlabel = a\xe2\x80\xae\n",
        "E FILE:2: invisible character at byte 10; remove it\n"},
    {"zero width space", "[work]\nlabel = a\xe2\x80\x8b\n",
        "E FILE:2: invisible character at byte 10; remove it\n"},
};

static void
test_errors(struct tap *tap, const char *path)
{
	struct said said;

	for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
		struct config *config =
		    said_load(path, errors[i].text, strlen(errors[i].text), &said);
		bool same = strcmp(said.text, errors[i].said) == 0;
		if (!tap_ok(tap, !config && same, "%s", errors[i].name)) {
			tap_diag("said %s", said.text);
		}
		config_destroy(config);
	}
	struct config *config = said_load(path, "[work]\nlabel = a\0b\n", 19, &said);
	tap_ok(tap,
	    !config &&
	        strcmp(said.text,
	            "E FILE:2: control character at byte 10; remove it\n") == 0,
	    "NUL");
	config_destroy(config);
}

/* --- warnings ---------------------------------------------------------------------- */

static const struct {
	const char *name;
	const char *text;
	const char *said;
} warnings[] = {
    {"all different", "[a]\ncolour = red\n[b]\ncolour = blue\n", ""},
    {"pattern differs", "[a]\n[b]\npattern = dots\n", ""},
    {"same colour and pattern", "[a]\n[default]\n[b]\n[c]\ncolour = blue\n",
        "W FILE:3: [b] has the same colour and pattern as [a] in line 1; change one of "
        "them\n"},
    {"name without a section",
        "[a]\nclipboard-to = all but b c\ncolour = blue\n[b]\nclipboard-from = a d\n",
        "W FILE:2: [a] clipboard-to: there is no section [c]\n"
        "W FILE:5: [b] clipboard-from: there is no section [d]\n"},
    {"same label", "[a]\ncolour = red\nlabel = X\n[b]\ncolour = blue\nlabel = X\n",
        "W FILE:4: [b] has the same label as [a] in line 1; give it another\n"},
};

static void
test_warnings(struct tap *tap, const char *path)
{
	struct said said;

	for (size_t i = 0; i < ARRAY_LEN(warnings); i++) {
		struct config *config =
		    said_load(path, warnings[i].text, strlen(warnings[i].text), &said);
		bool same = strcmp(said.text, warnings[i].said) == 0;
		if (!tap_ok(tap, config && same, "%s", warnings[i].name)) {
			tap_diag("said %s", said.text);
		}
		config_destroy(config);
	}
}

/* As many errors as lines: every one is told. */
static void
test_many(struct tap *tap, const char *path)
{
	char text[1024] = "[work]\n";
	struct said said;
	size_t lines = 0;

	for (unsigned i = 0; i < 50; i++) {
		strcat(text, i % 2 ? "words\n" : "key = x\n");
	}
	struct config *config = said_load(path, text, strlen(text), &said);
	for (const char *at = said.text; (at = strchr(at, '\n')); at++) {
		lines++;
	}
	tap_ok(tap, !config && lines == 50, "50 errors: 50 lines (%zu)", lines);
}

int
main(void)
{
	static said_test *const tests[] = {
	    test_errors,
	    test_warnings,
	    test_many,
	};

	return said_run(tests, ARRAY_LEN(tests));
}
