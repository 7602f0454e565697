/* Chords, and paravent-wm.conf: what may be in it, and what is told of what may not. */
#include "common/paint/palette.h"
#include "tests/unit/tap.h"
#include "wm/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
chords(void)
{
	const struct {
		const char *text;
		bool good;
		uint16_t modifiers;
		uint32_t keysym;
	} table[] = {
	    {"Super+Left", true, CHORD_SUPER, 0xff51},
	    {"Alt+Shift+Tab", true, CHORD_ALT | CHORD_SHIFT, 0xff09},
	    {"ctrl+mod1+F12", true, CHORD_CONTROL | CHORD_ALT, 0xffbe + 11},
	    {"x", true, 0, 'x'},
	    {"Super+Q", true, CHORD_SUPER, 'q'},
	    {"none", true, 0, 0},
	    {"", false, 0, 0},
	    {"Super+", false, 0, 0},
	    {"Hyper+x", false, 0, 0},
	    {"F0", false, 0, 0},
	    {"F25", false, 0, 0},
	    {"Leftish", false, 0, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		struct chord chord = {0, 0};
		bool good = chord_read(table[i].text, &chord);
		ok_named(good == table[i].good &&
		        (!good ||
		            (chord.modifiers == table[i].modifiers &&
		                chord.keysym == table[i].keysym)),
		    table[i].text);
	}
}

struct said {
	unsigned count;
	char last[1024];
};

static void
say(void *data, enum log_level level, const char *text)
{
	struct said *said = data;

	(void)level;
	said->count++;
	snprintf(said->last, sizeof(said->last), "%s", text);
}

/* How many errors a file with this text has; -1 when it was taken all the same. */
static int
errors_of(const char *text, struct config *config, struct said *said)
{
	char path[] = "/tmp/paravent-wm-conf.XXXXXX";
	int fd = mkstemp(path);
	struct config_listener listener = {.say = say, .data = said};

	*said = (struct said){0};
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) {
		return -2;
	}
	close(fd);
	bool good = config_load(path, true, &listener, config);
	unlink(path);
	return good == (said->count == 0) ? (int)said->count : -1;
}

static void
files(void)
{
	static struct config c;
	struct said said;

	ok(errors_of("", &c, &said) == 0 && c.workspaces == 4 && c.n_bindings > 30 &&
	    c.dom0_colour == PALETTE_DOM0);
	ok(errors_of(
	       "[windows]\nmove = outline\nresize = live\nsnap = 0\nworkspaces = 9\n", &c,
	       &said) == 0 &&
	    c.live_move == 0 && c.live_resize == 1 && c.snap_px == 0 &&
	    c.workspaces == 9);
	ok(errors_of("[look]\nscale = auto\ndom0-colour = #123456\ndom0-label = me\n", &c,
	       &said) == 0 &&
	    c.scale == 0 && c.dom0_colour == 0x123456 && strcmp(c.dom0_label, "me") == 0);
	ok(errors_of("[trust]\nfullscreen = never\ncover-share = 20\nnew-windows = 1\n",
	       &c, &said) == 0 &&
	    c.fullscreen == TRUST_FULLSCREEN_NEVER && c.limits.cover_share == 20);
	ok_named(
	    errors_of("[look]\nfont = Noto Serif\ntitle-size = 16\n", &c, &said) == 0 &&
	        c.title_px == 16 && strcmp(c.font, "Noto Serif") == 0,
	    "font and size of titles");
	ok_named(
	    errors_of("[look]\nfont =\nfont = a, b\ntitle-size = 7\ntitle-size = 33\n",
	        &c, &said) == 4 &&
	        strstr(said.last, ":5: [look] title-size = 33: use px from 8 to 32"),
	    "and what they may not be");
	size_t before = c.n_bindings;
	ok(errors_of("[keys]\nAlt+F4 = none\nSuper+w = run xterm -e top\n", &c, &said) ==
	        0 &&
	    c.n_bindings == before + 1 &&
	    strcmp(c.bindings[before].argument, "xterm -e top") == 0);
	ok_named(
	    errors_of("[windows]\nmove = maybe\nsnap = 65\nsnap = -1\nworkspaces = 0\n"
	              "[look]\nscale = 20\ndom0-colour = red\nfond = x\n",
	        &c, &said) == 7,
	    "every error is told");
	ok(strstr(said.last, ":9: [look] fond = x: no such key"));
	ok(errors_of("[keys]\nFoo+x = close\nSuper+x = fly\nSuper+x = close 1\n"
	             "Super+x = workspace\nSuper+x = workspace 0\nSuper+x = send a\n",
	       &c, &said) == 6);
	ok(errors_of("nonsense\n", &c, &said) == 1 && strstr(said.last, ":1: "));
	const struct config_listener listener = {.say = say, .data = &said};
	ok(config_load("/nonexistent/x", false, &listener, &c));
	ok(!config_load("/nonexistent/x", true, &listener, &c));
	ok(!config_load("/tmp", true, &listener, &c));
}

int
main(void)
{
	chords();
	files();
	return done_testing();
}
