/* paravent.conf: what its values become, and those that it leaves out. */
#include "common/base/scale.h"
#include "common/paint/mark.h"
#include "tests/daemon/said.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
has_mark(const struct config *config, const char *name, const char *label,
    uint32_t colour, enum mark_pattern pattern, uint32_t width)
{
	struct domain_mark mark = config_mark_of(config, name);

	return strcmp(mark.label, label) == 0 && mark.colour == colour &&
	    mark.pattern == (uint32_t)pattern && mark.frame_width == width;
}

static void
test_values(struct tap *tap, const char *path)
{
	static const char text[] = "\xef\xbb\xbf; a comment\r\n"
	                           "# another\n"
	                           "  [work] ; mine\n"
	                           "\tcolour = #A0b1C2  ; not = red\n"
	                           "label: Grüße: #1 = best\n"
	                           "[plain]\n"
	                           "[default]\n"
	                           "pattern = waves\n"
	                           "frame-width = 032\n"
	                           "[late]\r\n"
	                           "pattern = checks\r\n"
	                           "colour = yellow";
	struct said said;
	struct config *config = said_load(path, text, strlen(text), &said);

	if (!tap_ok(tap, config && said.len == 0, "a good file")) {
		tap_diag("%s", said.text);
		return;
	}
	tap_ok(tap,
	    has_mark(config, "work", "Grüße: #1 = best", 0xa0b1c2, MARK_WAVES, 32),
	    "values, comments, a default that comes later");
	tap_ok(tap, has_mark(config, "plain", "plain", 0xcc0000, MARK_WAVES, 32),
	    "an empty section: its name");
	tap_ok(tap, has_mark(config, "late", "late", 0xecd400, MARK_CHECKS, 32),
	    "line ends of other systems, no line end");
	tap_ok(tap, has_mark(config, "else", "unknown: else", 0xcc0000, MARK_WAVES, 32),
	    "no section: unknown, marked by default");
	tap_ok(tap,
	    has_mark(config, "default", "unknown: default", 0xcc0000, MARK_WAVES, 32),
	    "a domain called default has no section");
	config_destroy(config);
}

static void
test_policy(struct tap *tap, const char *path)
{
	static const char text[] = "[work]\nwindows = 7\nhover = always\n"
	                           "fullscreen = never\nattention = no\n"
	                           "[default]\npages = 99\ntitles = ascii\n"
	                           "hover = always\nfullscreen = allow\n";
	struct domain_policy built_in = domain_policy_default();
	struct said said;
	struct config *config = said_load(path, text, strlen(text), &said);
	struct domain_policy p = config_policy_of(config, "work");

	tap_ok(tap,
	    p.windows == 7 && p.hover == HOVER_ALWAYS &&
	        p.fullscreen == FULLSCREEN_NEVER && !p.attention,
	    "a domain's own policy");
	tap_ok(tap, p.pages == 99 && p.titles == TITLES_ASCII, "and what it leaves out");
	p = config_policy_of(config, "else");
	tap_ok(tap,
	    p.pages == 99 && p.windows == built_in.windows && p.hover == HOVER_FOCUSED &&
	        p.fullscreen == FULLSCREEN_NEVER && !p.attention &&
	        p.titles == TITLES_ASCII,
	    "a domain without a section: default's limits, and no rights");
	tap_ok(tap, domain_policy_is_sane(&built_in), "what is built in is legal");
	config_destroy(config);
}

static bool
has_letters(
    const struct config *config, const char *name, const char *font, uint32_t letters)
{
	struct domain_mark mark = config_mark_of(config, name);

	return strcmp(mark.font, font) == 0 && mark.letters == letters;
}

static void
test_letters(struct tap *tap, const char *path)
{
	static const char text[] = "scale = 150\n"
	                           "[work]\nfont = Noto Serif\n"
	                           "[mail]\nfont-size = 032\ncolour = red\n"
	                           "[default]\nfont = DejaVu Sans Mono\nfont-size = 8\n";
	struct said said;
	struct config *config = said_load(path, text, strlen(text), &said);

	tap_ok(tap, config && config_scale(config) == 150, "a scale");
	tap_ok(tap, has_letters(config, "work", "Noto Serif", 8), "a domain's own font");
	tap_ok(tap, has_letters(config, "mail", "DejaVu Sans Mono", 32),
	    "its own size, and the default's font");
	tap_ok(tap,
	    has_letters(config, "else", "DejaVu Sans Mono", 8) &&
	        strcmp(config_font(config), "DejaVu Sans Mono") == 0,
	    "the default's for whatever else there is");
	config_destroy(config);
	config = said_load(path, "[a]\n", 4, &said);
	tap_ok(tap,
	    config && config_scale(config) == SCALE_AUTO &&
	        has_letters(config, "a", "", 0),
	    "nothing told: as the display and the frame have it");
	config_destroy(config);
}

/* Rows copy, columns paste; what is not denied is allowed. */
static void
test_P14_matrix(struct tap *tap, const char *path)
{
	static const char text[] = "copy-key = Super+c\n"
	                           "[vault]\nclipboard-to = none\ncolour = red\n"
	                           "[work]\nclipboard-to = all but red\ncolour = blue\n"
	                           "[mail]\nclipboard-from = work vault\ncolour = green\n"
	                           "[red]\ncolour = black\nclipboard-bytes = 1000\n"
	                           "[default]\nclipboard-bytes = 9999\n";
	static const char *const names[] = {"vault", "work", "mail", "red", "else"};
	static const char *const matrix[] = {"00000", "11100", "11010", "11010", "00000"};
	struct said said;
	struct config *config = said_load(path, text, strlen(text), &said);

	for (size_t from = 0; from < ARRAY_LEN(names); from++) {
		char row[ARRAY_LEN(names) + 1] = "";
		for (size_t to = 0; to < ARRAY_LEN(names); to++) {
			row[to] = "01"[config_may_paste(config, names[from], names[to])];
		}
		tap_ok(tap, strcmp(row, matrix[from]) == 0, "P14-matrix row %s: %s",
		    names[from], row);
		tap_ok(tap,
		    config_may_copy(config, names[from]) == (from != 0 && from != 4),
		    "P14-matrix may %s copy", names[from]);
	}
	tap_ok(tap,
	    config_policy_of(config, "red").clipboard_bytes == 1000 &&
	        config_policy_of(config, "else").clipboard_bytes == 9999,
	    "P14-caps of each domain");
	tap_ok(tap,
	    chord_equals(config_chords(config).copy, (struct chord){CHORD_SUPER, 'c'}) &&
	        chord_equals(config_chords(config).paste, chord_default_paste()),
	    "chords given and left out");
	config_destroy(config);
}

static void
test_files(struct tap *tap, const char *path)
{
	struct said said = {.path = path};
	struct config_listener listener = {.say = said_say, .data = &said};

	unlink(path);
	struct config *config = config_load(path, false, &listener);
	tap_ok(tap,
	    config &&
	        strcmp(said.text, "I FILE: no such file, using built-in defaults\n") ==
	            0 &&
	        has_mark(config, "a", "unknown: a", 0xcc0000, MARK_STRIPES, 4),
	    "no file: built-in defaults, and a line that says so");
	config_destroy(config);

	said = (struct said){.path = path};
	config = config_load(path, true, &listener);
	tap_ok(tap,
	    !config &&
	        strcmp(said.text,
	            "E FILE: cannot be opened: No such file or directory\n") == 0,
	    "no file, but asked for");

	said = (struct said){.path = "/"};
	config = config_load("/", true, &listener);
	tap_ok(tap, !config && strcmp(said.text, "E FILE: not a file\n") == 0,
	    "a directory");

	config = said_load(path, "", 0, &said);
	tap_ok(tap, config && said.len == 0, "an empty file");
	config_destroy(config);
	chmod(path, 0602);
	said = (struct said){.path = path};
	config = config_load(path, true, &listener);
	tap_ok(tap, !config && strstr(said.text, "everybody may write to it"),
	    "a file that everybody may write");
	unlink(path);
}

int
main(void)
{
	static said_test *const tests[] = {
	    test_values,
	    test_policy,
	    test_letters,
	    test_P14_matrix,
	    test_files,
	};

	return said_run(tests, ARRAY_LEN(tests));
}
